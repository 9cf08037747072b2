"""Deleting a page on Wagtail's screens puts it into the bin."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect

from cluster_portal.bin.models import BinnedPage
from cluster_portal.identity.models import MenuItem, PortalSettings
from cluster_portal.languages.codes import content_languages
from cluster_portal.pages.binned import bin_open
from cluster_portal.pages.models import PortalPage
from cluster_portal.strategy.models import ContentPage
from tests import factories
from tests.bin.going import delete, delete_many, publishers
from tests.factories import in_all_languages

pytestmark = pytest.mark.django_db


def named(name: str, parent: Any = None) -> Any:
    return factories.plain_page(parent, title=in_all_languages(name), slug=in_all_languages(name.lower()))


def test_a_deleted_page_can_be_found_in_the_bin_with_all_below_it(staff: Any, reader: Client) -> None:
    page = named("Alpha")
    child = named("Beta", page)
    client = staff()
    assert delete(client, page).status_code == 302
    html = client.get(reverse("bin")).content.decode()
    assert "Alpha" in html
    assert "with 1 page below" in html
    assert client.person.name in html
    for code in content_languages():
        assert reader.get(f"/{code}/alpha/").status_code == 404
        assert reader.get(f"/{code}/alpha/beta/").status_code == 404
    with bin_open():
        assert PortalPage.objects.filter(pk__in=[page.pk, child.pk], in_bin=True, live=False).count() == 2


def test_pages_chosen_in_the_explorer_go_into_the_bin(staff: Any) -> None:
    first, second = named("Alpha"), named("Beta")
    child = named("Gamma", second)
    assert delete_many(staff(), first, second, child).status_code == 302
    assert set(BinnedPage.objects.values_list("page", flat=True)) == {first.pk, second.pk}


def test_two_pages_with_the_same_address_lie_in_the_bin(staff: Any) -> None:
    client = staff()
    for _ in range(2):
        assert delete(client, named("Alpha")).status_code == 302
    assert BinnedPage.objects.count() == 2
    assert named("Alpha").pk


def test_wagtails_rule_of_who_may_delete_holds(staff: Any) -> None:
    page = named("Alpha")
    assert delete(staff("Editors"), page).status_code == 302
    assert not BinnedPage.objects.exists()
    page = ContentPage.objects.get(pk=page.pk)
    assert page.live
    below = named("Beta", page)
    # Without the right to delete in bulk one deletes pages with nothing below them only.
    delete(staff("Moderators"), page)
    assert not BinnedPage.objects.exists()
    assert delete(staff("Moderators"), below).status_code == 302
    assert BinnedPage.objects.get().page_id == below.pk


def test_the_screen_names_menus_aliases_and_pages_below(staff: Any, references: Any) -> None:
    page = named("Alpha")
    named("Beta", page)
    MenuItem.objects.create(
        settings=PortalSettings.the_record(), place=MenuItem.Place.FOOTER_1, page=page, sort_order=90
    )
    alias = page.create_alias(parent=factories.strategy())
    references()
    client = staff()
    url = reverse("wagtailadmin_pages:delete", args=[page.pk])
    html = client.get(url).content.decode()
    assert "referenced 1 time" in html
    assert "Footer, first column" in html
    assert reverse("wagtailadmin_explore", args=[alias.pk]) in html
    assert "1 content page" in html
    bulk = reverse("wagtail_bulk_action", args=["pages", "portalpage", "delete"])
    html = client.get(f"{bulk}?id={page.pk}").content.decode()
    assert "referenced 1 time" in html
    assert "Footer, first column" in html
    usage = client.get(reverse("wagtailadmin_pages:usage", args=[page.pk])).content.decode()
    assert "ortal settings" in usage


def test_a_link_in_a_text_and_a_link_to_a_page_below_count(staff: Any, references: Any) -> None:
    page = named("Alpha")
    child = named("Beta", page)
    named("Gamma")
    body = [{"type": "paragraph", "value": f'<p><a linktype="page" id="{child.pk}">x</a></p>'}]
    factories.plain_page(title=in_all_languages("Delta"), body={"fr": body})
    references()
    html = staff().get(reverse("wagtailadmin_pages:delete", args=[page.pk])).content.decode()
    assert "referenced 1 time" in html


def test_readers_are_led_where_staff_say(staff: Any, reader: Client) -> None:
    page, other = named("Alpha"), named("Omega")
    named("Beta", page)
    client = staff()
    delete(client, page, readers="page", readers_page=other.pk)
    for code in content_languages():
        for old in (f"/{code}/alpha/", f"/{code}/alpha/beta/"):
            response = reader.get(old)
            assert (response.status_code, response["Location"]) == (302, f"/{code}/omega/")
    child = named("Nu", other)
    delete(client, child, readers="parent")
    assert reader.get("/nl/omega/nu/")["Location"] == "/nl/omega/"
    third = named("Xi")
    delete(client, third, readers="nowhere")
    assert reader.get("/nl/xi/").status_code == 404


def test_readers_of_a_language_that_was_read_in_another_are_led_on_too(staff: Any, reader: Client) -> None:
    page = factories.plain_page(title={"fr": "Alpha"}, slug=in_all_languages("alpha"), languages=["fr"])
    addresses = [page.get_url_in(code) for code in content_languages()]
    assert {reader.get(address).status_code for address in addresses} == {200}
    delete(staff(), page, readers="parent")
    for code, address in zip(content_languages(), addresses, strict=True):
        assert reader.get(address).headers["Location"] == f"/{code}/"


def test_readers_are_not_led_to_what_is_deleted_too(staff: Any) -> None:
    page = named("Alpha")
    child = named("Beta", page)
    for wrong in ({"readers_page": child.pk}, {}):
        response = delete(staff(), page, readers="page", **wrong)
        assert response.status_code == 422
    assert not BinnedPage.objects.exists()
    assert not Redirect.objects.filter(old_path="/fr/alpha").exists()


def test_pages_chosen_in_the_explorer_lead_readers_too(staff: Any, reader: Client) -> None:
    page = named("Alpha")
    delete_many(staff(), page, readers="parent")
    assert reader.get("/de/alpha/")["Location"] == "/de/"


def test_a_partner_that_a_project_names_stays(staff: Any) -> None:
    project, partner = factories.project(), factories.partner()
    factories.participation(project, partner)
    client = staff()
    url = reverse("wagtailadmin_pages:delete", args=[partner.pk])
    assert project.get_admin_display_title() in client.get(url).content.decode()
    assert delete(client, partner).status_code == 422
    # Nor by deleting what stands above it, nor among others.
    assert delete(client, factories.partner_index()).status_code == 422
    delete_many(client, partner)
    assert not BinnedPage.objects.exists()


def test_the_home_page_stays(staff: Any) -> None:
    client = staff()
    assert delete(client, factories.home()).status_code == 422
    assert client.get("/fr/").status_code == 200


def test_aliases_go_along(staff: Any, reader: Client) -> None:
    page = named("Alpha")
    alias = page.create_alias(parent=factories.strategy())
    second = alias.create_alias(parent=factories.strategy(), update_slug="second")
    address = alias.get_url_in("fr")
    assert reader.get(address).status_code == 200
    delete(staff(), page)
    assert reader.get(address).status_code == 404
    assert not PortalPage.objects.filter(pk__in=[alias.pk, second.pk]).exists()
    assert set(BinnedPage.objects.values_list("page", flat=True)) == {page.pk, alias.pk, second.pk}
    assert BinnedPage.objects.filter(along_with=None).count() == 1


def test_an_alias_goes_alone(staff: Any) -> None:
    page = named("Alpha")
    alias = page.create_alias(parent=factories.strategy())
    delete(staff(), alias)
    assert PortalPage.objects.get(pk=page.pk).live
    assert BinnedPage.objects.get().page_id == alias.pk


@pytest.mark.parametrize("is_alias", [False, True])
def test_pages_of_others_below_an_alias_keep_it_where_it_is(
    staff: Any, reader: Client, is_alias: bool
) -> None:
    page, place = named("Alpha"), factories.strategy()
    below = named("Beta", page)
    alias = page.create_alias(parent=place)
    alias_below = below.create_alias(parent=alias)
    delete_at = reverse("wagtailadmin_pages:delete", args=[page.pk])
    client = staff()
    assert client.get(delete_at).status_code == 200
    other = named("Omega").create_alias(parent=alias_below) if is_alias else named("Omega", alias_below)
    assert "Omega" in client.get(delete_at).content.decode()
    assert delete(client, page).status_code == 422
    delete_many(client, page)
    assert not BinnedPage.objects.exists()
    assert reader.get(other.get_url_in("nl")).status_code == 200
    # Elsewhere it stands in nobody's way.
    client.post(reverse("wagtailadmin_pages:move_confirm", args=[other.pk, place.pk]))
    assert delete(client, page).status_code == 302
    assert reader.get(PortalPage.objects.get(pk=other.pk).get_url_in("nl")).status_code == 200


def test_who_works_where_an_alias_stood_finds_it_in_the_bin(staff: Any) -> None:
    page, place = named("Alpha"), named("Place")
    alias = page.create_alias(parent=place)
    delete(staff(), page)
    keeper = staff(publishers(place, name="Keepers"))
    row = reverse("bin_page", args=[BinnedPage.objects.get(page_id=alias.pk).pk])
    html = keeper.get(reverse("bin")).content.decode()
    assert row in html
    assert "went in with" in html
    assert "Bring that one back first" in keeper.post(row).content.decode()
    # Whoever sees what it is an alias of sees it there.
    assert row not in staff().get(reverse("bin")).content.decode()
