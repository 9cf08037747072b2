"""What the page that lists projects shows."""

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

from anyascii import anyascii
from django.core.paginator import Paginator
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cluster_portal.countries import country_name
from cluster_portal.database import among
from cluster_portal.languages.codes import active_language
from cluster_portal.languages.routing import absolute
from cluster_portal.languages.texts import Text
from cluster_portal.maps import Map, render_map
from cluster_portal.pages.closed import Reader
from cluster_portal.pages.freshness import hold_for_today
from cluster_portal.pages.related import RelatedPages
from projects.listing.criteria import Criteria, Dimension, Order, View, read_criteria
from projects.listing.facets import Facets, read_facets, read_partner_names
from projects.states import ProjectStatus

if TYPE_CHECKING:
    from projects.models import ProjectIndexPage, ProjectPage
    from projects.querysets import ProjectQuerySet

PER_PAGE = 24
# A menu of thousands of partners helps nobody, nor does a map of them: those with most projects are offered.
PARTNERS_OFFERED = 60
PARTNERS_ON_MAP = 80

_LABELS: dict[Dimension, str | Promise] = {
    Dimension.STATUS: gettext_lazy("Status"),
    Dimension.PROGRAMME: gettext_lazy("Programme"),
    Dimension.SECTOR: gettext_lazy("Sector"),
    Dimension.COUNTRY: gettext_lazy("Country of a partner"),
    Dimension.PARTNER: gettext_lazy("Partner"),
    Dimension.ROLE: gettext_lazy("Role of a partner"),
    Dimension.GOAL: gettext_lazy("Goal served"),
}


def read_list(reader: Reader, query: QueryDict) -> tuple[Criteria, Facets]:
    """Return what an address asks and the projects the reader may see."""
    facets = read_facets(reader, timezone.localdate())
    known: dict[Dimension, Iterable[str]] = dict(facets.by_value)
    return read_criteria(query, known | {Dimension.STATUS: ProjectStatus.values}), facets


def found_in_order(reader: Reader, criteria: Criteria, facets: Facets) -> "ProjectQuerySet":
    """Return the projects that match, in the order asked for."""
    from projects.models import ProjectPage

    found = ProjectPage.objects.visible_to(reader)
    if criteria.chosen:
        found = found.filter(pk__in=among(facets.matching(criteria.chosen)))
    return _in_order(found, criteria)


def _in_order(projects: "ProjectQuerySet", criteria: Criteria) -> "ProjectQuerySet":
    return projects.with_status_on(timezone.localdate()).sorted_by(criteria.order, active_language())


def _read(found: "ProjectQuerySet", criteria: Criteria, start: int, stop: int) -> "list[ProjectPage]":
    """Return some of the projects found with what cards show.

    Keys are sorted first and a few rows read then: sorting rows as wide as those of pages takes four times as long.
    """
    from projects.models import ProjectPage

    some = ProjectPage.objects.filter(pk__in=found.values("pk")[start:stop])
    return list(_in_order(some, criteria).for_cards())


def project_list(index: "ProjectIndexPage", request: HttpRequest, related: RelatedPages) -> dict[str, Any]:
    """Return filters with counts, one page of the projects that match, or their map."""
    hold_for_today(request)
    criteria, facets = read_list(request.user, request.GET)
    count = len(facets.matching(criteria.chosen))
    offered = _most_frequent(facets.counts(Dimension.PARTNER, criteria), PARTNERS_OFFERED)
    chosen = criteria.chosen.get(Dimension.PARTNER)
    facets.names |= read_partner_names(request.user, filter(None, {*offered, chosen}))
    related.want(*map(int, facets.by_value[Dimension.GOAL]))
    on_map = _partners_of(facets, criteria) if criteria.view == View.MAP else []
    related.want(*on_map, joined="partnerpage" if on_map else None)
    pages = Paginator(range(count), PER_PAGE).get_page(request.GET.get("page"))
    projects = []
    if count and criteria.view == View.LIST:
        found = found_in_order(request.user, criteria, facets)
        projects = _read(found, criteria, pages.start_index() - 1, pages.end_index())
    return {
        "criteria": criteria,
        "count": count,
        "total": len(facets.visible),
        "pages": pages,
        "page_query": _page_query(criteria),
        "projects": projects,
        "filters": lambda: _filters(facets, criteria, frozenset(offered), related),
        "chips": cache(lambda: _chips(facets, criteria, related)),
        "orders": [_choice(criteria, order, criteria.order) for order in Order],
        "views": [_view(criteria, view) for view in View],
        "countries": cache(lambda: _countries(facets, criteria)),
        # Templates ask before they show it: it is drawn once.
        "project_map": cache(
            lambda: _map(index, criteria, related, on_map) if criteria.view == View.MAP else None
        ),
        "list_address": absolute(f"{index.url}{criteria.address()}"),
    }


