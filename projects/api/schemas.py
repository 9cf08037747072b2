"""What the interface answers: the columns of the exports, described for OpenAPI."""

from typing import Any

from django.utils import translation
from ninja import Schema
from pydantic import Field, create_model

from projects.exports.columns import PYTHON_TYPES, Column
from projects.exports.resources import CALLS, PARTICIPATIONS, PARTNERS, PROJECTS, Resource


class Problem(Schema):
    """Why there is no answer."""

    detail: str


def _field(column: Column) -> tuple[Any, Any]:
    # The description of an interface is in one language, like its names.
    with translation.override("en"):
        return PYTHON_TYPES[column.kind], Field(..., description=str(column.label))


def _record(name: str, resource: Resource) -> Any:
    columns: dict[str, Any] = {column.key: _field(column) for column in resource.columns}
    return create_model(name, __base__=Schema, **columns)


def _page(name: str, record: Any) -> Any:
    """Return the schema of a page of records."""
    fields: dict[str, Any] = {
        "count": (int, Field(..., description="How many records there are on all pages.")),
        "page": (int, Field(..., description="The number of this page, from 1.")),
        "pages": (int, Field(..., description="How many pages there are.")),
        "next": (str | None, Field(..., description="The address of the next page.")),
        "previous": (str | None, Field(..., description="The address of the previous page.")),
        "language": (str, Field(..., description="The language asked for.")),
        "licence": (str, Field(..., description="Terms of reuse.")),
        "licence_url": (str, Field(..., description="The address of the terms.")),
        "ignored_filters": (list[str], Field(..., description="Filter values that mean nothing here.")),
        "items": (list[record], Field(..., description="The records.")),
    }
    return create_model(name, __base__=Schema, **fields)


Project = _record("Project", PROJECTS)
Participation = _record("Participation", PARTICIPATIONS)
Call = _record("Call", CALLS)
Partner = _record("Partner", PARTNERS)
PageOfProjects = _page("PageOfProjects", Project)
PageOfParticipations = _page("PageOfParticipations", Participation)
PageOfCalls = _page("PageOfCalls", Call)
PageOfPartners = _page("PageOfPartners", Partner)
