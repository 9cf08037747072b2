"""What the dashboard shows: records × languages, from the stored states.

A look costs a handful of queries, whatever the number of records: rows are grouped and counted in the database.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Sum

from cluster_portal.languages.codes import content_languages, own_name
from cluster_portal.languages.models import TranslationState
from cluster_portal.pages.models import PortalPage

PER_PAGE = 50
State = TranslationState.State

SORTS: dict[str, list[Any]] = {
    "title": ["title", "object_id"],
    "missing": ["-missing", "title", "object_id"],
    "outdated": ["-outdated", "title", "object_id"],
    "changed": [F("changed").desc(nulls_last=True), "title", "object_id"],
}


@dataclass(frozen=True, slots=True)
class Choice:
    """What the dashboard is narrowed to; an empty value does not narrow it."""

    language: str = ""
    state: str = ""
    section: str = ""
    kind: int | None = None
    owner: int | None = None
    changed_since: date | None = None
    sort: str = "title"


@dataclass(frozen=True, slots=True)
class Row:
    """One record: ``states`` has one state per language, in the portal's order."""

    key: str
    title: str
    kind: str
    page: PortalPage | None
    object_id: int
    content_type: ContentType
    states: list[TranslationState | None]
    missing: int
    outdated: int
    changed: Any


@dataclass(frozen=True, slots=True)
class Total:
    """How far a language is over all records."""

    code: str
    name: str
    records: int
    complete: int
    words_missing: int
    words_outdated: int
    machine: int


def narrowed(choice: Choice) -> "QuerySet[TranslationState]":
    """Return the states of the records that fit the choice."""
    states = TranslationState.objects.exclude(page__alias_of__isnull=False)
    if choice.section:
        states = states.filter(page__path__startswith=choice.section)
    if choice.kind:
        states = states.filter(content_type=choice.kind)
    if choice.owner:
        states = states.filter(page__owner=choice.owner)
    if choice.changed_since:
        states = states.filter(
            Q(page__latest_revision_created_at__date__gte=choice.changed_since)
            | Q(page__isnull=True, changed_at__date__gte=choice.changed_since)
        )
    if choice.state:
        same = TranslationState.objects.filter(
            content_type=OuterRef("content_type"), object_id=OuterRef("object_id")
        )
        if choice.language:
            same = same.filter(language=choice.language)
        states = states.filter(Exists(same.filter(_in_state(choice.state))))
    return states


def _in_state(state: str) -> Q:
    """Return the condition of a state; outdated texts count also where others are missing."""
    if state == State.OUTDATED:
        return Q(words_outdated__gt=0)
    if state == "machine":
        return Q(units_machine__gt=0)
    return Q(state=state)


def records(choice: Choice) -> Any:
    """Return the records that fit, grouped, with their missing and outdated words, in the order asked for."""
    of_language = Q(language=choice.language) if choice.language else Q()
    grouped = (
        narrowed(choice)
        .order_by()
        .values("content_type", "object_id", "page", "title")
        .annotate(
            missing=Sum("words_missing", filter=of_language, default=0),
            outdated=Sum("words_outdated", filter=of_language, default=0),
            changed=Max("page__latest_revision_created_at"),
        )
    )
    order: list[Any] = SORTS.get(choice.sort) or SORTS["title"]
    return grouped.order_by(*order)


def board(choice: Choice, number: str | int = 1) -> tuple[list[Row], Page[Any]]:
    """Return one page of the dashboard."""
    page = Paginator(records(choice), PER_PAGE).get_page(number)
    found = list(page.object_list)
    states = _states_of(found)
    pages = {state.page_id: state.page for state in states.values() if state.page_id}
    rows = []
    for row in found:
        kind = ContentType.objects.get_for_id(row["content_type"])
        shown, model = pages.get(row["page"]), kind.model_class()
        rows.append(
            Row(
                key=f"{row['content_type']}-{row['object_id']}",
                title=shown.get_admin_display_title() if shown else row["title"],
                kind=str(model._meta.verbose_name) if model else kind.name,
                page=shown,
                object_id=row["object_id"],
                content_type=kind,
                states=[
                    states.get((row["content_type"], row["object_id"], code)) for code in content_languages()
                ],
                missing=row["missing"],
                outdated=row["outdated"],
                changed=row["changed"],
            )
        )
    return rows, page


def _states_of(found: Iterable[dict[str, Any]]) -> dict[tuple[int, int, str], TranslationState]:
    wanted = Q(pk__in=[])
    by_type: dict[int, list[int]] = {}
    for row in found:
        by_type.setdefault(row["content_type"], []).append(row["object_id"])
    for content_type, keys in by_type.items():
        wanted |= Q(content_type=content_type, object_id__in=keys)
    return {
        (state.content_type_id, state.object_id, state.language): state
        for state in TranslationState.objects.filter(wanted).select_related("page")
    }


def totals(choice: Choice | None = None) -> list[Total]:
    """Return how far each language is over the records that fit, by one query."""
    counted = {
        row["language"]: row
        for row in narrowed(choice or Choice())
        .order_by()
        .values("language")
        .annotate(
            records=Count("pk"),
            complete=Count("pk", filter=Q(state__in=[State.UP_TO_DATE, State.SOURCE])),
            missing=Sum("words_missing", default=0),
            outdated=Sum("words_outdated", default=0),
            machine=Sum("units_machine", default=0),
        )
    }
    empty = {"records": 0, "complete": 0, "missing": 0, "outdated": 0, "machine": 0}
    return [
        Total(
            code,
            own_name(code),
            row["records"],
            row["complete"],
            row["missing"],
            row["outdated"],
            row["machine"],
        )
        for code in content_languages()
        for row in [counted.get(code, empty)]
    ]
