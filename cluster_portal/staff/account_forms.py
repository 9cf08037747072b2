"""Forms about a person's account."""

from io import BytesIO
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps
from wagtail.admin.forms.account import AvatarPreferencesForm
from wagtail.users.models import UserProfile

from cluster_portal.accounts.models import User
from cluster_portal.media.gate import passed_picture

_PORTRAITS = ("JPEG", "PNG", "WEBP", "HEIC")
_MOST_BYTES = 30 * 1024 * 1024
# In pixels.
_WIDEST = 400

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


class PortraitField(forms.FileField):
    """A small portrait, of whatever picture was sent."""

    def to_python(self, data: Any) -> Any:
        """Return a picture of at most 400 × 400 pixels."""
        file = super().to_python(data)
        if file is None:
            return None
        passed = passed_picture(file, _PORTRAITS, most_bytes=_MOST_BYTES)
        if max(passed.width, passed.height) <= _WIDEST:
            return passed
        with Image.open(passed) as picture:
            form = str(picture.format).replace("MPO", "JPEG")
            picture.thumbnail((_WIDEST, _WIDEST))
            written = BytesIO()
            ImageOps.exif_transpose(picture).save(written, form)
        return SimpleUploadedFile(passed.name or "", written.getvalue(), passed.content_type or "")


class PortraitForm(AvatarPreferencesForm):
    """One's own portrait."""

    avatar = PortraitField(label=_("Upload a profile picture"), required=False)


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
