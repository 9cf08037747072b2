"""The consortium of a project on a map."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from cluster_portal.languages.codes import active_language
from cluster_portal.maps import Map, render_map, star
from partners.maps import map_point

if TYPE_CHECKING:
    from partners.models import PartnerPage
    from projects.models import Participation


def consortium_map(
    participations: "Sequence[Participation]", coordinator: "PartnerPage | None", list_url: str
) -> Map | None:
    """Return Europe with the partners of a project, and lines from its coordinator; None for fewer than two places.

    Partners that crowd share a point, which leads to ``list_url``.
    """
    partners = {row.partner_id: row.partner for row in participations}
    points = {key: map_point(one) for key, one in partners.items() if one.latitude is not None}
    if len(points) < 2:
        return None
    centre = points.get(coordinator.pk) if coordinator is not None else None
    return render_map(
        view="europe",
        points=list(points.values()),
        lines=star(centre, points.values()) if centre is not None else [],
        language=active_language(),
        title=_("Where the partners of the project are"),
        group_url=list_url,
        ident="consortium",
    )