def _most_frequent(counts: dict[str, int], most: int) -> list[str]:
    ranked = sorted(
        (value for value, count in counts.items() if count), key=lambda value: (-counts[value], int(value))
    )
    return ranked[:most]


def _partners_of(facets: Facets, criteria: Criteria) -> list[int]:
    """Return the partners with most of the projects that match."""
    keys = facets.matching(criteria.chosen)
    counts = {
        value: len(keys.intersection(found)) for value, found in facets.by_value[Dimension.PARTNER].items()
    }
    return [int(value) for value in _most_frequent(counts, PARTNERS_ON_MAP)]


def _page_query(criteria: Criteria) -> str:
    """Return the query string to which the number of a page is added."""
    address = criteria.address().removeprefix("?")
    return f"{address}&" if address else ""


def _name(facets: Facets, dimension: Dimension, value: str, related: RelatedPages) -> Text | None:
    """Return what a value is called; None when the reader may not know."""
    from projects.models import Participation

    language = active_language()
    if dimension is Dimension.GOAL:
        page = related.get(int(value))
        return page.texts.title if page is not None else None
    if dimension is Dimension.STATUS:
        return Text(str(ProjectStatus(value).label), language, language)
    if dimension is Dimension.ROLE:
        known = value in Participation.Role.values
        return Text(str(Participation.Role(value).label) if known else value, language, language)
    if dimension is Dimension.COUNTRY:
        return Text(country_name(value), language, language)
    return facets.names.get((dimension, value))


def _filters(
    facets: Facets, criteria: Criteria, partners: frozenset[str], related: RelatedPages
) -> list[dict[str, Any]]:
    """Return each filter with the values that would leave a project, in order, with how many."""
    rows = []
    for dimension in Dimension:
        chosen = criteria.chosen.get(dimension)
        options: list[dict[str, Any]] = []
        for value, count in facets.counts(dimension, criteria).items():
            wanted = bool(count) and (dimension is not Dimension.PARTNER or value in partners)
            if value != chosen and not wanted:
                continue
            if (name := _name(facets, dimension, value, related)) is not None:
                options.append({"value": value, "name": name, "count": count, "is_chosen": value == chosen})
        if dimension is Dimension.STATUS:
            options.sort(key=lambda option: ProjectStatus.values.index(option["value"]))
        else:
            options.sort(key=lambda option: anyascii(str(option["name"])).casefold())
        if options:
            rows.append({"name": dimension.value, "label": _LABELS[dimension], "options": options})
    return rows


def _chips(facets: Facets, criteria: Criteria, related: RelatedPages) -> list[dict[str, Any]]:
    """Return what is chosen, each with the address of the list without it."""
    return [
        {
            "label": _LABELS[dimension],
            "name": _name(facets, dimension, value, related),
            "address": criteria.address(**{dimension.value: None}) or "?",
        }
        for dimension, value in criteria.chosen.items()
    ]


def _choice(criteria: Criteria, order: Order, chosen: Order) -> dict[str, Any]:
    return {"value": order.value, "label": order.label, "is_chosen": order == chosen}


def _view(criteria: Criteria, view: View) -> dict[str, Any]:
    return {
        "label": view.label,
        "address": criteria.address(view=view.value) or "?",
        "is_chosen": view == criteria.view,
    }


def _countries(facets: Facets, criteria: Criteria) -> list[dict[str, Any]]:
    """Return the countries of partners with how many of the projects found are there, most first."""
    counts = facets.counts(Dimension.COUNTRY, criteria)
    rows = [
        {
            "name": country_name(code),
            "count": count,
            "address": criteria.address(country=code, view=View.LIST.value),
        }
        for code, count in counts.items()
        if count
    ]
    return sorted(rows, key=lambda row: (-row["count"], anyascii(row["name"]).casefold()))


def _map(
    index: "ProjectIndexPage", criteria: Criteria, related: RelatedPages, partners: list[int]
) -> Map | None:
    from partners.maps import map_point
    from partners.models import PartnerPage

    pages: list[PartnerPage] = [page.partnerpage for page in related.get_many(partners)]
    points = [map_point(partner) for partner in pages if partner.latitude is not None]
    if not points:
        return None
    return render_map(
        view="europe",
        points=points,
        language=active_language(),
        title=_("Partners of the projects found"),
        group_url=lambda group: (
            f"{index.url}{criteria.address(country=group[0].country, view=View.LIST.value)}"
        ),
        ident="projects",
    )
