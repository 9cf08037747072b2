"""Forms about a person's account."""

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.users.models import UserProfile

from cluster_portal.accounts.models import User

if TYPE_CHECKING:
    UserModelForm = forms.ModelForm[User]
else:
    UserModelForm = forms.ModelForm


class NameEmailForm(UserModelForm):
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
