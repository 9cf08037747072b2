"""Forms and screens for the people who sign in."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.users.forms import UserCreationForm, UserEditForm, UserForm
from wagtail.users.views.users import CreateView, DeleteView, EditView, IndexView, UserColumn, UserViewSet

from cluster_portal.accounts.models import User
from cluster_portal.staff.leaving import what_waits
from cluster_portal.staff.people_rights import givable_groups, may_manage

_FIELDS = ("email", "name", "language", "is_active", "is_superuser", "groups")


class _StaffUserForm(UserForm):
    """What the forms of a person share: one name, and an address that no other account has."""

    email = forms.EmailField(label=_("E-mail address"), help_text=_("The person signs in with it."))
    first_name = None
    last_name = None
    error_messages = {
        **UserForm.error_messages,
        "duplicate_username": _("This address already has an account."),
    }


class StaffUserCreationForm(_StaffUserForm, UserCreationForm):
    """Creates a person."""

    class Meta(UserCreationForm.Meta):
        fields = _FIELDS


class StaffUserEditForm(_StaffUserForm, UserEditForm):
    """Edits a person."""

    class Meta(UserEditForm.Meta):
        fields = _FIELDS


class StaffUserIndexView(IndexView):
    """The list of people, by name."""

    search_fields = ("name", "email")

    @cached_property
    def columns(self) -> list[Column]:
        """Return Wagtail's columns; the name is one field, the address says what it is."""
        columns = super().columns
        for column in columns:
            if isinstance(column, UserColumn):
                column.sort_key = "name"
            elif column.name == User.USERNAME_FIELD:
                column.label = _("E-mail address")
        return columns

    def order_queryset(self, queryset: "QuerySet[User]") -> "QuerySet[User]":
        """Sort by the column that was chosen, then by address so that the order is stable."""
        if self.ordering in ("name", "-name"):
            return queryset.order_by(self.ordering, "email")
        return super().order_queryset(queryset)


class _WithinOwnRights:
    """Offers on the form of a person only what whoever fills it in may give; see ``people_rights``."""

    def get_form(self, form_class: Any = None) -> Any:
        """Offer the groups within the own rights; only administrators make administrators."""
        form = super().get_form(form_class)  # type: ignore[misc]
        actor = self.request.user  # type: ignore[attr-defined]
        form.fields["groups"].queryset = givable_groups(actor)
        if not actor.is_superuser:
            form.fields.pop("is_superuser", None)
        return form


class _WithinReach:
    """Refuses accounts above that of whoever asks."""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Raise PermissionDenied, which leads to the first screen with a message."""
        if not may_manage(request.user, self.get_object()):  # type: ignore[attr-defined]
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class StaffUserCreateView(_WithinOwnRights, CreateView):
    """The form of a new person."""


class StaffUserEditView(_WithinReach, _WithinOwnRights, EditView):
    """The form of a person."""


class StaffUserDeleteView(_WithinReach, DeleteView):
    """The question whether to delete a person; it counts what waits in his name."""

    @property
    def confirmation_message(self) -> str:
        """Add what stays and waits for somebody else."""
        return f"{super().confirmation_message} {what_waits([self.object])}".strip()


class StaffUserViewSet(UserViewSet):
    """Staff's list and forms of people."""

    index_view_class = StaffUserIndexView
    add_view_class = StaffUserCreateView
    edit_view_class = StaffUserEditView
    delete_view_class = StaffUserDeleteView
    ordering = "name"
    add_template_name = create_template_name = "staff/users/create.html"
    edit_template_name = "staff/users/edit.html"

    def get_form_class(self, for_update: bool = False) -> Any:
        """Return the form for one name and a language."""
        return StaffUserEditForm if for_update else StaffUserCreationForm
