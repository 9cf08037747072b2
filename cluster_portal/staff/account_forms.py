"""Forms about a person's account."""

from io import BytesIO
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
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


class NameEmailForm(UserModelForm):
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

    # Of Wagtail’s form: the portrait of before.
    _original_avatar: Any
    avatar = PortraitField(label=_("Upload a profile picture"), required=False)

    def save(self, commit: bool = True) -> UserProfile:
        """Save the portrait; the one of before goes once the new one is kept."""
        before, self._original_avatar = self._original_avatar, None
        profile: UserProfile = super().save(commit)
        if commit and before and before != self.cleaned_data["avatar"]:
            transaction.on_commit(lambda: before.storage.delete(before.name), robust=True)
        return profile


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
