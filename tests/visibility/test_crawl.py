"""Visitors, people without a partner and members read every address, and find only what is theirs."""

import gzip
import html
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import translation

from cluster_portal.languages.codes import content_languages
from partners.models import PartnerPage
from projects.models import CallPage, ProjectPage
from tests.baseline.public import FORMATS, LISTS, RECORDS
from tests.visibility.crawl_world import PEOPLE, World

pytestmark = [pytest.mark.django_db, pytest.mark.long]

MARK = re.compile(r"zk\d{4}kz")
# A card is a picture of a title: whoever gets it sees it.
_CARD = re.compile(r"/social/projects/([0-9a-f-]{36})\.png$")
FEWEST = 1500


def known(world: World) -> Iterator[str]:
    """Return the addresses of everything in the world, in each language and format."""
    yield from ("/", "/sitemap.xml", "/robots.txt", "/api/v1/openapi.json")
    yield from world.files
    pages = list(world.everywhere())
    partners = [page.pk for page in pages if isinstance(page, PartnerPage)]
    projects = [page.pk for page in pages if isinstance(page, ProjectPage)]
    for code in content_languages():
        with translation.override(code):
            yield from (str(page.get_url_in(code)) for page in pages)
            yield from (f"/{code}/former-{number}" for number in range(len(world.pages)))
            yield from (f"/{code}/former-{number}/?from=mail" for number in range(0, len(world.pages), 5))
            yield from (str(model.objects.first().get_url_in(code)) for model in LISTS.values())
            yield from (
                reverse(name)
                for name in ("calls_feed", "calls_calendar", "space:home", "consortium:calendar")
            )
            yield from (reverse("export", args=[what, name]) for what in RECORDS for name in FORMATS)
            for page in pages:
                if isinstance(page, ProjectPage):
                    yield reverse("project_embed", args=[page.uuid])
                    yield reverse("project_social_card", args=[page.uuid])
                    yield reverse("consortium:project", args=[page.uuid])
                    yield reverse("space:project_part", args=[page.uuid])
                if isinstance(page, CallPage):
                    yield reverse("call_calendar", args=[page.uuid])
                if isinstance(page, PartnerPage):
                    yield reverse("space:partner_record", args=[page.uuid])
        for what, model in (("projects", ProjectPage), ("calls", CallPage), ("partners", PartnerPage)):
            yield from (f"/api/v1/{what}?lang={code}&per_page=100&page={number}" for number in (1, 2))
            yield from (
                f"/api/v1/{what}/{page.uuid}?lang={code}" for page in pages if isinstance(page, model)
            )
        yield f"/api/v1/participations?lang={code}&per_page=100"
    filters = [f"sector={key}" for key in world.sectors] + ["q=zk", "view=map", "sort=name", "country=BE"]
    filters += [f"partner={key}" for key in partners] + [f"project={key}" for key in projects]
    for what, model in LISTS.items():
        for chosen in filters:
            yield f"{model.objects.first().get_url_in('fr')}?{chosen}"
            yield f"/fr/export/{what}.csv?{chosen}"
            yield f"/api/v1/{what}?lang=fr&{chosen}"


def crawl(world: World, person: str) -> tuple[dict[str, set[str]], int]:
    """Return the marks that somebody must not see, with where they are, and how many addresses were read."""
    client = world.clients[person]
    forbidden = {word for word in world.marks if person not in world.allowed(word)}
    waiting, done = dict.fromkeys(known(world)), set[str]()
    leaks: dict[str, set[str]] = {}
    while waiting:
        address = next(iter(waiting))
        del waiting[address]
        done.add(address)
        answer, text = read(client, address)
        hidden = forbidden
        if "/space/" in address and person == "member":
            # A consortium knows its own partners, closed as their pages may be.
            hidden = {word for word in forbidden if not isinstance(world.marks[word][0], PartnerPage)}
        for word in set(MARK.findall(text)) & hidden:
            leaks.setdefault(word, set()).add(address)
        if (card := _CARD.search(address)) and answer.status_code == 200:
            project = ProjectPage.objects.get(uuid=card[1])
            if person not in world.readers(project):
                leaks.setdefault(f"card of {project.pk}", set()).add(address)
        if answer.status_code == 200 and "?" not in address and "text/html" in answer["Content-Type"]:
            for found in _links(text, address):
                if found not in done:
                    waiting.setdefault(found)
    return leaks, len(done)


def read(client: Client, address: str) -> tuple[Any, str]:
    """Return an answer and all that stands in it, without the address that was asked for."""
    cache.clear()
    answer: Any = client.get(address)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if answer.headers.get("Content-Encoding") == "gzip":
        content = gzip.decompress(content)
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            content = b"\n".join(book.read(name) for name in book.namelist())
    text = content.decode(errors="replace").replace("\r\n ", "")
    text += "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
    path = urlsplit(address).path
    parts = [part for part in PurePosixPath(path).parts if MARK.search(part)]
    for own in [path, quote(path, safe=""), *parts]:
        text = text.replace(own, "")
    return answer, text


def _links(text: str, address: str) -> Iterator[str]:
    for link in re.findall(r'(?:href|src|action)="([^"]+)"', text):
        found = urlsplit(html.unescape(link))
        path = found.path
        outside = found.netloc and found.netloc not in ("testserver", "localhost:8000", "localhost")
        if (
            outside
            or not path.startswith("/")
            or path.startswith(("/static/", "/admin/"))
            or "logout" in path
        ):
            continue
        # Links of the demo content are read by tests/test_pages.py; here only what leads to something marked.
        if MARK.search(link) or path.startswith(("/media/", "/documents/")):
            yield path + (f"?{found.query}" if found.query else "")


@pytest.mark.parametrize("person", PEOPLE)
def test_no_address_shows_what_is_not_theirs(person: str) -> None:
    world = World()
    leaks, number = crawl(world, person)
    assert number >= FEWEST
    assert not leaks, f"{person}: {described(world, leaks)}"


@pytest.mark.parametrize("person", PEOPLE)
def test_what_stands_below_a_closed_list_is_closed(person: str) -> None:
    world = World()
    world.close_indexes()
    leaks, number = crawl(world, person)
    assert number >= FEWEST
    assert not leaks, f"{person}: {described(world, leaks)}"


def test_the_crawl_would_find_a_leak() -> None:
    """What everybody may see is found: an empty answer must not pass for a safe one."""
    world = World()
    public = {word for word, (page, _seen) in world.marks.items() if page == world.public}
    public = {word for word in public - world.covered if "anonymous" in world.allowed(word)}
    found = set[str]()
    for address in known(world):
        found |= set(MARK.findall(read(world.clients["anonymous"], address)[1]))
        if public <= found:
            return
    raise AssertionError(public - found)


def described(world: World, leaks: dict[str, set[str]]) -> str:
    """Return what leaked, for people: which page the mark follows and a few of the places."""
    lines = []
    for word, places in sorted(leaks.items()):
        page = world.marks.get(word, (None, None))[0]
        lines.append(f"{word} of {page!r}: {len(places)} places, as {sorted(places)[:3]}")
    return f"{len(leaks)} marks\n" + "\n".join(lines[:60])
