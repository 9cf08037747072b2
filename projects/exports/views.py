"""Delivers exports as files."""

import tempfile
from typing import IO, Any, cast

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from cluster_portal.identity.models import PortalSettings
from cluster_portal.languages.codes import active_language
from cluster_portal.languages.routing import absolute
from cluster_portal.pages.freshness import set_lifetime
from projects.exports.formats import FORMATS, About
from projects.exports.lifetimes import keep_fresh
from projects.exports.resources import RESOURCES

# Below this an export stays in memory.
_IN_MEMORY = 2 * 1024 * 1024


@require_safe
def export(request: HttpRequest, what: str, extension: str) -> HttpResponseBase:
    """Return the records a reader may see, in the language of the address, filtered like their list."""
    resource, known = RESOURCES.get(what), FORMATS.get(extension)
    if resource is None or known is None:
        raise Http404
    selected = resource.select(request.user, request.GET)
    portal = PortalSettings.public()
    about = About(
        title=str(resource.label),
        publisher=str(portal.operator or portal.texts.name),
        address=absolute(request.get_full_path()) or "",
        language=active_language(),
        licence=settings.DATA_LICENCE,
        licence_url=settings.DATA_LICENCE_URL,
        exported_at=timezone.localtime(),
        ignored=selected.ignored,
    )
    # Written to the end before the answer begins: the language is active now, and a fault is still a fault.
    stream = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - the response closes it
    file = cast(IO[bytes], stream)
    known.write(file, resource, resource.read(selected, request.user), about)
    length = stream.tell()
    stream.seek(0)
    name = f"{what}-{timezone.localdate():%Y-%m-%d}-{active_language()}"
    response = FileResponse(
        file, content_type=known.content_type, as_attachment=True, filename=f"{name}.{extension}"
    )
    response["Content-Length"] = str(length)
    response["Link"] = f'<{settings.DATA_LICENCE_URL}>; rel="license"'
    response["X-Robots-Tag"] = "noindex"
    keep_fresh(request)
    set_lifetime(request, response)
    return response


def links(what: str, query: str = "") -> list[dict[str, Any]]:
    """Return the formats of an export with their addresses, for the list that offers them."""
    from django.urls import reverse

    suffix = f"?{query}" if query else ""
    return [
        {
            "name": name.upper() if name != "geojson" else "GeoJSON",
            "url": reverse("export", args=[what, name]) + suffix,
        }
        for name in FORMATS
    ]
