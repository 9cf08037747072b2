"""Bringing pages back on the screens of the bin."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import GroupPagePermission, PageViewRestriction, ReferenceIndex

from cluster_portal.bin.models import BinnedPage
from cluster_portal.identity.models import MenuItem, PortalSettings
from cluster_portal.languages.codes import content_languages, set_value
from cluster_portal.languages.models import LanguageSchedule, TranslationState
from cluster_portal.pages.models import PortalPage
from tests import factories
from tests.bin.going import bin_url, bring_back, delete
from tests.bin.test_deleting import named
from tests.factories import in_all_languages
from tests.mails import delivered

pytestmark = pytest.mark.django_db


def test_a_page_comes_back_to_its_place_as_a_draft(staff: Any, reader: Client) -> None:
    parent = named("Above")
    pages = [named(name, parent) for name in ("Alpha", "Beta", "Gamma")]
    child = named("Nu", pages[1])
    client = staff()
    delete(client, pages[1])
    assert bring_back(client, pages[1]).status_code == 302
    found = PortalPage.objects.child_of(PortalPage.objects.get(pk=parent.pk))
    assert list(found.values_list("pk", flat=True)) == [page.pk for page in pages]
    back = PortalPage.objects.get(pk=pages[1].pk)
    assert not back.live
    assert not back.in_bin
    assert back.live_languages == []
    assert PortalPage.objects.get(pk=child.pk).url_path == back.url_path + "nu/"
    assert reader.get("/fr/above/beta/").status_code == 404
    assert not BinnedPage.objects.exists()
    assert client.get(reverse("wagtailadmin_pages:edit", args=[back.pk])).status_code == 200
    assert TranslationState.objects.filter(page=back).count() == len(content_languages())
    history = client.get(reverse("wagtailadmin_pages:history", args=[back.pk])).content.decode()
    assert "Put into the bin" in history
    assert "Brought back from the bin" in history


def test_it_is_public_again_in_the_languages_that_are_ticked(staff: Any, reader: Client) -> None:
    page = named("Alpha")
    named("Beta", page)
    client = staff()
    delete(client, page, readers="parent")
    html = client.get(bin_url(page)).content.decode()
    assert 'name="languages"' in html
    assert "Where it stood" in html
    bring_back(client, page, languages=["fr", "nl"])
    for path in ("alpha/", "alpha/beta/"):
        assert reader.get(f"/fr/{path}").status_code == 200
        assert "noindex" not in reader.get(f"/nl/{path}").content.decode()
        assert "noindex" in reader.get(f"/de/{path}").content.decode()
    assert not Redirect.objects.filter(old_path__endswith="/alpha").exists()
    assert PortalPage.objects.get(pk=page.pk).live_languages == ["fr", "nl"]


def test_it_says_that_its_place_is_not_public_any_more(staff: Any) -> None:
    parent = named("Above")
    page = named("Alpha", parent)
    client = staff()
    delete(client, page)
    parent.unpublish()
    answer = bring_back(client, page, languages=["fr"])
    told = [str(message) for message in get_messages(answer.wsgi_request)]
    assert any("stands below “Above”, which is not public" in message for message in told)


def test_an_address_taken_meanwhile_is_shown_and_asked(staff: Any, reader: Client) -> None:
    page = named("Alpha")
    client = staff()
    delete(client, page)
    factories.plain_page(
        title=in_all_languages("Other"), slug={"fr": "autre", "en": "alpha", "nl": "alpha", "de": "andere"}
    )
    html = client.get(bin_url(page)).content.decode()
    assert 'name="slug-en"' in html
    assert 'name="slug-nl"' in html
    assert 'name="slug-fr"' not in html
    response = bring_back(client, page, languages=["fr", "en", "nl", "de"])
    assert response.status_code == 422
    assert BinnedPage.objects.exists()
    assert "already has the address" in response.content.decode()
    assert bring_back(client, page, **{"slug-en": "alpha", "slug-nl": "first"}).status_code == 422
    slugs = {"slug-en": "first", "slug-nl": "eerste", "languages": ["fr", "en", "nl", "de"]}
    assert bring_back(client, page, **slugs).status_code == 302
    for code, slug in {"fr": "alpha", "en": "first", "nl": "eerste", "de": "alpha"}.items():
        assert "Alpha" in reader.get(f"/{code}/{slug}/").content.decode()
    draft = PortalPage.objects.get(pk=page.pk).specific.get_latest_revision_as_object()
    assert draft.get_url_in("nl") == "/nl/eerste/"


def test_a_page_whose_parent_is_gone_needs_another_place(staff: Any) -> None:
    parent, other = named("Above"), named("Other")
    page = named("Alpha", parent)
    client = staff()
    delete(client, page)
    delete(client, parent)
    assert bring_back(client, page).status_code == 422
    # A page cannot be put below one whose type takes none of its kind.
    assert bring_back(client, page, parent=factories.project_index().pk).status_code == 422
    assert bring_back(client, page, parent=other.pk, languages=["fr"]).status_code == 302
    back = PortalPage.objects.get(pk=page.pk)
    assert back.get_parent().pk == other.pk
    assert not back.live
    # The parent comes back without it.
    assert bring_back(client, parent).status_code == 302
    assert PortalPage.objects.get(pk=parent.pk).numchild == 0


def test_restrictions_menus_rights_and_schedules_come_back(staff: Any, reader: Client) -> None:
    page = named("Alpha")
    client = staff()
    group = Group.objects.create(name="Some")
    PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.PASSWORD, password="secret"
    )
    permission = Permission.objects.get(codename="change_portalpage")
    GroupPagePermission.objects.create(group=group, page=page, permission=permission)
    MenuItem.objects.create(
        settings=PortalSettings.the_record(), place="main", page=page, sort_order=90, label="Old entry"
    )
    later, past = timezone.now() + timedelta(days=3), timezone.now() + timedelta(minutes=1)
    LanguageSchedule.objects.create(page=page, language="fr", action="unpublish", moment=later)
    LanguageSchedule.objects.create(page=page, language="nl", action="unpublish", moment=past)
    delete(client, page)
    assert not MenuItem.objects.filter(page=page).exists()
    assert not LanguageSchedule.objects.filter(page=page).exists()
    row = BinnedPage.objects.get()
    row.held = row.held.replace(past.isoformat()[:16], "2020-01-01T00:00")
    row.save()
    html = client.get(bin_url(page)).content.decode()
    assert 'name="schedules"' in html
    assert "Schedules that are held" in html
    bring_back(client, page, languages=["fr"], schedules="on")
    assert reader.get("/fr/alpha/").status_code == 302 or b"password" in reader.get("/fr/alpha/").content
    assert MenuItem.objects.get(page=page).label == "Old entry"
    assert GroupPagePermission.objects.get(group=group).page_id == page.pk
    schedules = LanguageSchedule.objects.filter(page=page).order_by("language")
    assert list(schedules.values_list("language", "status")) == [("fr", "waiting"), ("nl", "held")]


def test_schedules_are_held_unless_asked(staff: Any) -> None:
    page = named("Alpha")
    client = staff()
    later = timezone.now() + timedelta(days=3)
    author = staff().person
    LanguageSchedule.objects.create(page=page, language="fr", moment=later, created_by=author)
    delete(client, page)
    bring_back(client, page)
    assert [message.to for message in delivered()] == [[author.email]]
    assert LanguageSchedule.objects.get(page=page).status == LanguageSchedule.Status.HELD


def test_a_menu_can_be_edited_while_its_page_is_in_the_bin(staff: Any) -> None:
    page = named("Alpha")
    MenuItem.objects.create(settings=PortalSettings.the_record(), place="main", page=page, sort_order=90)
    client = staff()
    delete(client, page)
    url = "/admin/settings/identity/portalsettings/"
    html = client.get(url, follow=True).content.decode()
    assert f'value="{page.pk}"' not in html
    # Nor does a menu stand in the way of a page that comes back.
    PortalSettings.the_record().menu_items.all().delete()
    assert bring_back(client, page).status_code == 302


def test_aliases_come_back_with_what_they_show(staff: Any, reader: Client) -> None:
    page = named("Alpha")
    alias = page.create_alias(parent=factories.strategy())
    address = alias.get_url_in("fr")
    client = staff()
    delete(client, page)
    other = BinnedPage.objects.get(page_id=alias.pk)
    # An alias is not brought back before what it shows.
    assert client.post(reverse("bin_page", args=[other.pk])).status_code == 422
    bring_back(client, page, languages=["fr"])
    assert reader.get(address).status_code == 200
    assert not BinnedPage.objects.exists()


def test_what_a_page_uses_counts_again(staff: Any, references: Any) -> None:
    target = named("Target")
    body = [{"type": "paragraph", "value": f'<p><a linktype="page" id="{target.pk}">x</a></p>'}]
    page = factories.plain_page(title=in_all_languages("Alpha"), body={"fr": body})
    references()
    client = staff()
    uses = reverse("wagtailadmin_pages:delete", args=[target.pk])
    delete(client, page)
    assert "referenced 0 times" in client.get(uses).content.decode()
    bring_back(client, page)
    assert "referenced 1 time" in client.get(uses).content.decode()
    assert ReferenceIndex.get_references_to(target).exists()


def test_one_looks_at_a_page_in_each_language(staff: Any) -> None:
    page = factories.plain_page(title={"fr": "Titre", "nl": "Titel"})
    client = staff()
    delete(client, page)
    row = BinnedPage.objects.get()
    assert "Titel" in client.get(reverse("bin_look", args=[row.pk, "nl"])).content.decode()
    assert "Titre" in client.get(reverse("bin_look", args=[row.pk, "fr"])).content.decode()
    assert client.post(reverse("bin_look", args=[row.pk, "fr"])).status_code == 405
    assert staff("Editors").get(reverse("bin_look", args=[row.pk, "fr"])).status_code == 302


def test_an_alias_comes_back_with_what_its_original_says_now(staff: Any, reader: Client) -> None:
    page = named("Alpha")
    alias = page.create_alias(parent=factories.strategy())
    address = alias.get_url_in("nl")
    client = staff()
    delete(client, alias)
    factories.publish_edit(page, title=in_all_languages("Renamed"))
    bring_back(client, alias, languages=["fr", "nl"])
    assert "Renamed" in reader.get(address).content.decode()


def test_earlier_addresses_lead_on_and_come_back(staff: Any, reader: Client) -> None:
    page, other = named("Alpha"), named("Other")
    for code in content_languages():
        set_value(page, "slug", code, "omega")
    page.save()
    client = staff()
    delete(client, page, readers="page", readers_page=other.pk)
    assert reader.get("/nl/alpha/")["Location"] == reader.get("/nl/omega/")["Location"] == "/nl/other/"
    # What the message after deleting says is read once.
    client.get(reverse("wagtailadmin_home"))
    redirects = client.get(reverse("wagtailredirects:index")).content.decode()
    assert "Alpha" not in redirects
    bring_back(client, page, languages=["nl"])
    assert reader.get("/nl/alpha/")["Location"].endswith("/nl/omega/")
    assert reader.get("/nl/omega/").status_code == 200
