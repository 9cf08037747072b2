"""Results of a project: one that is added, one that is corrected."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cluster_portal.languages.codes import (
    active_language,
    column,
    columns,
    content_languages,
    get_value,
    name_in,
    own_name,
    reading_order,
)
from partners.proposals.fields import Acceptance, Version
from partners.proposals.rows import Correction, Row, as_json, worded
from projects.models import ProjectResult


def _parts() -> dict[str, forms.Field]:
    """Return the title in each language, kind, readers, address and day."""
    longest = ProjectResult._meta.get_field("title").max_length
    titles: dict[str, forms.Field] = {
        column("title", code): forms.CharField(
            label=gettext("Title (%(language)s)") % {"language": name_in(code, active_language())},
            max_length=longest,
            widget=forms.TextInput(attrs={"lang": code}),
        )
        for code in reading_order(active_language())
    }
    return titles | {
        "kind": forms.ChoiceField(label=_("Kind"), choices=[("", "–"), *ProjectResult.Kind.choices]),
        "dissemination": forms.ChoiceField(
            label=_("Who may have it"), choices=[("", "–"), *ProjectResult.Dissemination.choices]
        ),
        "url": forms.URLField(label=_("Address"), max_length=200, assume_scheme="https"),
        "submitted_on": forms.DateField(
            label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        ),
    }


class NewResult(Row):
    """A result of the project, by its address elsewhere."""

    required = ("kind", "dissemination", "url")

    def inputs(self, version: Version, language: str) -> dict[str, forms.Field]:
        """Return all parts."""
        return _parts()

    def compose(self, cleaned: dict[str, Any], version: Version) -> Any:
        """Ask for a title in some language besides."""
        value = super().compose(cleaned, version)
        if value and not any(name in value for name in columns("title").values()):
            raise ValidationError(
                {column("title", active_language()): _("Give a title in at least one language.")}
            )
        return value

    def write(self, version: Version, language: str, value: Any, acceptance: Acceptance) -> None:
        """Add the result after the others."""
        row = ProjectResult(sort_order=version.page.results.count(), **value)
        row.full_clean(exclude=["project"])
        version.page.results.add(row)

    def show(self, value: Any) -> str:
        """Return title per language, kind, readers, address and day, a line each."""
        if not value:
            return gettext("–")
        row = ProjectResult(**value)
        titles = [(code, get_value(row, "title", code)) for code in content_languages()]
        lines = [f"{own_name(code)}: {title}" for code, title in titles if title]
        readers = ProjectResult.Dissemination(row.dissemination).label
        lines += [f"{row.kind_label} ({readers})", row.url]
        day = {part: given for part, given in value.items() if part == "submitted_on"}
        return "\n".join([*lines, *worded(_parts(), day)])


class ResultCorrection(Correction):
    """A result of the project that is to be corrected or removed."""

    def rows(self, version: Version) -> list[Any]:
        """Return all results: the consortium sees those that are for it alone, too."""
        return list(version.page.results.all())

    def names(self, version: Version, row: Any) -> list[str]:
        """Return its titles in the languages that are to be read."""
        titles = [
            get_value(row, "title", code) for code in reading_order(active_language()) if version.has(code)
        ]
        return [title for title in titles if title] or ["–"]

    def choice(self, version: Version, row: Any) -> str:
        """Return title and kind."""
        return f"{super().choice(version, row)} ({row.kind_label})"

    def parts(self) -> dict[str, forms.Field]:
        """Return all parts."""
        return _parts()

    def part_of(self, version: Version, row: Any, part: str) -> Any:
        """Return a part; a title only in a language that is to be read."""
        hidden = [column("title", code) for code in content_languages() if not version.has(code)]
        return "" if part in hidden else as_json(getattr(row, part))

    def change(self, version: Version, row: Any, parts: dict[str, Any], acceptance: Acceptance) -> None:
        """Set the parts; an address replaces a file."""
        for part, given in parts.items():
            setattr(row, part, given)
        if "url" in parts:
            row.document = None
        row.full_clean(exclude=["project"])
        version.page.results.add(row)

    def remove(self, version: Version, row: Any) -> None:
        """Take the result out of the draft."""
        version.page.results.remove(row)
