"""Answers of the interface: in the language asked for, in pages, with an ETag, and public."""

import hashlib
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response, patch_cache_control

from cluster_portal.languages.codes import active_language, offered_languages
from cluster_portal.languages.routing import absolute
from cluster_portal.pages.freshness import lifetime
from projects.exports.formats import record_as_json
from projects.exports.lifetimes import keep_fresh
from projects.exports.resources import Resource
from projects.exports.selection import Selection

MOST_PER_PAGE = 100
# The interface shows everybody the same: who is signed in does not count.
_READER = AnonymousUser()


def language_of(asked: str | None) -> str:
    """Return the language asked for, else what the browser prefers."""
    return asked if asked in offered_languages() else active_language()


def page_of(
    request: HttpRequest, resource: Resource, lang: str | None, page: int, per_page: int
) -> HttpResponse:
    """Answer with one page of the records that match the filters in the address."""
    with translation.override(language_of(lang)):
        selected = resource.select(_READER, request.GET)
        count = selected.count()
        pages = max(1, -(-count // per_page))
        records = (
            resource.page(selected, _READER, (page - 1) * per_page, page * per_page) if page <= pages else []
        )
        return _answer(
            request,
            {
                "count": count,
                "page": page,
                "pages": pages,
                "next": _neighbour(request, page + 1) if page < pages else None,
                "previous": _neighbour(request, min(page - 1, pages)) if page > 1 else None,
                "language": active_language(),
                "licence": settings.DATA_LICENCE,
                "licence_url": settings.DATA_LICENCE_URL,
                "ignored_filters": selected.ignored,
                "items": [record_as_json(resource, record) for record in records],
            },
        )


def one_of(request: HttpRequest, resource: Resource, lang: str | None, identity: UUID) -> HttpResponse:
    """Answer with one record. Raises Http404 when there is none that everybody may see."""
    with translation.override(language_of(lang)):
        everything = resource.select(_READER, QueryDict())
        selected = Selection(everything.records.filter(uuid=identity))
        records = resource.page(selected, _READER, 0, 1)
        if not records:
            raise Http404
        return _answer(request, record_as_json(resource, records[0]))


def _neighbour(request: HttpRequest, number: int) -> str:
    query = request.GET.copy()
    query["page"] = str(number)
    return absolute(f"{request.path}?{query.urlencode()}") or ""


def _answer(request: HttpRequest, data: dict[str, Any]) -> HttpResponse:
    """Return the data as JSON with an ETag; 304 to whoever has it already."""
    response: HttpResponse = JsonResponse(
        data, encoder=DjangoJSONEncoder, json_dumps_params={"ensure_ascii": False}
    )
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response["ETag"] = etag
    keep_fresh(request)
    patch_cache_control(response, public=True, max_age=lifetime(request, timezone.now()))
    response["Content-Language"] = active_language()
    response["Access-Control-Allow-Origin"] = "*"
    response["Link"] = f'<{settings.DATA_LICENCE_URL}>; rel="license"'
    response["X-Robots-Tag"] = "noindex"
    conditional = get_conditional_response(request, etag=etag, response=response)
    return response if conditional is None else conditional
