"""What the directory shows."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from cluster_portal.countries import country_name
from cluster_portal.languages.codes import active_language
from cluster_portal.languages.routing import absolute
from cluster_portal.languages.texts import Text
from cluster_portal.maps import Map, MapPoint, render_map
from cluster_portal.maps.ground import can_shade
from cluster_portal.pages.closed import Reader
from cluster_portal.pages.related import RelatedPages
from cluster_portal.strategy.maps import shading
from partners.listing.criteria import Area, Criteria, Order, View, read_criteria, read_order, read_words
from partners.listing.dimensions import COUNTRY, Dimension, dimensions
from partners.listing.facets import Facets, read_facets
from partners.names import fold
from partners.places import points_of

if TYPE_CHECKING:
    from partners.models import PartnerIndexPage, PartnerPage

PER_PAGE = 60
# A phone shows so many filters at first, the rest when asked.
FIRST_FILTERS = 3
# A menu of thousands of pages helps nobody: those with most partners are offered.
PAGES_OFFERED = 60
# The map of the directory is no overview: it may show more, and weigh more.
MARKERS_ON_MAP = 120
# Where on the page the list begins.
LIST = "list"


def read_list(reader: Reader, query: QueryDict) -> tuple[Criteria, Facets]:
    """Return what an address asks and the partners the reader may see."""
    is_map = query.get("view") == View.MAP
    facets = read_facets(reader, read_order(query), read_words(query), places=is_map)
    return read_criteria(query, facets.by_value), facets


def partner_list(index: "PartnerIndexPage", request: HttpRequest, related: RelatedPages) -> dict[str, Any]:
    """Return filters with counts, one page of the partners that match, and their map where it is asked for."""
    criteria, facets = read_list(request.user, request.GET)
    keys = facets.selection(criteria)
    counts = {dimension.name: facets.counts(dimension.name, criteria) for dimension in dimensions()}
    offered = {
        dimension.name: _most_frequent(counts[dimension.name])
        for dimension in dimensions()
        if dimension.by_page
    }
    chosen = [criteria.chosen[name] for name in offered if name in criteria.chosen]
    related.want(*map(int, [*chosen, *(value for values in offered.values() for value in values)]))
    pages = Paginator(keys, PER_PAGE).get_page(request.GET.get("page"))
    found = _read(list(pages.object_list), request.user)
    return {
        "criteria": criteria,
        "count": len(keys),
        "total": facets.total,
        "pages": pages,
        "page_query": _page_query(criteria),
        "groups": _groups(found, criteria.order, facets, counts[COUNTRY.name]),
        # Where groups are countries, their headings say it.
        "shows_country": criteria.order != Order.COUNTRY,
        "filters": lambda: _filters(facets, criteria, counts, offered, related),
        "uses_more": any(name in criteria.chosen for name in _names()[FIRST_FILTERS:]),
        "chips": lambda: _chips(facets, criteria, related),
        "orders": [_choice(order, criteria.order) for order in Order],
        "views": [_link(view, criteria.view, criteria.address(view=view.value)) for view in View],
        "areas": [_link(area, criteria.area, criteria.address(area=area.value)) for area in Area],
        "partner_map": _map(index, criteria, request.user, facets, keys)
        if criteria.view == View.MAP
        else None,
        "list_address": absolute(f"{index.url}{criteria.address()}"),
    }


def _names() -> list[str]:
    return [dimension.name for dimension in dimensions()]


def _read(keys: list[int], reader: Reader) -> "list[PartnerPage]":
    """Return the partners with these keys, in their order, with what a card shows."""
    from partners.models import PartnerPage

    if not keys:
        return []
    rows = PartnerPage.objects.visible_to(reader).filter(pk__in=keys).for_cards()
    found = {page.pk: page for page in rows}
    return [found[key] for key in keys if key in found]


def _groups(
    partners: "list[PartnerPage]", order: Order, facets: Facets, counts: dict[str, int]
) -> list[dict[str, Any]]:
    """Return the partners of a page as they are ordered: by country, or by the first letter of the name."""
    groups: dict[str, dict[str, Any]] = {}
    for partner in partners:
        partner.found_as = facets.former_names.get(partner.pk, "")
        if order == Order.COUNTRY:
            key, heading = partner.country, country_name(partner.country) if partner.country else ""
            count = counts.get(key)
        else:
            first = fold(str(partner.texts.title))[:1]
            key = heading = first.upper() if first.isalpha() else "0–9"
            count = None
        group: dict[str, Any] = {"key": key, "heading": heading, "count": count, "partners": []}
        groups.setdefault(key, group)["partners"].append(partner)
    return list(groups.values())


def _most_frequent(counts: dict[str, int]) -> list[str]:
    ranked = sorted(
        (value for value, count in counts.items() if count), key=lambda value: (-counts[value], int(value))
    )
    return ranked[:PAGES_OFFERED]


def _page_query(criteria: Criteria) -> str:
    """Return the query string to which the number of a page is added."""
    address = criteria.address().removeprefix("?")
    return f"{address}&" if address else ""


def _name(facets: Facets, dimension: Dimension, value: str, related: RelatedPages) -> Text | None:
    """Return what a value is called; None when the reader may not know."""
    if dimension.by_page:
        page = related.get(int(value))
        return page.texts.title if page is not None else None
    if dimension.label_of is not None:
        return Text(dimension.label_of(value), active_language(), active_language())
    return facets.names.get((dimension.name, value))


def _filters(
    facets: Facets,
    criteria: Criteria,
    counts: dict[str, dict[str, int]],
    offered: dict[str, list[str]],
    related: RelatedPages,
) -> list[dict[str, Any]]:
    """Return each filter with the values that would leave a partner, in order, with how many."""
    rows = []
    for dimension in dimensions():
        chosen = criteria.chosen.get(dimension.name)
        options: list[dict[str, Any]] = []
        for value, count in counts[dimension.name].items():
            wanted = bool(count) and value in offered.get(dimension.name, (value,))
            if value != chosen and not wanted:
                continue
            if (name := _name(facets, dimension, value, related)) is not None:
                options.append({"value": value, "name": name, "count": count, "is_chosen": value == chosen})
        options.sort(key=lambda option: fold(str(option["name"])))
        if options:
            rows.append({"name": dimension.name, "label": dimension.label, "options": options})
    return rows


def _chips(facets: Facets, criteria: Criteria, related: RelatedPages) -> list[dict[str, Any]]:
    """Return what is chosen, each with the address of the directory without it."""
    language = active_language()
    words = {
        "label": _("Name"),
        "name": Text(criteria.words, language, language),
        "address": criteria.address(q=None) or "?",
    }
    return [words] * bool(criteria.words) + [
        {
            "label": dimension.label,
            "name": _name(facets, dimension, criteria.chosen[dimension.name], related),
            "address": criteria.address(**{dimension.name: None}) or "?",
        }
        for dimension in dimensions()
        if dimension.name in criteria.chosen
    ]


def _choice(value: models.TextChoices, chosen: models.TextChoices) -> dict[str, Any]:
    return {"value": value.value, "label": value.label, "is_chosen": value == chosen}


def _link(value: models.TextChoices, chosen: models.TextChoices, address: str) -> dict[str, Any]:
    return {"label": value.label, "address": address or "?", "is_chosen": value == chosen}


def _map(
    index: "PartnerIndexPage", criteria: Criteria, reader: Reader, facets: Facets, keys: list[int]
) -> Map:
    """Return the partners found, and the target areas, on the map asked for."""
    view: Any = criteria.area.value
    places = facets.places_of(keys)
    shaded = shading(reader)
    return render_map(
        view=view,
        areas=shaded.areas,
        points=[*shaded.regions, *points_of(places, view)],
        language=active_language(),
        title=_("Where the partners are"),
        tier_labels=shaded.tier_labels,
        group_url=lambda group: f"{index.url}{_group_address(group, criteria)}",
        ident="partners",
        most=MARKERS_ON_MAP,
    )


def _group_address(group: Sequence[MapPoint], criteria: Criteria) -> str:
    """Return where a group of points leads: to its country, closer where it spans several, else to the list below."""
    countries = {point.country for point in group}
    if len(countries) == 1:
        return criteria.address(country=group[0].country, view=None)
    if criteria.area == Area.WORLD and all(can_shade("europe", country) for country in countries):
        return criteria.address(area=None)
    return f"{criteria.address()}#{LIST}"
