"""What a partner's page shows."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils import timezone

from cluster_portal.database import read_keys
from cluster_portal.pages.freshness import hold_for_today
from cluster_portal.pages.related import RelatedPages
from partners import rows
from partners.maps import map_point, overview
from partners.sections import sections_of

if TYPE_CHECKING:
    from partners.models import PartnerPage


def partner(page: "PartnerPage", request: HttpRequest, related: RelatedPages) -> dict[str, Any]:
    """Return what a partner's page shows besides its own texts, and what other apps add."""
    # A preview shows a page that was not read with what hangs on it.
    predecessors = (
        read_keys(page.predecessor_keys) if hasattr(page, "predecessor_keys") else page.keys_of_predecessors()
    )
    related.want(page.successor_id, *predecessors)
    hold_for_today(request)
    return {
        "country_name": page.country_name,
        "former_names": rows.rows_of(page, "former_names", timezone.localdate()),
        "contacts": [row.contact for row in rows.rows_of(page, "contacts", timezone.localdate())],
        "successor": lambda: related.get(page.successor_id),
        "predecessors": lambda: related.get_many(predecessors),
        "partner_map": overview([map_point(page)]) if page.latitude is not None else None,
        **sections_of(page, request),
    }
