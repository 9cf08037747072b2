"""Facts of a partner's record that are more than a line of text: address, country, place, logo."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cluster_portal.countries import country_choices, country_name
from cluster_portal.languages.codes import content_languages, get_value, set_value
from cluster_portal.media.fields import refusal_to_keep
from cluster_portal.media.gate import passed_picture
from cluster_portal.media.models import PortalImage
from partners.proposals import images
from partners.proposals.fields import NOTHING, Acceptance, FactOfPage, Proposable, Version

_POINT = re.compile(r"\s*(-?\d{1,2}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*")


class WebAddress(FactOfPage):
    """A web address."""

    def inputs(self, version: Version, language: str) -> dict[str, forms.Field]:
        """Return a field for addresses; one without a scheme is meant to be secure."""
        longest = self._model._meta.get_field(self.name).max_length  # type: ignore[union-attr]
        return {"": forms.URLField(max_length=longest, assume_scheme="https")}


class Country(FactOfPage):
    """A country by its code."""

    def inputs(self, version: Version, language: str) -> dict[str, forms.Field]:
        """Return a choice of countries."""
        return {"": forms.ChoiceField(choices=lambda: [("", "–"), *country_choices()])}

    def show(self, value: Any) -> str:
        """Return the country's name."""
        return country_name(value) if value else gettext("–")


class Point(Proposable):
    """A place on the map: ``50.63373, 5.56749``, decimal degrees, latitude first."""

    def inputs(self, version: Version, language: str) -> dict[str, forms.Field]:
        """Return one line for both numbers."""
        return {"": forms.CharField(max_length=40)}

    def compose(self, cleaned: dict[str, Any], version: Version) -> Any:
        """Return both numbers with five decimals."""
        typed = cleaned[""].strip()
        if not typed:
            return ""
        match = _POINT.fullmatch(typed)
        if match is None or abs(float(match[1])) > 90 or abs(float(match[2])) > 180:
            raise ValidationError(
                {"": _("Write latitude and longitude as numbers with a point, as in 50.63373, 5.56749.")}
            )
        return f"{float(match[1]):.5f}, {float(match[2]):.5f}"

    def read(self, version: Version, language: str) -> Any:
        """Return the place."""
        page = version.page
        if page.latitude is None or page.longitude is None:
            return ""
        return f"{page.latitude:.5f}, {page.longitude:.5f}"

    def write(self, version: Version, language: str, value: Any, acceptance: Acceptance) -> None:
        """Set both coordinates, or none."""
        version.page.latitude, version.page.longitude = value.split(", ") if value else (None, None)


class Logo(Proposable):
    """A picture. Its value names the image, or what was uploaded."""

    can_be_edited = False

    def inputs(self, version: Version, language: str) -> dict[str, forms.Field]:
        """Return a field for a file."""
        return {"": images.UploadedImageField()}

    def compose(self, cleaned: dict[str, Any], version: Version) -> Any:
        """Return what identifies the uploaded picture."""
        return images.description(cleaned[""]) if cleaned[""] else NOTHING

    def decompose(self, value: Any) -> dict[str, Any]:
        """Return nothing: files cannot be filled in."""
        return {}

    def read(self, version: Version, language: str) -> Any:
        """Return the picture of the page."""
        logo = version.page.logo
        return {"image": logo.pk, "name": str(logo.title)} if logo is not None else ""

    def write(self, version: Version, language: str, value: Any, acceptance: Acceptance) -> None:
        """Make an image of the file, with the partner's name as title and alternative text."""
        file = acceptance.change.file
        try:
            with file.open("rb") as stream:
                name = f"logo-{slugify(str(version.page.title))}.{images.suffix(value)}"
                picture = passed_picture(File(stream, name=name), images.FORMATS)
        except (OSError, ValueError) as error:
            raise ValidationError(_("The uploaded file is not there any more.")) from error
        image = PortalImage(file=picture, uploaded_by_user=acceptance.user)
        for code in content_languages():
            title = get_value(version.page, "title", code)
            set_value(image, "title", code, title)
            set_value(image, "description", code, title)
        try:
            with transaction.atomic():
                image.save()
        except OSError as error:
            raise refusal_to_keep(error) from error
        version.page.logo = image

    def show(self, value: Any) -> str:
        """Return name and size."""
        if not value:
            return gettext("–")
        size = f" ({value['width']} × {value['height']})" if "width" in value else ""
        return f"{value['name']}{size}"
