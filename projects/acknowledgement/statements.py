"""The acknowledgement of a project in a language: what it says, or what is missing to say it.

Nothing is guessed: while the funding role, the authority or the number that a grant's statement needs is not known,
there is no statement.
"""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from cluster_portal.languages.texts import Text
from projects.acknowledgement.families import RULES, Family, Rule, family_of
from projects.acknowledgement.wordings import WordingBook

if TYPE_CHECKING:
    from projects.models import ProjectPage

_PLACE = re.compile(r"\{(authority|number)\}")


@dataclass(frozen=True, slots=True)
class Missing:
    """Something a grant asks for that the record does not hold.

    ``blocks``: without it there is no statement; otherwise the statement is shown and is not complete.
    """

    key: str
    label: str | Promise
    blocks: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """A text of the acknowledgement, with what stands in its places."""

    text: Text
    places: dict[str, Text]

    def __bool__(self) -> bool:
        return bool(self.text)

    @property
    def attributes(self) -> SafeString:
        """Return the ``lang`` attribute, where the text stands in for one in the reader's language."""
        return self.text.attributes

    @property
    def html(self) -> SafeString:
        """Return the text as HTML; a name in another language says so."""
        return format_html_join("", "{}", ((part,) for part in self._parts(marked=True)))

    def __str__(self) -> str:
        return "".join(str(part) for part in self._parts(marked=False))

    def _parts(self, *, marked: bool) -> list[Any]:
        parts: list[Any] = []
        for number, piece in enumerate(_PLACE.split(str(self.text))):
            value = self.places[piece] if number % 2 else None
            if value is None:
                parts.append(piece)
            elif marked and value.language and value.language != self.text.language:
                parts.append(format_html('<span lang="{}">{}</span>', value.language, value))
            else:
                parts.append(str(value))
        return parts


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """What stands beside the emblem: statement, disclaimer (may be empty), the programme's mark (may be None)."""

    statement: Line
    disclaimer: Line
    mark: Any = None


@dataclass(frozen=True, slots=True)
class Assessment:
    """A project's acknowledgement in a language, None while it cannot be made, and all that is missing."""

    acknowledgement: Acknowledgement | None
    missing: tuple[Missing, ...]

    @property
    def is_complete(self) -> bool:
        """Say whether the acknowledgement is all that the grant demands."""
        return not self.missing


def assess(project: "ProjectPage", language: str, book: WordingBook | None = None) -> Assessment:
    """Return the acknowledgement of ``project`` in ``language`` and what is missing."""
    programme = project.programme
    if programme is None:
        return Assessment(None, (Missing("programme", _("programme")),))
    family = family_of(programme.generation)
    if family is None:
        return Assessment(None, (Missing("generation", _("generation of the programme")),))
    rule = RULES[family]
    authority = project.texts_in(language).granting_authority
    missing = _missing(project, rule, authority)
    if any(entry.blocks for entry in missing):
        return Assessment(None, tuple(missing))
    made = _make(project, family, rule, authority, language, book or WordingBook.read_with(project))
    if made is None:
        missing.append(Missing("wording", _("wording")))
    elif made.statement.text.is_fallback:
        missing.append(Missing("wording", _("wording"), blocks=False))
    return Assessment(made, tuple(missing))


def _missing(project: "ProjectPage", rule: Rule, authority: Text) -> list[Missing]:
    missing = []
    if rule.by_role and not project.funding_role:
        missing.append(Missing("funding_role", _("funding role")))
    if rule.names_authority and not authority:
        missing.append(Missing("granting_authority", _("granting authority")))
    elif rule.names_authority and authority.is_fallback:
        missing.append(Missing("granting_authority", _("name of the granting authority"), blocks=False))
    if rule.names_number and not project.grant_number:
        missing.append(Missing("grant_number", _("grant number")))
    if rule.needs_mark and not (project.programme and project.programme.mark_id):
        missing.append(Missing("mark", _("mark of the programme"), blocks=False))
    return missing


def _make(
    project: "ProjectPage", family: Family, rule: Rule, authority: Text, language: str, book: WordingBook
) -> Acknowledgement | None:
    wording = book.wording(family, project.funding_role if rule.by_role else "", language)
    if wording is None:
        return None
    places = {"authority": authority, "number": Text(project.grant_number, "", "")}
    mark = project.programme.mark_image if rule.needs_mark and project.programme else None
    return Acknowledgement(Line(wording.statement, places), Line(wording.disclaimer, places), mark)


def acknowledgement(project: "ProjectPage", language: str) -> Acknowledgement | None:
    """Return the acknowledgement in ``language``; None while a grant's statement cannot be made."""
    return assess(project, language).acknowledgement
