"""Forms of the CORDIS screens."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from projects.cordis.archives import MOST_BYTES
from projects.cordis.models import CordisProject
from projects.cordis.proposing import is_in_bin


class SeveralFilesInput(forms.ClearableFileInput):
    """Takes several files."""

    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """Several uploaded files."""

    widget = SeveralFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Check each file; return them all."""
        files = data if isinstance(data, (list, tuple)) else [data]
        return [super(SeveralFilesField, self).clean(file, initial) for file in files]


class UploadForm(forms.Form):
    """Files of CORDIS."""

    chosen_files = SeveralFilesField(
        label=_("Files"),
        help_text=_("project.csv and organization.csv, or the ZIP archive that CORDIS offers."),
        widget=SeveralFilesInput(attrs={"accept": ".csv,.zip"}),
    )
    numbers = forms.CharField(
        label=_("Only these grant numbers"),
        required=False,
        help_text=_("Separated by blanks. Empty: all projects; proposals are made for those on the portal."),
    )
    strict = forms.BooleanField(
        label=_("All or nothing"),
        required=False,
        help_text=_("Import nothing when anything is wrong with the files."),
    )

    def clean_chosen_files(self) -> list[Any]:
        """Refuse what can be neither."""
        files = self.cleaned_data["chosen_files"]
        for file in files:
            if not file.name.lower().endswith((".csv", ".zip")):
                raise ValidationError(
                    _("“%(name)s” is neither a CSV nor a ZIP file."), params={"name": file.name}
                )
        if sum(file.size for file in files) > MOST_BYTES:
            raise ValidationError(_("The files are larger than 2 GB."))
        return list(files)

    def clean_numbers(self) -> list[str]:
        """Return the grant numbers."""
        numbers = re.split(r"[\s,;]+", self.cleaned_data["numbers"].strip())
        for number in filter(None, numbers):
            if not number.isascii() or not number.isdigit():
                raise ValidationError(_("“%(number)s” is no grant number."), params={"number": number})
        return [number for number in numbers if number]


class GrantNumberForm(forms.Form):
    """One project, by its grant number."""

    grant_number = forms.CharField(
        label=_("Grant number"),
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def clean_grant_number(self) -> str:
        """Say whether the files that were read hold the project."""
        number = str(self.cleaned_data["grant_number"]).strip()
        if not CordisProject.objects.filter(grant_number=number).exists():
            raise ValidationError(
                _("No file that was read holds the project %(number)s."), params={"number": number}
            )
        if is_in_bin(number):
            raise ValidationError(_("This project is in the bin. Bring it back first."))
        return number
