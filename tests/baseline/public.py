"""Every address for visitors: pages in each language, lists with one filter, files, feeds, cards, redirects."""

import html
import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from django.test import Client
from django.urls import reverse
from django.utils import translation

from cluster_portal.languages.codes import content_languages
from cluster_portal.media.models import PortalDocument
from cluster_portal.pages.models import PortalPage
from partners.models import PartnerIndexPage, PartnerPage
from projects.models import CallIndexPage, CallPage, ProjectIndexPage, ProjectPage

FORMATS = ("csv", "xlsx", "json", "geojson")
RECORDS = ("projects", "participations", "calls", "partners")
# Lists whose filters exports and API take too.
LISTS = {"projects": ProjectIndexPage, "calls": CallIndexPage, "partners": PartnerIndexPage}
_FILTERED_AS = {"projects": ("projects", "participations"), "calls": ("calls",), "partners": ("partners",)}
Ask = Callable[[Client, str], Any]


def public_addresses(client: Client, ask: Ask) -> Iterator[tuple[str, Any]]:
    """Return each address with its answer: those known, then what their pages lead to, one step far."""
    waiting = dict.fromkeys(_known())
    done: set[str] = set()
    while waiting:
        address = next(iter(waiting))
        del waiting[address]
        done.add(address)
        answer = ask(client, address)
        yield address, answer
        if (
            answer.status_code == 200
            and answer["Content-Type"].startswith("text/html")
            and "?" not in address
        ):
            for found in _leads_to(address, answer.content.decode()):
                if found not in done:
                    waiting.setdefault(found)


def _known() -> Iterator[str]:
    yield from ("/", "/robots.txt", "/sitemap.xml", "/portal-colours.css", "/fr/nothing/", "/nothing/", "/fr")
    yield from ("/api/v1/", "/api/v1/openapi.json", "/fr/ancienne-adresse/", "/en/old-address/?a=1")
    pages = list(PortalPage.objects.filter(depth__gt=1).order_by("path"))
    for language in content_languages():
        for page in pages:
            yield str(page.get_url_in(language))
        with translation.override(language):
            yield from (
                reverse(name) for name in ("calls_feed", "calls_calendar", "account_login", "space:home")
            )
            yield from (reverse("export", args=[what, name]) for what in RECORDS for name in FORMATS)
            for project in ProjectPage.objects.order_by("path"):
                yield reverse("project_embed", args=[project.uuid])
                yield reverse("project_social_card", args=[project.uuid])
            for call in CallPage.objects.order_by("path"):
                yield reverse("call_calendar", args=[call.uuid])
        yield from (f"/api/v1/{what}?lang={language}&per_page=100" for what in RECORDS)
        for what, model in (("projects", ProjectPage), ("calls", CallPage), ("partners", PartnerPage)):
            for record in model.objects.order_by("path"):
                yield f"/api/v1/{what}/{record.uuid}?lang={language}"
    yield from (document.url for document in PortalDocument.objects.order_by("pk"))
    yield from (f"/media/{document.file.name}" for document in PortalDocument.objects.order_by("pk"))


def _leads_to(address: str, text: str) -> Iterator[str]:
    """Return the addresses of the portal that a page links to, and its forms with one choice made."""
    for link in re.findall(r'(?:href|src)="([^"]+)"', text):
        found = urlsplit(html.unescape(link))
        path = found.path or address
        if (
            found.scheme
            or found.netloc
            or not path.startswith("/")
            or path.startswith(("/static/", "/admin/"))
        ):
            continue
        chosen = parse_qsl(found.query)
        if len(chosen) <= 1 or path.startswith(("/api/", "/media/")):
            yield path + (f"?{found.query}" if found.query else "")
    for name, value in _choices(text):
        yield f"{address}?{name}={value}"
        if not address.startswith("/fr/"):
            continue
        for what, model in LISTS.items():
            if address == model.objects.get().get_url_in("fr"):
                for record in _FILTERED_AS[what]:
                    yield f"/fr/export/{record}.csv?{name}={value}"
                    yield f"/api/v1/{record}?lang=fr&{name}={value}"


def _choices(text: str) -> Iterator[tuple[str, str]]:
    for name, options in re.findall(r'(?s)<select[^>]* name="(\w+)"[^>]*>(.*?)</select>', text):
        for value in re.findall(r'<option value="([^"]+)"', options):
            yield name, html.unescape(value)
    for tag in re.findall(r'<input[^>]*type="(?:checkbox|radio)"[^>]*>', text):
        name, value = re.search(r'name="(\w+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and value and value[1]:
            yield name[1], html.unescape(value[1])
