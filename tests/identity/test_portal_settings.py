"""Portal settings and menus are drafted, previewed and published; readers see what is published and nothing else."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import NoReverseMatch, reverse

from cluster_portal.accounts.models import User
from cluster_portal.identity.models import MenuItem, PortalSettings
from cluster_portal.languages.codes import content_languages
from cluster_portal.letters import send_letter
from cluster_portal.staff.groups import EDITORS, MODERATORS, translators
from tests import factories
from tests.languages.writing import browser
from tests.mails import delivered
from tests.media.test_private_images import picture
from tests.staff.posting import form_data

pytestmark = pytest.mark.django_db

MARK = "Zzyzx"
NAME = "identity_portalsettings"
# Every way out of the portal that names it or shows its menus.
CHANNELS = [
    "/{}/",
    "/{}/nulle-part/",
    "/{}/account/login/",
    "/{}/calls.atom",
    "/{}/calls.ics",
    "/api/v1/",
    "/api/v1/openapi.json",
    "/portal-colours.css",
    "/robots.txt",
    "/sitemap.xml",
]


def address(name: str, *args: Any) -> str:
    """Return an address of the screens of the settings."""
    return reverse(
        PortalSettings.snippet_viewset.get_url_name(name), args=[PortalSettings.objects.get().pk, *args]
    )


def posted(client: Client, action: str = "", at: str = "", **changes: Any) -> Any:
    """Send the form with changes."""
    at = at or address("edit")
    data = form_data(client.get(at).context["form"]) | changes
    return client.post(at, data | ({f"action-{action}": "1"} if action else {}))


def with_entry(client: Client, label: str) -> dict[str, Any]:
    """Return what the form sends for one more entry of the main menu."""
    number = len(client.get(address("edit")).context["form"].formsets["menu_items"].forms)
    entry = {"id": "", "place": "main", "page": "", "url": "https://example.org/", "ORDER": str(number + 1)}
    entry |= {f"label_{code}": f"{label} {code}" for code in content_languages()}
    sent = {f"menu_items-{number}-{name}": value for name, value in entry.items()}
    return sent | {"menu_items-TOTAL_FORMS": str(number + 1)}


@pytest.fixture
def admin(db: None) -> Client:
    """Return the browser of an administrator who works in English."""
    return browser(User.objects.create_superuser("boss@example.org", name="Boss", language="en"))


@pytest.fixture
def with_right(db: None) -> Callable[..., Client]:
    """Return a function that signs a member of a group in, with rights on the settings."""

    def sign_in(group: str, *actions: str) -> Client:
        person = factories.user(name=group, language="en")
        person.groups.set(Group.objects.filter(name=group))
        for action in actions:
            person.user_permissions.add(Permission.objects.get(codename=f"{action}_portalsettings"))
        return browser(person)

    return sign_in


def marked() -> dict[str, Any]:
    """Return changes that put the mark into everything a reader could see."""
    texts = ("name", "tagline", "address", "legal_note", "footer_1_heading")
    changes = {f"{field}_{code}": f"{MARK} {field}" for field in texts for code in content_languages()}
    return changes | {"operator": MARK, "phone": f"+32 {MARK}", "accent": "#abcdef"}


def everything_public(reader: Client) -> str:
    """Return what readers are shown on all channels."""
    found = []
    for template in CHANNELS:
        for code in content_languages() if "{}" in template else [""]:
            answer = reader.get(template.format(code), follow=True)
            found.append(answer.content.decode())
    for kind in ("csv", "json"):
        answer = reader.get(reverse("export", args=["projects", kind]))
        found.append(b"".join(answer.streaming_content).decode())  # type: ignore[attr-defined]
    send_letter("schedule_stopped", to="a@example.org", language="fr", context={"title": "A"})
    found.append(delivered()[-1].body + delivered()[-1].subject)
    return "\n".join(found)


def test_the_menu_leads_to_the_form(admin: Client) -> None:
    home = admin.get(reverse("wagtailadmin_home")).content.decode()
    entry = reverse(PortalSettings.snippet_viewset.get_url_name("list"))
    assert entry == "/admin/settings/identity/portalsettings/"
    assert entry in home
    assert admin.get(entry).url == address("edit")
    PortalSettings.objects.all().delete()
    assert admin.get(entry, follow=True).status_code == 200


def test_a_draft_reaches_no_channel_until_it_is_published(admin: Client, reader: Client) -> None:
    before = reader.get("/fr/").content
    answer = posted(admin, **marked(), **with_entry(admin, MARK))
    assert answer.status_code == 302
    found = everything_public(reader)
    assert MARK not in found
    assert "abcdef" not in found
    assert reader.get("/fr/").content == before
    assert not MenuItem.objects.filter(url="https://example.org/").exists()
    assert posted(admin, "publish").status_code == 302
    found = everything_public(reader)
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


def test_history_tells_what_happened_and_an_old_version_comes_back(admin: Client, reader: Client) -> None:
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
    assert MARK not in everything_public(reader)
    now = PortalSettings.objects.get()
    assert now.name_en == old.name_en
    assert list(now.menu_items.values_list("uuid", flat=True)) == identities


def test_entries_keep_their_identity_through_drafts_and_old_versions(admin: Client) -> None:
    posted(admin, **with_entry(admin, MARK))
    draft = PortalSettings.objects.get().latest_revision
    posted(admin, "publish")
    made = MenuItem.objects.get(url="https://example.org/")
    posted(admin, "publish", operator="Another")
    assert draft is not None
    assert posted(admin, "publish", at=address("revisions_revert", draft.pk)).status_code == 302
    again = MenuItem.objects.get(url="https://example.org/")
    assert again.uuid == made.uuid


@pytest.mark.parametrize("language", content_languages())
def test_the_screens_speak_the_language_of_whoever_reads_them(
    language: str, admin: Client, translated: None
) -> None:
    posted(admin, operator="One")
    posted(admin, operator="Two")
    reads = browser(
        User.objects.create_superuser(f"{language}@example.org", name="Reader", language=language)
    )
    name = {
        "fr": "Paramètres du portail",
        "en": "Portal settings",
        "nl": "Portaalinstellingen",
        "de": "Portaleinstellungen",
    }[language]
    for screen in ("edit", "history"):
        html = reads.get(address(screen)).content.decode()
        title = html[html.index("<title>") : html.index("</title>")]
        assert name in title


def test_versions_are_compared_field_by_field_with_the_language_named(admin: Client) -> None:
    posted(admin, tagline_nl="Oud", operator="Old")
    posted(admin, tagline_nl="Nieuw", operator="New", **with_entry(admin, MARK))
    first, second = PortalSettings.objects.get().revisions.order_by("-created_at", "-pk")[:2][::-1]
    at = reverse(
        PortalSettings.snippet_viewset.get_url_name("revisions_compare"),
        args=[PortalSettings.objects.get().pk, first.pk, second.pk],
    )
    html = admin.get(at).content.decode()
    for text in ("Oud", "Nieuw", "Old", "New", f"{MARK} nl", "Nederlands"):
        assert text in html


def test_there_is_one_record_that_is_never_taken_off_the_site(admin: Client) -> None:
    html = admin.get(address("edit")).content.decode()
    assert "action-publish" in html
    assert "unpublish" not in html
    pk = PortalSettings.objects.get().pk
    for name in ("unpublish", "delete", "copy"):
        with pytest.raises(NoReverseMatch):
            reverse(PortalSettings.snippet_viewset.get_url_name(name), args=[pk])
        answer = admin.post(f"/admin/settings/identity/portalsettings/{name}/{pk}/")
        assert answer.status_code == 404
    assert admin.post("/admin/settings/identity/portalsettings/add/", {}).status_code == 404
    bulk = reverse("wagtail_bulk_action", args=["identity", "portalsettings", "delete"])
    admin.post(f"{bulk}?id={pk}&next=/admin/", {})
    assert PortalSettings.objects.filter(live=True).count() == 1


def test_who_may_do_what(with_right: Callable[..., Client], reader: Client) -> None:
    for name in ("edit", "history", "preview_on_edit"):
        assert reader.get(address(name)).url.startswith(reverse("wagtailadmin_login"))
        for group in (EDITORS, translators("nl")):
            assert with_right(group).get(address(name)).status_code in (302, 403)
    assert posted(with_right(MODERATORS), "publish", operator="Ours").status_code == 302
    assert PortalSettings.objects.get().operator == "Ours"
    # Whoever may only change them prepares a draft.
    drafts = with_right(EDITORS, "change")
    assert "action-publish" not in drafts.get(address("edit")).content.decode()
    posted(drafts, "publish", operator="Not yet")
    assert PortalSettings.objects.get().operator == "Ours"
    assert PortalSettings.objects.get().get_latest_revision_as_object().operator == "Not yet"


def test_a_translator_publishes_the_own_language_and_leaves_the_rest_of_the_draft(
    admin: Client, with_right: Callable[..., Client], reader: Client
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
    assert MARK not in everything_public(reader)
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


def test_a_page_in_the_menu_says_so_before_it_is_deleted(
    admin: Client, references: Callable[[], None]
) -> None:
    page = factories.plain_page(title=factories.in_all_languages("In the menu"))
    entry = with_entry(admin, "")
    number = int(entry["menu_items-TOTAL_FORMS"]) - 1
    entry |= {f"menu_items-{number}-url": "", f"menu_items-{number}-page": str(page.pk)}
    assert posted(admin, "publish", **entry).status_code == 302
    references()
    usage = admin.get(reverse("wagtailadmin_pages:usage", args=[page.pk])).content.decode()
    assert address("edit") in usage
    delete = admin.get(reverse("wagtailadmin_pages:delete", args=[page.pk])).content.decode()
    assert reverse("wagtailadmin_pages:usage", args=[page.pk]) in delete


def test_a_logo_says_that_it_is_used(admin: Client, references: Callable[[], None]) -> None:
    image = picture()
    assert posted(admin, "publish", logo=str(image.pk)).status_code == 302
    references()
    usage = admin.get(reverse("wagtailimages:image_usage", args=[image.pk])).content.decode()
    assert address("edit") in usage
