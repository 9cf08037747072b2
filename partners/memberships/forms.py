"""Forms about the people of partners."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cluster_portal.accounts.models import User
from cluster_portal.languages.codes import active_language
from partners.memberships import inviting
from partners.memberships.models import Invitation, Membership

if TYPE_CHECKING:
    from partners.models import PartnerPage

    InvitationModelForm = forms.ModelForm[Invitation]
else:
    InvitationModelForm = forms.ModelForm


class InvitationForm(InvitationModelForm):
    """Whom a manager invites to the manager's own partner."""

    class Meta:
        model = Invitation
        fields = ("name", "email", "language", "role")
        help_texts = {
            "language": _("The language of the mail and of the portal for this person."),
            "role": _("A manager also invites colleagues, uploads documents and proposes changes."),
        }

    def __init__(self, *args: Any, partner: "PartnerPage", by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.partner = partner
        self._by = by
        self.fields["language"].initial = by.language or active_language()

    def clean_email(self) -> str:
        """Refuse somebody who belongs to the partner already."""
        email: str = self.cleaned_data["email"]
        if Membership.objects.filter(partner=self.instance.partner, user__email=email).exists():
            raise ValidationError(gettext("This person belongs to the partner already."))
        return email

    def validate_unique(self) -> None:
        """Leave out what waits for the same address: it is replaced."""

    def validate_constraints(self) -> None:
        """Leave out what waits for the same address: it is replaced."""

    def save(self, commit: bool = True) -> Invitation:
        """Send the invitation."""
        return inviting.invite(self.instance.partner, by=self._by, **self.cleaned_data)


class NewAccountForm(forms.Form):
    """What somebody who was invited and has no account yet chooses."""

    name = forms.CharField(
        label=_("Your name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    password = forms.CharField(
        label=_("Choose a password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=password_validation.password_validators_help_text_html,
    )

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].initial = invitation.name
        self._invitation = invitation

    def clean_password(self) -> str:
        """Refuse a password that is easy to guess."""
        password: str = self.cleaned_data["password"]
        someone = User(email=self._invitation.email, name=self.cleaned_data.get("name", ""))
        password_validation.validate_password(password, someone)
        return password

    def save(self) -> User:
        """Create the account."""
        return User.objects.create_user(
            self._invitation.email,
            self.cleaned_data["password"],
            name=self.cleaned_data["name"],
            language=self._invitation.language,
        )
