"""The portal's colours as a stylesheet, and what robots may read."""

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from cluster_portal.identity.models import PortalSettings
from cluster_portal.languages.routing import absolute


@require_safe
def portal_colours(request: HttpRequest) -> HttpResponse:
    """Return the accent colour that staff chose as a custom property; empty while they chose none."""
    return _colours(PortalSettings.public().accent)


@require_safe
def drafted_colours(request: HttpRequest) -> HttpResponse:
    """Return the accent colour that the address names, for previews."""
    named = request.GET.get("v", "")
    return _colours(f"#{named}" if re.fullmatch(r"[0-9a-fA-F]{6}", named) else "")


def _colours(accent: str) -> HttpResponse:
    css = f":root {{ --accent: {accent}; }}\n" if accent else ""
    return HttpResponse(css, content_type="text/css; charset=utf-8")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Tell robots where the sitemap is; a staging copy asks them to stay away."""
    lines = ["User-agent: *"]
    lines += (
        ["Disallow: /"] if settings.STAGING else ["Disallow: /admin/", f"Sitemap: {absolute('/sitemap.xml')}"]
    )
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
