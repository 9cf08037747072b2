"""The rows of a partner as the public sees them: read together with the partner, or from a draft."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, Q

from cluster_portal.instances import instances_of, read_instances
from cluster_portal.languages.codes import columns

if TYPE_CHECKING:
    from partners.models import PartnerPage

# Annotations are named after the relation, with this at the end.
_SUFFIX = "_as_json"


def annotations(day: date) -> dict[str, Any]:
    """Return one annotation per relation: only what the public may see on ``day``."""
    from partners.models import FormerName, PartnerContact

    of_partner = Q(partner=OuterRef("pk"))
    return {
        f"former_names{_SUFFIX}": instances_of(
            FormerName.objects.filter(of_partner), "sort_order", "name", "until"
        ),
        f"contacts{_SUFFIX}": instances_of(
            PartnerContact.objects.filter(of_partner).shown_on(day),
            "sort_order",
            "consented_on",
            "expires_on",
            *(f"contact__{name}" for name in ("id", "name", "organisation", "email", "phone")),
            *(f"contact__{name}" for name in columns("role").values()),
        ),
    }


def rows_of(partner: "PartnerPage", relation: str, day: date) -> list[Any]:
    """Return former names or contacts that the public may see on ``day``, in order.

    They come from what was read with the partner, else (a draft) from the partner itself.
    """
    if hasattr(partner, f"{relation}{_SUFFIX}"):
        model = partner._meta.get_field(relation).related_model
        found = read_instances(getattr(partner, f"{relation}{_SUFFIX}"), model)  # type: ignore[arg-type]
    else:
        found = [
            row for row in getattr(partner, relation).all() if relation != "contacts" or row.is_shown_on(day)
        ]
    return sorted(found, key=lambda row: row.sort_order or 0)
