"""What the directory and a partner's page show."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from anyascii import anyascii
from django.http import HttpRequest
from django.utils.translation import gettext as _

from cluster_portal.countries import country_name
from cluster_portal.database import read_keys
from cluster_portal.languages.codes import active_language
from cluster_portal.maps import Map, MapPoint, render_map, star
from cluster_portal.pages.related import RelatedPages

if TYPE_CHECKING:
    from partners.models import PartnerIndexPage, PartnerPage

_SMALL_WORDS = {"de", "of", "the", "la", "le", "and", "et", "van", "der", "die", "das", "und"}
_LONGEST_QUERY = 100
_LONGEST_MARK = 5


def initials(name: str) -> str:
    """Return what stands for a name where there is no logo: a short acronym as it is, else up to three letters."""
    words = [word for word in re.split(r"[^\w]+", name) if word and word.lower() not in _SMALL_WORDS]
    if len(words) == 1:
        return words[0] if len(words[0]) <= _LONGEST_MARK and words[0].isupper() else words[0][:3].upper()
    return "".join(word[0] for word in words[:3]).upper()


def partner_map(partners: Iterable["PartnerPage"], directory_url: str = "") -> Map:
    """Return Europe with a point per partner, which leads to its page.

    Partners that crowd share a point, which leads to their country in the directory at ``directory_url``.
    """
    points = [map_point(partner) for partner in partners if partner.latitude is not None]
    seat = next((point for point in points if point.home), None)
    return render_map(
        view="europe",
        points=points,
        lines=star(seat, [point for point in points if not point.home]) if seat else [],
        language=active_language(),
        title=_("Where the partners are"),
        group_url=lambda group: f"{directory_url}#country-{group[0].country.lower()}",
        ident="partners",
    )


def map_point(partner: "PartnerPage") -> MapPoint:
    """Return the point of a partner whose place is known."""
    title = partner.texts.title
    return MapPoint(
        name=str(title),
        latitude=float(partner.latitude or 0),
        longitude=float(partner.longitude or 0),
        country=partner.country,
        url=partner.url or "",
        label_lang=title.language if title.is_fallback else "",
        home=partner.is_this_cluster,
    )


def by_country(partners: Iterable["PartnerPage"]) -> list[dict[str, Any]]:
    """Return the partners in groups by country; countries and partners in the reader's alphabetical order."""
    groups: dict[str, list[PartnerPage]] = {}
    for partner in partners:
        groups.setdefault(partner.country, []).append(partner)
    rows = [
        {"country_code": code, "country_name": country_name(code) if code else "", "partners": members}
        for code, members in groups.items()
    ]
    return sorted(
        rows, key=lambda row: (not row["country_code"], anyascii(str(row["country_name"])).casefold())
    )


def directory_context(index: "PartnerIndexPage", request: HttpRequest) -> dict[str, Any]:
    """Return the partners the reader may see, narrowed to the words looked for (``?q=``)."""
    from partners.models import PartnerPage

    query = request.GET.get("q", "").replace("\0", "").strip()[:_LONGEST_QUERY]
    partners = PartnerPage.objects.visible_to(request.user).select_related("logo")
    if query:
        partners = partners.named(query).prefetch_related("former_names")
    found = partners.in_alphabetical_order()
    return {
        "query": query,
        "count": len(found),
        "groups": by_country(found),
        "partner_map": partner_map(found, index.url or ""),
    }


def partner_context(partner: "PartnerPage", request: HttpRequest, related: RelatedPages) -> dict[str, Any]:
    """Return what a partner's page shows besides its own texts."""
    predecessors = read_keys(getattr(partner, "predecessor_keys", None))
    related.want(partner.successor_id, *predecessors)
    context: dict[str, Any] = {
        "country_name": partner.country_name,
        "former_names": list(partner.former_names.all()),
        "successor": lambda: related.get(partner.successor_id),
        "predecessors": lambda: related.get_many(predecessors),
        "partner_map": partner_map([partner]) if partner.latitude is not None else None,
    }
    for section in _sections:
        context |= section(partner, request)
    return context


# Projects know partners and not the other way round: they add their part of a partner's page here.
_sections: list[Any] = []


def on_partner(section: Any) -> Any:
    """Register a function ``(partner, request) -> dict`` that adds to a partner's page."""
    _sections.append(section)
    return section
