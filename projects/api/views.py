"""A page for people that describes the interface, made from its OpenAPI description."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from cluster_portal.languages.routing import absolute
from projects.api.interface import api


@dataclass(frozen=True, slots=True)
class Operation:
    """An address with what it takes and what it returns."""

    path: str
    summary: str
    parameters: list[dict[str, str]]
    fields: list[dict[str, str]]


@require_safe
def description(request: HttpRequest) -> HttpResponse:
    """Show the addresses, their parameters and the fields of their answers, in English like the names."""
    schema: Any = api.get_openapi_schema()
    context = {
        "operations": [
            _operation(path, methods["get"], schema["components"]["schemas"])
            for path, methods in schema["paths"].items()
        ],
        "openapi_url": absolute(reverse("api-1:openapi-json")),
        "licence": settings.DATA_LICENCE,
        "licence_url": settings.DATA_LICENCE_URL,
    }
    return render(request, "api/description.html", context)


def _operation(path: str, operation: dict[str, Any], schemas: dict[str, Any]) -> Operation:
    parameters = [
        {
            "name": parameter["name"],
            "where": parameter["in"],
            "description": parameter.get("description") or parameter["schema"].get("description", ""),
        }
        for parameter in operation.get("parameters", [])
    ]
    answer = operation["responses"][200]["content"]["application/json"]["schema"]["$ref"].rsplit("/", 1)[-1]
    record = schemas[answer]
    if "items" in record["properties"]:
        record = schemas[record["properties"]["items"]["items"]["$ref"].rsplit("/", 1)[-1]]
    fields = [
        {"name": name, "type": _type(field), "description": field.get("description", "")}
        for name, field in record["properties"].items()
    ]
    return Operation(path, operation["summary"], parameters, fields)


def _type(field: dict[str, Any]) -> str:
    kinds = field.get("anyOf") or [field]
    return " or ".join(
        kind.get("format") or kind.get("type", "") for kind in kinds if kind.get("type") != "null"
    )
