"""Which wording holds: the cluster's own, else the official one, language by language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db.models import Case, CharField, F, OuterRef, QuerySet, Subquery, Value, When
from django.utils import timezone

from cluster_portal.languages.codes import columns, is_empty, reading_order
from cluster_portal.languages.texts import Text
from projects.acknowledgement.families import FAMILIES, RULES, Family
from projects.acknowledgement.models import AcknowledgementWording
from projects.acknowledgement.official import official_text

Projects = TypeVar("Projects", bound=QuerySet[Any])

_FIELDS = ("statement", "disclaimer")
# How the columns of a wording are called where they are read together with a project.
_PREFIX = "wording_"


@dataclass(frozen=True, slots=True)
class Wording:
    """Statement and disclaimer as they read in a language, with places still open."""

    statement: Text
    disclaimer: Text


class WordingBook:
    """The wordings in force, looked up by family, role and language."""

    def __init__(self, own: Mapping[tuple[str, str], Mapping[str, str | None]]) -> None:
        self._own = own

    @classmethod
    def on(cls, day: date | None = None) -> "WordingBook":
        """Read the wordings in force on ``day`` (today) with one query."""
        own: dict[tuple[str, str], Mapping[str, str | None]] = {}
        for row in AcknowledgementWording.objects.in_force_on(day or timezone.localdate()):
            own.setdefault((row.generation, row.role), {name: getattr(row, name) for name in _names()})
        return cls(own)

    @classmethod
    def read_with(cls, project: Any) -> "WordingBook":
        """Return the wording that was read together with a project, else read them all."""
        if not hasattr(project, f"{_PREFIX}found"):
            return cls.on()
        kind = kind_of(project)
        if kind is None or not getattr(project, f"{_PREFIX}found"):
            return cls({})
        return cls({kind: {name: getattr(project, _PREFIX + name) for name in _names()}})

    def wording(self, family: str, role: str, language: str) -> Wording | None:
        """Return how it reads in ``language``, else in the language that stands in best; None without any."""
        for code in reading_order(language):
            official = official_text(family, role, code)
            statement = self._text(family, role, "statement", code) or (
                official.statement if official else ""
            )
            if statement:
                disclaimer = self._text(family, role, "disclaimer", code) or (
                    official.disclaimer if official else ""
                )
                return Wording(Text(statement, code, language), Text(disclaimer, code, language))
        return None

    def is_own(self, family: str, role: str, language: str) -> bool:
        """Say whether the cluster's own wording departs from the official one in ``language``."""
        return any(self._text(family, role, field, language) for field in _FIELDS)

    def _text(self, family: str, role: str, field: str, language: str) -> str:
        value = self._own.get((family, role), {}).get(columns(field)[language])
        return "" if is_empty(value) else str(value)


def kind_of(project: Any) -> tuple[str, str] | None:
    """Return the family and role that decide a project's wording; None while they are not known."""
    family = FAMILIES.get(project.programme.generation) if project.programme else None
    if family is None:
        return None
    role = project.funding_role if RULES[family].by_role else ""
    return None if RULES[family].by_role and not role else (family.value, role)


def _names() -> list[str]:
    return [name for field in _FIELDS for name in columns(field).values()]


def with_wording(projects: Projects, day: date) -> Projects:
    """Add the cluster's own wording in force on ``day`` to each project, for ``WordingBook.read_with``."""
    by_family: dict[Family, list[str]] = {}
    for generation, family in FAMILIES.items():
        by_family.setdefault(family, []).append(generation)
    family_case = Case(
        *(
            When(programme__generation__in=names, then=Value(family.value))
            for family, names in by_family.items()
        ),
        default=Value(""),
        output_field=CharField(),
    )
    plain = [family.value for family, rule in RULES.items() if not rule.by_role]
    projects = projects.annotate(wording_family=family_case).annotate(
        wording_role=Case(
            When(wording_family__in=plain, then=Value("")),
            default=F("funding_role"),
            output_field=CharField(),
        )
    )
    chosen = AcknowledgementWording.objects.in_force_on(day).of_kind(
        OuterRef("wording_family"), OuterRef("wording_role")
    )
    projects = projects.annotate(wording_found=Subquery(chosen.values("pk")[:1]))
    found = AcknowledgementWording.objects.filter(pk=OuterRef("wording_found"))
    return projects.annotate(**{_PREFIX + name: Subquery(found.values(name)[:1]) for name in _names()})
