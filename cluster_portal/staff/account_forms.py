"""Forms about a person's account."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.users.models import UserProfile

from cluster_portal.accounts.models import User

if TYPE_CHECKING:
    UserModelForm = forms.ModelForm[User]
else:
    UserModelForm = forms.ModelForm


class UniqueEmail:
    """Refuses an address that another account has, whatever its case."""

    instance: User
    cleaned_data: dict[str, Any]

    def clean_email(self) -> str:
        """Return the address, its domain in lower case."""
        email = User.objects.normalize_email(self.cleaned_data["email"])
        if User.objects.filter(email__iexact=email).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("This address already has an account."), code="unique")
        return email


class NameEmailForm(UniqueEmail, UserModelForm):
    """One's own name and address."""

    class Meta:
        model = User
        fields = ("name", "email")


class LanguageForm(UserModelForm):
    """The language one works in."""

    profile: UserProfile | None = None

    class Meta:
        model = User
        fields = ("language",)
        help_texts = {"language": _("The admin speaks it, and pages you create are written in it first.")}

    def save(self, commit: bool = True) -> User:
        """Save the language in the account and in Wagtail's profile."""
        if self.profile is not None:
            self.profile.preferred_language = self.cleaned_data["language"]
        return super().save(commit)
