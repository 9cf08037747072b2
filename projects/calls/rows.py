"""The rows of a call: read together with the call, or from a draft."""

from datetime import UTC
from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, Q, QuerySet
from django.utils import timezone

from cluster_portal.instances import instances_of, read_instances
from cluster_portal.languages.codes import columns
from cluster_portal.languages.texts import follow_languages_of

if TYPE_CHECKING:
    from projects.calls.models import CallPage

# Annotations are named after the relation, with this at the end.
_SUFFIX = "_as_json"


def annotations(*relations: str) -> dict[str, Any]:
    """Return one annotation per relation, for ``rows_of`` to read."""
    from cluster_portal.identity.models import Contact
    from projects.calls.models import CallDeadline, CallDocument, CallSupport
    from projects.models import Sector

    of_call = Q(call=OuterRef("pk"))
    sources: dict[str, tuple[QuerySet[Any], list[str]]] = {
        "deadlines": (CallDeadline.objects.filter(of_call), ["uuid", "moment", *_columns("label")]),
        "supports": (
            CallSupport.objects.filter(of_call),
            [
                *("sort_order", "amount", "rate", "ceiling", "currency", "kind__id"),
                *(f"kind__{name}" for name in _columns("name")),
            ],
        ),
        "documents": (
            CallDocument.objects.filter(of_call),
            [
                *("sort_order", "document__id", "document__file", "document__file_size"),
                *_columns("title"),
                *(f"document__{name}" for name in _columns("title")),
            ],
        ),
        "sectors": (Sector.objects.filter(calls=OuterRef("pk")), ["id", *_columns("name")]),
        "contacts": (
            Contact.objects.filter(calls=OuterRef("pk")),
            ["id", "name", "organisation", "email", "phone", *_columns("role")],
        ),
    }
    return {f"{name}{_SUFFIX}": instances_of(sources[name][0], *sources[name][1]) for name in relations}


def _columns(*fields: str) -> list[str]:
    return [name for field in fields for name in columns(field).values()]


def rows_of(call: "CallPage", relation: str) -> list[Any]:
    """Return the rows of a relation, in order: those read with the call, else (a draft) those of the call itself."""
    if hasattr(call, f"{relation}{_SUFFIX}"):
        model = call._meta.get_field(relation).related_model
        found: list[Any] = list(read_instances(getattr(call, f"{relation}{_SUFFIX}"), model))  # type: ignore[arg-type]
    else:
        found = list(getattr(call, relation).all())
    for row in found:
        moment = getattr(row, "moment", None)
        if moment is not None and timezone.is_naive(moment):
            # SQLite writes moments without their zone, which is UTC.
            row.moment = moment.replace(tzinfo=UTC)
    return follow_languages_of(call, sorted(found, key=_place))


def _place(row: Any) -> int:
    place = getattr(row, "sort_order", row.pk)
    return place if place is not None else 0
