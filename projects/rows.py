"""The rows of a project as the public sees them: read together with the project, or from a draft."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, Q, QuerySet

from cluster_portal.instances import instances_of, read_instances
from cluster_portal.languages.codes import columns
from cluster_portal.languages.texts import follow_languages_of

if TYPE_CHECKING:
    from projects.models import ProjectPage

# Annotations are named after the relation, with this at the end.
_SUFFIX = "_as_json"


def annotations(day: date) -> dict[str, Any]:
    """Return one annotation per relation: only what the public may see on ``day``."""
    from projects.models import KeyObjective, ProjectContact, ProjectFigure, ProjectResult, Sector

    of_project = Q(project=OuterRef("pk"))
    public = Q(dissemination=ProjectResult.Dissemination.PUBLIC)
    valid = Q(expires_on__isnull=True) | Q(expires_on__gte=day)
    sources: dict[str, tuple[QuerySet[Any], list[str]]] = {
        "objectives": (KeyObjective.objects.filter(of_project), ["sort_order", *_columns("text")]),
        "figures": (
            ProjectFigure.objects.filter(of_project),
            ["sort_order", "value", "as_of", *_columns("label", "unit", "source")],
        ),
        "results": (
            ProjectResult.objects.filter(of_project & public),
            [
                "sort_order",
                "uuid",
                "kind",
                "dissemination",
                "url",
                "due_on",
                "submitted_on",
                *_columns("title"),
                "document__id",
                "document__file",
                "document__file_size",
            ],
        ),
        "contacts": (
            ProjectContact.objects.filter(of_project & valid),
            [
                "sort_order",
                "expires_on",
                *(f"contact__{name}" for name in ("id", "name", "organisation", "email", "phone")),
                *(f"contact__{name}" for name in _columns("role")),
            ],
        ),
        "sectors": (Sector.objects.filter(projects=OuterRef("pk")), ["id", *_columns("name")]),
    }
    return {f"{name}{_SUFFIX}": instances_of(rows, *names) for name, (rows, names) in sources.items()}


def _columns(*fields: str) -> list[str]:
    return [name for field in fields for name in columns(field).values()]


def rows_of(project: "ProjectPage", relation: str, day: date) -> list[Any]:
    """Return objectives, figures, results, contacts or sectors that the public may see on ``day``, in order.

    They come from what was read with the project, else (a draft) from the project itself.
    """
    if hasattr(project, f"{relation}{_SUFFIX}"):
        model = project._meta.get_field(relation).related_model
        found = read_instances(getattr(project, f"{relation}{_SUFFIX}"), model)  # type: ignore[arg-type]
    else:
        found = [row for row in getattr(project, relation).all() if _is_shown(row, relation, day)]
    return follow_languages_of(project, sorted(found, key=_place))


def _is_shown(row: Any, relation: str, day: date) -> bool:
    if relation == "results":
        return row.is_public
    return row.is_valid_on(day) if relation == "contacts" else True


def _place(row: Any) -> int:
    place = getattr(row, "sort_order", row.pk)
    return place if place is not None else 0
