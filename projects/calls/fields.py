"""Fields of calls: lists of codes, and moments written in the call's own time zone."""

import zoneinfo
from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import Any

from babel import Locale
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cluster_portal.languages.codes import active_language

# The official languages of the European Union: what applications are written in.
EU_LANGUAGES = (
    "bg cs da de el en es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv".split()  # noqa: SIM905
)


def eu_language_choices() -> list[tuple[str, str]]:
    """Return codes and names of the Union's languages, sorted by name in the active language."""
    names = Locale.parse(active_language()).languages
    return sorted(
        ((code, names.get(code, code)) for code in EU_LANGUAGES), key=lambda pair: pair[1].casefold()
    )


def portal_zone() -> str:
    """Return the name of the portal's time zone."""
    return settings.TIME_ZONE


def zone_choices() -> list[tuple[str, str]]:
    """Return the time zones named for a place, the portal's own first, then Europe's."""
    names = [name for name in zoneinfo.available_timezones() if "/" in name and not name.startswith("Etc/")]
    names.sort(key=lambda name: (name != settings.TIME_ZONE, not name.startswith("Europe/"), name))
    return [(name, name.replace("_", " ")) for name in names]


class CodesField(models.JSONField):
    """A list of codes out of a closed set, such as countries. ``codes`` returns codes and names."""

    def __init__(self, *args: Any, codes: Callable[[], list[tuple[str, str]]] = list, **kwargs: Any) -> None:
        self.codes = codes
        super().__init__(*args, **{"default": list, "blank": True, **kwargs})

    def deconstruct(self) -> Any:
        """Leave the codes out: the database does not know them."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        """Refuse what is no list of known codes."""
        super().validate(value, model_instance)
        known = {code for code, _name in self.codes()}
        unknown = value if not isinstance(value, list) else [code for code in value if code not in known]
        if unknown:
            raise ValidationError(
                _("Not known: %(codes)s."),
                code="unknown_code",
                params={"codes": ", ".join(map(str, unknown))},
            )

    def formfield(self, **kwargs: Any) -> forms.Field:
        """Return a list of names to choose several from."""
        return forms.MultipleChoiceField(
            choices=self.codes,
            required=False,
            label=str(self.verbose_name).capitalize(),
            help_text=self.help_text,
            widget=forms.SelectMultiple(attrs={"size": 8}),
        )


class ZonedMomentFormField(forms.DateTimeField):
    """A moment written and shown in ``zone``, whatever the time zone of the person who edits."""

    zone: tzinfo | None = None

    def _in_zone(self) -> tzinfo:
        return self.zone or timezone.get_default_timezone()

    def prepare_value(self, value: Any) -> Any:
        """Show the wall clock of the zone."""
        if isinstance(value, datetime) and timezone.is_aware(value):
            return timezone.make_naive(value, self._in_zone())
        return value

    def to_python(self, value: Any) -> datetime | None:
        """Read the wall clock of the zone; refuse an hour that the change to or from summer time skips or repeats."""
        with timezone.override(self._in_zone()):
            return super().to_python(value)


class ZonedMomentField(models.DateTimeField):  # type: ignore[type-arg]
    """A moment, stored in UTC and edited in a time zone that the form sets."""

    def deconstruct(self) -> Any:
        """Stand in migrations as the date and time it is in the database."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.DateTimeField", args, kwargs

    def formfield(self, **kwargs: Any) -> Any:
        """Return the field that knows its zone."""
        return super().formfield(**{"form_class": ZonedMomentFormField, **kwargs})
