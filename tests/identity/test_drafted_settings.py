"""Drafted portal settings and menus reach no reader, on no way out of the portal, before they are published."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from cluster_portal.identity.models import MenuItem, PortalSettings
from cluster_portal.languages.codes import content_languages
from cluster_portal.letters import send_letter
from cluster_portal.signin.letters import send_welcome_letter
from cluster_portal.staff.groups import translators
from partners.memberships import inviting
from partners.memberships.models import Role
from tests import factories
from tests.groups import ROOT
from tests.identity.settings_screens import MARK, address, marked, posted, with_entry
from tests.mails import delivered, forget
from tests.staff.posting import form_data

pytestmark = pytest.mark.django_db
TEMPLATES = ROOT / "templates" / "letters"


def addresses(records: dict[str, Any]) -> list[str]:
    """Return every way out of the portal that names it, or shows its menus or its look, in each language."""
    found = ["/api/v1/", "/api/v1/openapi.json", "/portal-colours.css", "/robots.txt", "/sitemap.xml"]
    for code in content_languages():
        found += [f"/{code}/", f"/{code}/nulle-part/"]
        found += [page.get_url_in(code) for page in records.values()]
        with translation.override(code):
            names = ("calls_feed", "calls_calendar", "account_login", "account_reset_password", "space:home")
            found += [reverse(name) for name in names]
            found += [
                reverse("project_embed", args=[records["project"].uuid]),
                reverse("call_calendar", args=[records["call"].uuid]),
            ]
            kinds = ("csv", "json", "xlsx", "geojson")
            found += [reverse("export", args=["projects", kind]) for kind in kinds]
    return found


def letters(reader: Client) -> str:
    """Return what mails of each kind say, to partners and to who forgot a password."""
    forget()
    person, partner = factories.user(), factories.partner()
    reader.post(reverse("account_reset_password"), {"email": person.email})
    inviting.invite(partner, email="a@example.org", name="A", language="fr", role=Role.MEMBER, by=None)
    kinds = {path.name.removesuffix("_subject.txt") for path in TEMPLATES.glob("*_subject.txt")}
    send_welcome_letter(factories.user(password=None), "fr")
    for kind in sorted(kinds - {"password_reset", "invitation", "welcome"}):
        send_letter(kind, to="a@example.org", language="fr", context={"address": "/"})
    assert len(delivered()) == len(kinds) > 4
    return "\n".join(message.subject + message.body for message in delivered())


def text_of(answer: Any) -> str:
    """Return what an answer says, a spreadsheet unpacked."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = b"\n".join(archive.read(name) for name in archive.namelist())
    return content.decode(errors="replace")


def social_cards(reader: Client, project: Any) -> list[bytes]:
    """Return the pictures for social networks in each language, drawn anew."""
    cache.clear()
    found = []
    for code in content_languages():
        with translation.override(code):
            found.append(reader.get(reverse("project_social_card", args=[project.uuid])).content)
    return found


@pytest.fixture
def records(demo: Callable[[str], Any]) -> dict[str, Any]:
    """Return a page of each kind that other sites read: with structured data, meta texts and a card."""
    call = factories.call(demo("gemstone"), closes_at=timezone.now() + timedelta(days=9))
    return {"project": demo("gemstone"), "call": call, "partner": demo("mecatech")}


@pytest.fixture
def everything_public(reader: Client, records: dict[str, Any]) -> Callable[[], str]:
    """Return a function that reads what the public is shown on all ways."""

    def read() -> str:
        found = [text_of(reader.get(address, follow=True)) for address in addresses(records)]
        return "\n".join([*found, letters(reader)])

    return read


def test_a_draft_does_not_change_the_picture_for_social_networks(
    admin: Client, reader: Client, records: dict[str, Any]
) -> None:
    before = social_cards(reader, records["project"])
    posted(admin, **marked())
    assert social_cards(reader, records["project"]) == before
    posted(admin, "publish")
    assert not set(social_cards(reader, records["project"])) & set(before)


def test_a_draft_reaches_no_channel_until_it_is_published(
    admin: Client, reader: Client, everything_public: Callable[[], str]
) -> None:
    before = reader.get("/fr/").content
    answer = posted(admin, **marked(), **with_entry(admin, MARK))
    assert answer.status_code == 302
    found = everything_public()
    assert MARK not in found
    assert "abcdef" not in found
    assert reader.get("/fr/").content == before
    assert not MenuItem.objects.filter(url="https://example.org/").exists()
    assert posted(admin, "publish").status_code == 302
    found = everything_public()
    assert MARK in found
    assert f"{MARK} nl" in reader.get("/nl/").content.decode()
    assert "abcdef" in reader.get("/portal-colours.css").content.decode()


def test_a_draft_that_moves_and_removes_entries_changes_no_menu(admin: Client, reader: Client) -> None:
    before = reader.get("/en/").content
    posted(admin, **{"menu_items-0-DELETE": "on", "menu_items-1-ORDER": "99"})
    assert reader.get("/en/").content == before
    identities = set(MenuItem.objects.values_list("uuid", flat=True))
    posted(admin, "publish")
    left = set(MenuItem.objects.values_list("uuid", flat=True))
    assert left < identities
    assert len(left) == len(identities) - 1


