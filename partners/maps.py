"""Partners on a map."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from cluster_portal.languages.codes import active_language
from cluster_portal.maps import Map, MapPoint, render_map, star

if TYPE_CHECKING:
    from partners.models import PartnerPage


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


def overview(points: Iterable[MapPoint], directory_url: str = "") -> Map:
    """Return Europe with a point per partner, which leads to its page, and lines from the cluster itself.

    Partners that crowd share a point, which leads to their country in the directory at ``directory_url``.
    """
    points = list(points)
    seat = next((point for point in points if point.home), None)
    return render_map(
        view="europe",
        points=points,
        lines=star(seat, [point for point in points if not point.home]) if seat else [],
        language=active_language(),
        title=_("Where the partners are"),
        group_url=lambda group: f"{directory_url}?country={group[0].country}",
        ident="partners",
    )
