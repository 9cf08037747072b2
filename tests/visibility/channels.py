"""Every way out of the portal, by the names that docs/visibility.md uses, each as addresses to read."""

import gzip
import io
import re
import zipfile
from collections.abc import Iterable
from pathlib import PurePosixPath

from django.test import Client
from django.urls import reverse
from django.utils import translation

from cluster_portal.strategy.models import HomePage
from partners.models import PartnerIndexPage
from projects.consortium.models import ConsortiumPage
from projects.models import CallIndexPage, ProjectIndexPage, ProjectPage
from tests.mails import delivered
from tests.visibility.table import things
from tests.visibility.world import World, mark

FORMATS = ("csv", "xlsx", "json", "geojson")
# Where staff see every page.
ADMIN = frozenset({"preview", "admin list", "admin edit", "space project"})
CHOSEN = ("projects.ProjectPage", "projects.CallPage", "partners.PartnerPage")
RECORDS = ("projects", "participations", "calls", "partners")


def channels(world: World, language: str, person: str = "anonymous") -> dict[str, list[str]]:
    """Return the addresses of each channel in one language; calendar and mails are the person's own."""
    with translation.override(language):
        return _channels(world, language) | {
            "private calendar": [reverse("consortium:calendar_feed", args=[world.calendar(person)])],
            "mail": [world.mail_address(person)],
        }


def _channels(world: World, language: str) -> dict[str, list[str]]:
    pages = [
        world.project,
        world.draft_project,
        world.signed_in_project,
        world.editors_project,
        world.password_project,
        world.call,
        world.signed_in_call,
        world.partner_a,
        world.draft_partner,
        world.withdrawn,
    ]
    projects, calls, partners, home = (
        str(model.objects.get().get_url_in(language))
        for model in (ProjectIndexPage, CallIndexPage, PartnerIndexPage, HomePage)
    )
    documents = (world.public_file, world.consortium_file, world.private_file, world.draft_file)
    found = {
        "page": [str(page.get_url_in(language)) for page in pages],
        "project list": [projects, f"{projects}?sort=name", f"{projects}?status=running"],
        "project map": [f"{projects}?view=map&partner={world.partner_a.pk}"],
        "home": [home],
        "goal": [str(world.goal.get_url_in(language))],
        "call list": [calls, f"{calls}?open=1"],
        "feed": [reverse("calls_feed")],
        "calendar": [reverse("calls_calendar")],
        "call calendar": [
            reverse("call_calendar", args=[call.uuid]) for call in (world.call, world.signed_in_call)
        ],
        "partner list": [partners],
        "partner search": [f"{partners}?q=zq", f"{partners}?q=qz"],
        "partner page": [str(world.partner_a.get_url_in(language))],
        "export": [reverse("export", args=[what, name]) for what in RECORDS for name in FORMATS],
        "api": [f"/api/v1/{what}?lang={language}&per_page=100" for what in RECORDS]
        + [f"/api/v1/projects/{page.uuid}?lang={language}" for page in pages[:5]]
        + [f"/api/v1/calls/{page.uuid}?lang={language}" for page in pages[5:7]]
        + [f"/api/v1/partners/{page.uuid}?lang={language}" for page in pages[7:9]],
        "embed": [reverse("project_embed", args=[page.uuid]) for page in pages[:5]],
        "social card": [reverse("project_social_card", args=[page.uuid]) for page in pages[:5]],
        "sitemap": ["/sitemap.xml"],
        "document": [document.url for document in documents],
        "media": [f"/media/{document.file.name}" for document in documents],
        "preview": [
            reverse("wagtailadmin_pages:view_draft", args=[page.pk]) + f"?mode={language}" for page in pages
        ],
        "admin list": [
            reverse("wagtailadmin_explore", args=[index.objects.get().pk])
            for index in (ProjectIndexPage, PartnerIndexPage)
        ]
        + [reverse("wagtailadmin_choose_page") + f"?page_type={kind}" for kind in CHOSEN]
        + [
            reverse("wagtailadmin_pages:search") + "?q=zq",
            reverse("wagtaildocs_chooser:choose"),
            reverse("wagtailimages_chooser:choose"),
            reverse(ConsortiumPage.snippet_viewset.get_url_name("list")),
        ],
        "admin edit": [reverse("wagtailadmin_pages:edit", args=[page.pk]) for page in pages],
        "space home": [reverse("space:home")],
        "space people": [reverse("space:people")],
        "space project": [reverse("consortium:project", args=[page.uuid]) for page in pages[:5]],
        "space proposals": [
            reverse("space:proposals"),
            reverse("space:partner_record", args=[world.partner_a.uuid]),
            reverse("space:project_part", args=[world.project.uuid]),
        ],
        "space calendar": [reverse("consortium:calendar")],
        "consortium page": [
            reverse("consortium:page", args=[world.project.uuid, page.uuid])
            for page in world.consortium_pages
        ],
        "private document": [reverse("consortium:download", args=[world.version.uuid])],
        "private image": [world.private_image.get_rendition("width-100").url],
    }
    found["json-ld"] = [found["page"][0], found["partner page"][0]]
    return found


def read(client: Client, channel: str, addresses: Iterable[str]) -> str:
    """Return all that a channel gives a person, in lower case: texts, and what files hold."""
    return "\n".join(_text(client, channel, address) for address in addresses).lower()


def _text(client: Client, channel: str, address: str) -> str:
    if channel == "mail":
        return "\n".join(f"{letter.subject} {letter.body}" for letter in delivered() if address in letter.to)
    answer = client.get(address)
    if channel == "social card":
        # A picture of the project whose key is in its address.
        project = ProjectPage.objects.get(uuid=PurePosixPath(address).stem)
        return str(project.title) if answer.status_code == 200 else ""
    if channel == "private image":
        return mark("private image") if answer.status_code == 200 else ""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if answer.headers.get("Content-Encoding") == "gzip":
        content = gzip.decompress(content)
    if address.endswith(".xlsx") and answer.status_code == 200:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            content = b"\n".join(book.read(name) for name in book.namelist())
    text = content.decode(errors="replace")
    if channel in ("calendar", "call calendar"):
        text = text.replace("\r\n ", "")
    if channel == "json-ld":
        text = "\n".join(re.findall(r'(?s)<script type="application/ld\+json">(.*?)</script>', text))
    if channel == "sitemap":
        # A page is recognised by its address here; one that is there in French only tells nothing of the rest.
        text = text.replace(f"/thing-{list(things()).index('withdrawn text')}/", "")
        text = re.sub(r"thing-(\d+)/", lambda found: f" zq{int(found[1]):02d}qz ", text)
    return text + answer.headers.get("Location", "")
