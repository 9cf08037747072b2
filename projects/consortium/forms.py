"""Forms with which managers and editors bring documents."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cluster_portal.accounts.models import User
from cluster_portal.media.gate import passed_document
from cluster_portal.media.gate.kinds import KINDS, Kind, names_of_kinds
from partners.memberships.models import Membership
from partners.models import PartnerPage
from projects.consortium.uploading import Upload
from projects.models import ProjectPage


class FileForm(forms.Form):
    """A file, and on whose behalf it is brought when there is a choice."""

    file = forms.FileField(label=_("File"), max_length=150)
    partner = forms.ChoiceField(label=_("On behalf of"))

    def __init__(self, *args: Any, user: User, memberships: list[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.kind: Kind | None = None
        self._partners: dict[str, PartnerPage | None] = {
            str(row.partner_id): row.partner for row in memberships if row.is_manager
        }
        if not self._partners:
            self._partners[""] = None
        self._offer_partners()
        self.fields["file"].help_text = gettext("At most %(size)s. Accepted are: %(kinds)s.") % {
            "size": filesizeformat(self.most_bytes),
            "kinds": names_of_kinds(),
        }
        self.fields["file"].widget.attrs["accept"] = ",".join(f".{ending}" for ending in (*KINDS, "jpeg"))

    def _offer_partners(self) -> None:
        if len(self._partners) == 1:
            del self.fields["partner"]
            return
        field = self.fields["partner"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = [
            (key, str(partner.texts.title)) for key, partner in self._partners.items() if partner
        ]

    @property
    def most_bytes(self) -> int:
        """Return how large a file may be."""
        return int(settings.CONSORTIUM_MAX_UPLOAD_MB) * 1024 * 1024

    def clean_file(self) -> "UploadedFile[Any]":
        """Refuse a file that is too large, of a kind that is not accepted, or not what its name says."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > self.most_bytes:
            raise ValidationError(
                gettext("The file has %(size)s; at most %(most)s are accepted.")
                % {"size": filesizeformat(file.size or 0), "most": filesizeformat(self.most_bytes)},
                code="size",
            )
        file, self.kind = passed_document(file)
        return file

    def upload(self) -> Upload:
        """Return what was sent. Call it on a valid form."""
        if self.kind is None:
            raise ValueError("The form is not valid.")
        chosen = self.cleaned_data.get("partner") or next(iter(self._partners))
        return Upload(
            file=self.cleaned_data["file"],
            kind=self.kind,
            user=self.user,
            partner=self._partners[chosen],
            note=self.cleaned_data.get("change", ""),
        )


class DocumentForm(FileForm):
    """A new document."""

    title = forms.CharField(label=_("Title"), max_length=200)
    note = forms.CharField(
        label=_("Note"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    field_order = ["title", "file", "note", "partner"]


class VersionForm(FileForm):
    """A new version of a document."""

    change = forms.CharField(label=_("What has changed"), max_length=300, required=False)
    field_order = ["file", "change", "partner"]


class TokenForm(forms.Form):
    """For which projects a calendar has an address of its own."""

    project = forms.ModelChoiceField(
        label=_("Dates of"),
        queryset=ProjectPage.objects.none(),
        to_field_name="uuid",
        required=False,
        empty_label=_("All my projects"),
    )

    def __init__(self, *args: Any, projects: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["project"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the type checker
        field.queryset = projects
        field.label_from_instance = lambda project: str(project.texts.title)  # type: ignore[method-assign,assignment]
