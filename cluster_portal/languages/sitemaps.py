"""The sitemap: each page once per language in which it is published, with the other languages beside it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cluster_portal.languages.routing import absolute
from cluster_portal.pages.models import PortalPage


def _rows() -> list[dict[str, Any]]:
    rows = []
    for page in PortalPage.objects.visible_to(None).live_in_any_offered().filter(depth__gt=1):
        alternates = [{"code": code, "url": absolute(page.get_url_in(code))} for code in page.live_languages]
        rows += [
            {
                "url": absolute(page.get_url_in(code)),
                "changed": page.changed_at_in(code),
                "alternates": alternates,
            }
            for code in page.live_languages
        ]
    return rows


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Return the sitemap of the public pages."""
    return render(request, "sitemap.xml", {"rows": _rows()}, content_type="application/xml")
