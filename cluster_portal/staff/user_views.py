"""Forms and screens for the people who sign in."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import IndexView, UserColumn, UserViewSet

from cluster_portal.accounts.models import User
from cluster_portal.staff.account_forms import UniqueEmail

_FIELDS = ("email", "name", "language", "is_active", "is_superuser", "groups")


class StaffUserCreationForm(UniqueEmail, UserCreationForm):
    """Creates a person."""

    email = forms.EmailField(label=_("E-mail address"), help_text=_("The person signs in with it."))
    first_name = None
    last_name = None

    class Meta(UserCreationForm.Meta):
        fields = _FIELDS


class StaffUserEditForm(UniqueEmail, UserEditForm):
    """Edits a person."""

    email = forms.EmailField(label=_("E-mail address"), help_text=_("The person signs in with it."))
    first_name = None
    last_name = None

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


class StaffUserViewSet(UserViewSet):
    """Staff's list and forms of people."""

    index_view_class = StaffUserIndexView
    ordering = "name"
    add_template_name = create_template_name = "staff/users/create.html"
    edit_template_name = "staff/users/edit.html"

    def get_form_class(self, for_update: bool = False) -> Any:
        """Return the form for one name and a language."""
        return StaffUserEditForm if for_update else StaffUserCreationForm
