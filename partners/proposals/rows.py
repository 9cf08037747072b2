"""Proposals with several parts: something that is added to a page, or a row of it that is corrected."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cluster_portal.languages.templatetags.portal_formats import portal_date
from partners.proposals.fields import NOTHING, Acceptance, Proposable, Version, plain


class Row(Proposable):
    """Something with several parts that is added to the page."""

    adds = True
    has_parts = True
    # What every proposal must say.
    required: tuple[str, ...] = ()

    def compose(self, cleaned: dict[str, Any], version: Version) -> Any:
        """Return the parts that were filled in. Raises ValidationError when one is missing."""
        value = filled_in(cleaned)
        if not value:
            return NOTHING
        missing = [part for part in self.required if part not in value]
        if missing:
            raise ValidationError({part: _("This is needed too.") for part in missing})
        return value

    def decompose(self, value: Any) -> dict[str, Any]:
        """Return the parts."""
        return dict(value) if value else {}

    def read(self, version: Version, language: str) -> Any:
        """Return nothing: a proposal adds to what is there."""
        return ""


class Correction(Proposable):
    """A row of the page that is to be removed, or some of its parts changed.

    Its value says which row by its identity, what the row was called, and what changes. Only rows of the version at
    hand are found, so that the identity of another page's row is worth as much as one that does not exist.
    """

    has_parts = True
    is_folded = True
    removal: Any = _("To be removed")

    # --- what a kind of row says of itself ----------------------------------------------------------

    def rows(self, version: Version) -> list[Any]:
        """Return the rows that may be corrected."""
        raise NotImplementedError

    def identity(self, version: Version, row: Any) -> str:
        """Return what identifies a row on its page."""
        return str(row.uuid)

    def names(self, version: Version, row: Any) -> list[str]:
        """Return what a row is called, the reader's name for it first."""
        raise NotImplementedError

    def choice(self, version: Version, row: Any) -> str:
        """Return how a row is offered."""
        return self.names(version, row)[0]

    def parts(self) -> dict[str, forms.Field]:
        """Return the fields of the parts that may change."""
        raise NotImplementedError

    def part_of(self, version: Version, row: Any, part: str) -> Any:
        """Return a part of a row, as it is kept."""
        raise NotImplementedError

    def change(self, version: Version, row: Any, parts: dict[str, Any], acceptance: Acceptance) -> None:
        """Change parts of a row of the draft. Raises ValidationError where that is impossible."""
        raise NotImplementedError

    def remove(self, version: Version, row: Any) -> None:
        """Take a row out of the draft."""
        raise NotImplementedError

    # --- what all corrections have in common --------------------------------------------------------

    def inputs(self, version: Version, language: str) -> dict[str, forms.Field]:
        """Return which row, whether it goes, and its parts; nothing where there is no row."""
        offered = [(self.identity(version, row), self.choice(version, row)) for row in self.rows(version)]
        if not offered:
            return {}
        which = forms.ChoiceField(label=_("Which one?"), choices=[("", "–"), *offered])
        which.error_messages["invalid_choice"] = _("This is not on the page any more: choose again.")
        return {
            "row": which,
            "remove": forms.BooleanField(label=self.removal),
            **self.parts(),
        }

    def inputs_of_staff(self, version: Version, language: str, value: Any) -> dict[str, forms.Field]:
        """Return the parts that the partner wants to change."""
        return {
            part: item for part, item in self.parts().items() if part in value and value[part] is not True
        }

    def compose(self, cleaned: dict[str, Any], version: Version) -> Any:
        """Return which row, what it is called, and what changes. Raises ValidationError for half a correction."""
        value = filled_in(cleaned)
        if not value:
            return NOTHING
        known = value.pop("label", "")
        identity = value.pop("row", "")
        if not identity:
            raise ValidationError({"row": _("Choose what is to be corrected.")})
        row = self._find(version, identity)
        if row is None:
            raise ValidationError({"row": _gone(known)})
        changes = [part for part in value if part not in ("remove", "agreed")]
        if "remove" in value and changes:
            raise ValidationError({"remove": _("Either untick this, or leave the fields below it empty.")})
        if "remove" not in value and not changes:
            if known:
                return NOTHING
            raise ValidationError(
                {"row": _("Say what changes: tick the box or fill in what is to be corrected.")}
            )
        if not known:
            # What the page says already is no correction; the draft may say something newer.
            same = [part for part in changes if self.part_of(version, row, part) == value[part]]
            if changes and len(same) == len(changes):
                raise ValidationError({"row": _("The page says this already.")})
            value = {part: given for part, given in value.items() if part not in same}
        self.check(value)
        return {"row": identity, "label": known or self.names(version, row)[0]} | value

    def check(self, value: dict[str, Any]) -> None:
        """Raise ValidationError where something else is needed for a change."""

    def decompose(self, value: Any) -> dict[str, Any]:
        """Return the parts of a proposal; a list of rows fills in nothing."""
        return dict(value) if isinstance(value, dict) else {}

    def read(self, version: Version, language: str) -> Any:
        """Return all rows that may be corrected."""
        parts = [part for part in self.parts() if part != "agreed"]
        return [self._as_value(version, row, parts) for row in self.rows(version)]

    def replaced(self, version: Version, language: str, value: Any) -> Any:
        """Return those parts of the row that would change; nothing where the row is gone."""
        row = self._find(version, value["row"])
        if row is None:
            return ""
        parts = [part for part in self.parts() if part in value and part != "agreed"]
        return self._as_value(version, row, parts, value["label"])

    def write(self, version: Version, language: str, value: Any, acceptance: Acceptance) -> None:
        """Change the row of the draft, or take it out."""
        row = self._find(version, value["row"])
        if row is None:
            raise ValidationError(_gone(value["label"]))
        if value.get("remove"):
            self.remove(version, row)
        else:
            self.change(
                version,
                row,
                {part: given for part, given in value.items() if part in self.parts()},
                acceptance,
            )

    def show(self, value: Any) -> str:
        """Return what the row is called and what changes, a line each."""
        if isinstance(value, list):
            return "\n\n".join(self.show(one) for one in value) or gettext("–")
        if not value:
            return gettext("–")
        lines = [value["label"], str(self.removal) if value.get("remove") else ""]
        return "\n".join([line for line in lines if line] + worded(self.parts(), value))

    def _find(self, version: Version, identity: str) -> Any:
        return next((row for row in self.rows(version) if self.identity(version, row) == identity), None)

    def _as_value(self, version: Version, row: Any, parts: list[str], known: str = "") -> dict[str, Any]:
        names = self.names(version, row)
        value = {part: self.part_of(version, row, part) for part in parts}
        return {"row": self.identity(version, row), "label": known if known in names else names[0]} | value


def _gone(name: str) -> str:
    if not name:
        return gettext("This is not on the page any more: choose again.")
    return gettext("“%(name)s” is not on the page any more.") % {"name": name}


def filled_in(cleaned: dict[str, Any]) -> dict[str, Any]:
    """Return the parts that were filled in or ticked, as they are kept."""
    return {part: as_json(given) for part, given in cleaned.items() if given not in (None, "", False)}


def as_json(given: Any) -> Any:
    """Return what was filled in, as it is kept."""
    if given is True:
        return True
    return plain(given.isoformat() if hasattr(given, "isoformat") else given)


def worded(parts: Mapping[str, forms.Field], value: Mapping[str, Any]) -> list[str]:
    """Return the parts of a value in words, a line each."""
    return [_line(parts[part], value[part]) for part in parts if part in value]


def _line(item: forms.Field, given: Any) -> str:
    if given is True:
        return str(item.label)
    words = str(given) or gettext("–")
    if isinstance(item, forms.ChoiceField):
        choices: Any = item.choices
        words = str(dict(choices).get(given, given))
    elif isinstance(item, forms.DateField) and given:
        words = portal_date(date.fromisoformat(given))
    return gettext("%(what)s: %(value)s") % {"what": item.label, "value": words}