def test_a_translator_publishes_the_own_language_and_leaves_the_rest_of_the_draft(
    admin: Client,
    with_right: Callable[..., Client],
    reader: Client,
    everything_public: Callable[[], str],
) -> None:
    before = PortalSettings.objects.get()
    posted(admin, tagline_fr=f"{MARK} fr", operator=MARK, **with_entry(admin, MARK))
    dutch = with_right(translators("nl"), "change", "publish")
    assert posted(dutch, "publish", tagline_nl="Nederlands nu", tagline_de=MARK).status_code == 302
    now = PortalSettings.objects.get()
    assert (now.tagline_nl, now.tagline_fr, now.operator) == (
        "Nederlands nu",
        before.tagline_fr,
        before.operator,
    )
    assert "Nederlands nu" in reader.get("/nl/").content.decode()
    assert MARK not in everything_public()
    draft = now.get_latest_revision_as_object()
    assert (draft.tagline_fr, draft.operator, draft.tagline_nl) == (f"{MARK} fr", MARK, "Nederlands nu")
    assert draft.tagline_de == before.tagline_de
    assert posted(admin, "publish").status_code == 302
    assert PortalSettings.objects.get().operator == MARK
    assert MenuItem.objects.filter(url="https://example.org/").count() == 1


def test_a_translator_brings_back_the_own_language_only(
    admin: Client, with_right: Callable[..., Client]
) -> None:
    posted(admin, "publish", tagline_nl="Eerst", tagline_fr="D’abord", operator="First")
    old = PortalSettings.objects.get().latest_revision
    posted(admin, "publish", tagline_nl="Daarna", tagline_fr="Ensuite", operator="Then")
    dutch = with_right(translators("nl"), "change", "publish")
    assert old is not None
    posted(dutch, "publish", at=address("revisions_revert", old.pk), tagline_fr="Moi", operator="Me")
    now = PortalSettings.objects.get()
    assert (now.tagline_nl, now.tagline_fr, now.operator) == ("Eerst", "Ensuite", "Then")


@pytest.mark.parametrize("language", content_languages())
def test_the_preview_shows_the_site_with_the_draft(admin: Client, reader: Client, language: str) -> None:
    data = form_data(admin.get(address("edit")).context["form"]) | marked() | with_entry(admin, MARK)
    preview = address("preview_on_edit")
    assert admin.post(preview, data).json() == {"is_valid": True, "is_available": True}
    answer = admin.get(f"{preview}?mode={language}")
    html = answer.content.decode()
    assert f'<html lang="{language}"' in html
    assert f"{MARK} {language}" in html
    assert f"{MARK} tagline" in html
    (colours,) = re.findall(r'href="([^"]*colours[^"]*)"', html)
    assert "#abcdef" in admin.get(colours).content.decode()
    assert reader.get(colours).status_code == 302
    assert MARK not in reader.get(f"/{language}/").content.decode()
    assert answer["X-Frame-Options"] == "SAMEORIGIN"


def test_a_version_can_be_looked_at_as_readers_would_see_it(admin: Client) -> None:
    posted(admin, **marked())
    revision = PortalSettings.objects.get().latest_revision
    assert revision is not None
    html = admin.get(address("revisions_view", revision.pk) + "?mode=de").content.decode()
    assert f"{MARK} tagline" in html
    assert '<html lang="de"' in html


def test_a_preview_shows_no_entry_for_a_page_that_is_not_public(admin: Client) -> None:
    page = factories.draft(
        type(factories.plain_page()), factories.plain_page().get_parent(), title={"fr": MARK}
    )
    entry = with_entry(admin, "")
    number = int(entry["menu_items-TOTAL_FORMS"]) - 1
    entry |= {f"menu_items-{number}-url": "", f"menu_items-{number}-page": str(page.pk)}
    data = form_data(admin.get(address("edit")).context["form"]) | entry
    assert admin.post(address("preview_on_edit"), data).json()["is_valid"]
    assert MARK not in admin.get(address("preview_on_edit") + "?mode=fr").content.decode()


def test_history_tells_what_happened_and_an_old_version_comes_back(
    admin: Client, reader: Client, everything_public: Callable[[], str]
) -> None:
    old = PortalSettings.objects.get()
    identities = list(old.menu_items.values_list("uuid", flat=True))
    posted(admin, "publish", **marked(), **with_entry(admin, MARK))
    html = admin.get(address("history")).content.decode()
    assert html.count("Boss") >= 2
    assert "As it was before" in html
    first = PortalSettings.objects.get().revisions.order_by("created_at", "pk").first()
    assert first is not None
    assert address("revisions_revert", first.pk) in html
    revert = address("revisions_revert", first.pk)
    assert posted(admin, at=revert).status_code == 302
    assert MARK in reader.get("/fr/").content.decode()
    assert posted(admin, "publish", at=revert).status_code == 302
    assert MARK not in everything_public()
    now = PortalSettings.objects.get()
    assert now.name_en == old.name_en
    assert list(now.menu_items.values_list("uuid", flat=True)) == identities
