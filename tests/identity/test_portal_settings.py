"""The screens of the portal settings: who may do what on them, and what they say."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from cluster_portal.accounts.models import User
from cluster_portal.identity.models import MenuItem, PortalSettings
from cluster_portal.languages.codes import content_languages
from cluster_portal.staff.groups import EDITORS, MODERATORS, translators
from tests import factories
from tests.identity.settings_screens import MARK, address, posted, with_entry
from tests.languages.writing import browser
from tests.media.test_private_images import picture

pytestmark = pytest.mark.django_db


def test_the_menu_leads_to_the_form(admin: Client) -> None:
    home = admin.get(reverse("wagtailadmin_home")).content.decode()
    entry = reverse(PortalSettings.snippet_viewset.get_url_name("list"))
    assert entry == "/admin/settings/identity/portalsettings/"
    assert entry in home
    assert admin.get(entry).url == address("edit")
    PortalSettings.objects.all().delete()
    assert admin.get(entry, follow=True).status_code == 200


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
