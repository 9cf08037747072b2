"""What a field that partners may change can do: be read, typed, shown and written.

Values are JSON. An empty text stands for nothing.
"""

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext

from cluster_portal.languages.codes import get_value, set_value

if TYPE_CHECKING:
    from cluster_portal.accounts.models import User
    from partners.proposals.models import ProposedChange

# What ``compose`` answers where nothing was typed or chosen.
NOTHING: Any = None


@dataclass(slots=True)
class Version:
    """A page as it is public or as it is drafted, and the partner that it is read for.

    Of a public version only the languages in which it is published are read.
    """

    page: Any
    partner: int
    is_public: bool = False

    def has(self, language: str) -> bool:
        """Say whether texts in ``language`` are to be read."""
        return not self.is_public or self.page.is_live_in(language)


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Who accepts which change."""

    change: "ProposedChange"
    user: "User"


class Proposable:
    """A field that partners may propose to change."""

    # Texts exist per language, and what changed in them is shown word by word.
    is_text = False
    # Each proposal adds something; there is no value that it would replace.
    adds = False
    # Staff may change the value before they accept it.
    can_be_edited = True
    # Its value has several parts, which stand under a heading of their own.
    has_parts = False
    # The parts are folded away until somebody needs them.
    is_folded = False

    def __init__(self, name: str, label: str | Promise, help_text: str | Promise = "") -> None:
        self.name = name
        self.label = label
        self.help_text = help_text

    def inputs(self, version: Version, language: str) -> dict[str, forms.Field]:
        """Return the fields of a form, by the part of the value that they hold; ``""`` for all of it.

        There are none where the version of the page has nothing that could be changed.
        """
        raise NotImplementedError

    def inputs_of_staff(self, version: Version, language: str, value: Any) -> dict[str, forms.Field]:
        """Return the fields in which staff change a proposed value before they put it into a draft."""
        return self.inputs(version, language) if self.can_be_edited else {}

    def compose(self, cleaned: dict[str, Any], version: Version) -> Any:
        """Return the value that was typed, NOTHING where it was none. Raises ValidationError, by part."""
        return plain(cleaned[""])

    def decompose(self, value: Any) -> dict[str, Any]:
        """Return what the fields of a form begin with."""
        return {"": value}

    def read(self, version: Version, language: str) -> Any:
        """Return the value in a version of the page."""
        raise NotImplementedError

    def replaced(self, version: Version, language: str, value: Any) -> Any:
        """Return what a proposed value would replace in a version of the page."""
        return self.read(version, language)

    def write(self, version: Version, language: str, value: Any, acceptance: Acceptance) -> None:
        """Put an accepted value into a draft. Raises ValidationError where that is impossible."""
        raise NotImplementedError

    def show(self, value: Any) -> str:
        """Return the value in words, lines separated by line breaks."""
        return str(value) or gettext("–")


class TextOfPage(Proposable):
    """A text of the page in one language."""

    is_text = True

    def __init__(
        self,
        model: type[models.Model],
        name: str,
        label: str | Promise,
        help_text: str | Promise = "",
        *,
        rows: int = 0,
    ) -> None:
        super().__init__(name, label, help_text)
        self._model = model
        self._rows = rows

    def inputs(self, version: Version, language: str) -> dict[str, forms.Field]:
        """Return a line, or an area of some rows."""
        longest = self._model._meta.get_field(self.name).max_length  # type: ignore[union-attr]
        widget = forms.Textarea(attrs={"rows": self._rows}) if self._rows else forms.TextInput()
        return {"": forms.CharField(max_length=longest, widget=widget)}

    def holder(self, version: Version) -> Any:
        """Return what has the text, None where it is gone."""
        return version.page

    def read(self, version: Version, language: str) -> Any:
        """Return the text, without a fallback."""
        holder = self.holder(version)
        return plain(get_value(holder, self.name, language)) if holder and version.has(language) else ""

    def write(self, version: Version, language: str, value: Any, acceptance: Acceptance) -> None:
        """Set the text in this language only."""
        set_value(self.holder(version), self.name, language, value or None)


class FactOfPage(Proposable):
    """A fact of the page that is kept as text."""

    def __init__(
        self, model: type[models.Model], name: str, label: str | Promise, help_text: str | Promise = ""
    ) -> None:
        super().__init__(name, label, help_text)
        self._model = model

    def inputs(self, version: Version, language: str) -> dict[str, forms.Field]:
        """Return a line as long as the column."""
        return {"": forms.CharField(max_length=self._model._meta.get_field(self.name).max_length)}  # type: ignore[union-attr]

    def read(self, version: Version, language: str) -> Any:
        """Return the fact."""
        return plain(getattr(version.page, self.name))

    def write(self, version: Version, language: str, value: Any, acceptance: Acceptance) -> None:
        """Set the fact."""
        setattr(version.page, self.name, value)


def plain(value: Any) -> str:
    """Return a text as it is compared: without blanks around it, lines ended in one way."""
    return str(value or "").replace("\r\n", "\n").strip()


def digest(value: Any) -> str:
    """Return what identifies a value."""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:20]
