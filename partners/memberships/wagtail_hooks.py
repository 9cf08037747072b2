"""The people of partners in the admin: staff invite them and take them off."""

from typing import Any

from django import forms
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import CreateView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.admin.widgets import AdminPageChooser
from wagtail.permissions import register_permission_policy

from cluster_portal.staff.policies import AllBut
from partners.memberships import inviting
from partners.memberships.models import Invitation, Membership

# What was sent is not edited, and people join by invitation only.
register_permission_policy(Invitation, AllBut(Invitation, "change"))
register_permission_policy(Membership, AllBut(Membership, "add"))


class InvitationAdminForm(forms.ModelForm):  # type: ignore[type-arg]
    """Whom staff invite, and for which partner."""

    class Meta:
        model = Invitation
        fields = ("partner", "name", "email", "language", "role")
        help_texts = {
            "role": gettext_lazy(
                "A manager also invites colleagues, uploads documents and proposes changes."
            ),
        }

    def __init__(self, *args: Any, for_user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"].widget = AdminPageChooser(target_models=["partners.PartnerPage"])
        self._by = for_user

    def validate_constraints(self) -> None:
        """Leave out what waits for the same address: it is replaced."""

    def clean(self) -> dict[str, Any]:
        """Refuse somebody who belongs to the partner already."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        email, partner = cleaned.get("email"), cleaned.get("partner")
        if Membership.objects.filter(partner=partner, user__email=email).exists():
            raise ValidationError({"email": _("This person belongs to the partner already.")})
        return cleaned

    def save(self, commit: bool = True) -> Invitation:
        """Send the invitation."""
        return inviting.invite(by=self._by, **self.cleaned_data)


class InviteView(CreateView):
    """Sends an invitation; the form needs to know who sends it."""

    def get_form_kwargs(self) -> dict[str, Any]:
        """Add who sends it."""
        return {**super().get_form_kwargs(), "for_user": self.request.user}

    def get_success_buttons(self) -> list[Any]:
        """Return no way to edit what was sent."""
        return []


class InvitationsView(IndexView):
    """The list of invitations, each with its mail."""

    def get_base_queryset(self) -> Any:
        """Read partners and mails along."""
        return super().get_base_queryset().select_related("partner", "mail")


class InvitationViewSet(ModelViewSet):
    """Invitations that were sent."""

    model = Invitation
    index_view_class = InvitationsView
    add_view_class = InviteView
    # A copy would be an invitation without its mail and its link.
    copy_view_enabled = False
    icon = "mail"
    menu_label = gettext_lazy("Invitations")
    list_filter = ["role", "language"]
    search_fields = ["email", "name"]
    search_backend_name = None
    list_per_page = 50
    inspect_view_enabled = True
    inspect_view_fields = [
        "partner",
        "name",
        "email",
        "language",
        "role",
        "invited_by",
        "sent_at",
        "accepted_at",
    ]

    @cached_property
    def list_display(self) -> list[Any]:
        """Return the columns of the list."""
        return [
            "name",
            "email",
            "partner",
            Column("role_label", label=_("Role")),
            Column("mail_progress", label=_("Mail")),
            "sent_at",
            "accepted_at",
        ]

    def get_form_class(self, for_update: bool = False) -> Any:
        """Return the form that sends an invitation."""
        return InvitationAdminForm


class MembershipViewSet(ModelViewSet):
    """Who belongs to which partner."""

    model = Membership
    icon = "group"
    menu_label = gettext_lazy("Members")
    form_fields = ["role"]
    list_filter = ["role"]
    search_fields = ["user__name", "user__email", "partner__title"]
    search_backend_name = None
    list_per_page = 50

    @cached_property
    def list_display(self) -> list[Any]:
        """Return the columns of the list."""
        return ["user", "partner", Column("role_label", label=_("Role")), "since"]


class PeopleViewSetGroup(ModelViewSetGroup):
    """The people of partners."""

    items = (InvitationViewSet("partner_invitations"), MembershipViewSet("partner_members"))
    menu_label = gettext_lazy("Partner accounts")
    menu_icon = "group"
    menu_order = 225


@hooks.register("register_admin_viewset")
def people_of_partners() -> PeopleViewSetGroup:
    """Add the screens."""
    return PeopleViewSetGroup()


_RIGHTS = [
    ("memberships", f"{action}_{model}")
    for model, actions in (
        ("invitation", ("view", "add", "delete")),
        ("membership", ("view", "change", "delete")),
    )
    for action in actions
]


@hooks.register("register_permissions")
def rights_on_people() -> QuerySet[Permission]:
    """Let groups be given the right to invite people and to take them off."""
    wanted = Q()
    for app_label, codename in _RIGHTS:
        wanted |= Q(content_type__app_label=app_label, codename=codename)
    return Permission.objects.filter(wanted)


@hooks.register("register_editor_permissions")
def editors_may_invite() -> list[tuple[str, str]]:
    """Let editors invite people of partners and take them off."""
    return _RIGHTS
