"""From an address to a page and back, in each language."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from wagtail.url_routing import RouteResult

from cluster_portal.languages.codes import (
    active_language,
    column,
    content_languages,
    get_value,
    offered_languages,
    own_name,
    reading_order,
)
from cluster_portal.pages.closed import closures_for, is_within

if TYPE_CHECKING:
    from cluster_portal.pages.models import PortalPage


# Deeper than any tree of pages that people can find their way in; each level is a part of the query.
_DEEPEST = 30


# The first component of every path in the bin; no slug holds a colon.
BIN = ":bin"


def address_of_path(path: str, language: str) -> str | None:
    """Return the address of a path in the tree; None for the root and in the bin, which are outside the site.

    The first component is the site's root page, which never shows.
    """
    parts = path.split("/", 2)
    if len(parts) < 3 or parts[1] in ("", BIN):
        return None
    with translation.override(language):
        return reverse("wagtail_serve", args=(parts[2],))


def address(page: "PortalPage", language: str) -> str | None:
    """Return the address of ``page`` in ``language``, without host; None outside the site and in the bin."""
    return address_of_path(get_value(page, "url_path", language) or "", language)


def absolute(path: str | None) -> str | None:
    """Return ``path`` with the portal's scheme and host."""
    return None if path is None else f"{settings.SITE_URL}{path}"


def route(request: HttpRequest, path: str) -> RouteResult | None:
    """Return the page at ``path`` in the active language; None when there is none that is published.

    One query reads the page and the pages above it, one what is withdrawn or restricted.
    """
    from cluster_portal.pages.models import PortalPage

    if not hasattr(request, "_wagtail_route_for_request"):
        result = None
        language = active_language()
        if language in offered_languages() and path.count("/") <= _DEEPEST:
            way = list(PortalPage.objects.on_the_way_to(language, path))
            is_there = len(way) == len([part for part in path.split("/") if part]) + 1
            is_there = is_there and bool(way[-1].published_languages)
            closures = closures_for(getattr(request, "user", None)) if is_there else None
            if closures is not None and not is_within(way[-1].path, closures.withdrawn):
                result = RouteResult(way[-1].for_reading(way[:-1]))
        request._wagtail_route_for_request = result  # type: ignore[attr-defined]
    return request._wagtail_route_for_request  # type: ignore[attr-defined]


def find_in_any_language(path: str) -> "PortalPage | None":
    """Return the published page that has ``path`` in some language, for a reader who mixed them up."""
    from cluster_portal.pages.models import PortalPage

    if "\0" in path:
        return None
    root = PortalPage.objects.filter(sites_rooted_here__is_default_site=True).first()
    condition = Q()
    for code in content_languages():
        condition |= Q(**{column("url_path", code): f"{root.url_path if root else '/'}{path.strip('/')}/"})
    return PortalPage.objects.visible_to(None).filter(condition).first()


def languages_offering(page: "PortalPage") -> list[dict[str, str | None]]:
    """Return code, own name and address of each language in which ``page`` is published."""
    return [
        {"code": code, "name": own_name(code), "url": page.get_url_in(code)} for code in page.live_languages
    ]


def canonical_language(page: "PortalPage", language: str) -> str:
    """Return the language whose address counts: the reader's, or the best in which the page is published."""
    return next((code for code in reading_order(language) if code in page.live_languages), language)


def page_meta(page: "PortalPage", language: str, offered: list[str]) -> dict[str, Any]:
    """Return what the head of a page says of it: addresses by language, description, robots."""
    live = page.live_languages
    alternates = [{"hreflang": code, "url": absolute(page.get_url_in(code))} for code in live]
    if live:
        best = canonical_language(page, settings.LANGUAGE_CODE)
        alternates.append({"hreflang": "x-default", "url": absolute(page.get_url_in(best))})
    texts = page.texts
    return {
        "canonical": absolute(page.get_url_in(canonical_language(page, language))),
        "alternates": alternates,
        "robots": "" if page.is_live_in(language) and not settings.STAGING else "noindex",
        "title": texts.seo_title or texts.title,
        "description": texts.search_description or texts.summary,
        "is_offered": page.can_be_read_in(language),
        "offered_in": languages_offering(page),
    }
