"""Moving pages by Wagtail's screens: what fits, who may, and what becomes of addresses."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect

from cluster_portal.languages.codes import content_languages
from cluster_portal.pages.models import PortalPage
from tests import factories
from tests.staff.moves import bulk, confirm, parent_of, told
from tests.trees import assert_paths_are_right

pytestmark = pytest.mark.django_db
Staff = Callable[..., Client]
EVERYBODY = [(), ("Moderators",), ("Editors",)]


class TestWhatFits:
    """Nothing moves while an address is taken in any language, live or waiting."""

    @pytest.mark.parametrize("role", EVERYBODY[:2])
    @pytest.mark.parametrize("language", content_languages())
    def test_a_slug_of_one_language(
        self, staff: Staff, section: Any, page: Any, role: tuple[str, ...], language: str
    ) -> None:
        there = factories.plain_page(section, title=factories.in_all_languages("There"))
        slug = getattr(page, f"slug_{language}")
        factories.publish_edit(there, slug={language: slug})
        client = staff(*role)
        for method in (client.get, client.post):
            answer = method(confirm(page, section))
            assert answer.status_code == 302
            assert "There" in told(answer)
            assert slug in told(answer)
        shown = client.post(bulk(page), {"chooser": section.pk})
        assert shown.status_code == 200
        assert "already has the address" in shown.content.decode()
        assert parent_of(page) == factories.home().pk

    def test_a_slug_that_waits_at_the_new_place(self, staff: Staff, section: Any, page: Any) -> None:
        there = factories.plain_page(section, title=factories.in_all_languages("There"))
        factories.edit(there, slug={"nl": "werkplaats"})
        answer = staff().post(confirm(page, section))
        assert "There" in told(answer)
        assert parent_of(page) == factories.home().pk

    def test_a_slug_that_waits_in_the_page_that_moves(self, staff: Staff, section: Any, page: Any) -> None:
        factories.plain_page(section, title=factories.in_all_languages("There"))
        factories.edit(page, slug={"de": "there"})
        assert "There" in told(staff().post(confirm(page, section)))
        assert "There" in staff().post(bulk(page), {"chooser": section.pk}).content.decode()
        assert parent_of(page) == factories.home().pk

    def test_what_the_portal_uses_itself(self, staff: Staff, section: Any) -> None:
        page = factories.plain_page(section, title=factories.in_all_languages("Space"))
        assert page.get_url_in("en") == "/en/section/space/"
        assert "the portal itself uses" in told(staff().post(confirm(page, factories.home())))
        shown = staff().post(bulk(page), {"chooser": factories.home().pk})
        assert "the portal itself uses" in shown.content.decode()
        assert parent_of(page) == section.pk

    def test_two_that_would_meet(self, staff: Staff, section: Any, page: Any) -> None:
        other = factories.plain_page(title=factories.in_all_languages("Other"))
        twin = factories.plain_page(other, title={"fr": "Atelier"})
        shown = staff().post(bulk(page, twin), {"chooser": section.pk})
        assert shown.status_code == 200
        assert "Workshop" in shown.content.decode()
        assert (parent_of(page), parent_of(twin)) == (factories.home().pk, other.pk)

    def test_a_page_and_one_below_it(self, staff: Staff, section: Any, page: Any) -> None:
        below = factories.plain_page(page, title={"fr": "Outils"})
        other = factories.plain_page(title={"fr": "Autre"})
        client, place = staff(), {"chooser": section.pk}
        shown = client.post(bulk(page, below, other), place).content.decode()
        for code in ("fr", "nl"):
            assert page.get_url_in(code) in shown
            assert section.get_url_in(code) + getattr(page, f"slug_{code}") + "/" in shown
        assert parent_of(page) == factories.home().pk
        confirmed = client.post(bulk(page, below, other), place | {f"seen-{section.pk}": "on"})
        assert confirmed.status_code == 302
        assert [parent_of(moved) for moved in (page, below, other)] == [section.pk, page.pk, section.pk]
        assert_paths_are_right()


def test_the_screen_says_what_changes_and_old_addresses_lead_on(
    staff: Staff, reader: Client, section: Any, page: Any
) -> None:
    factories.plain_page(page, title={"fr": "Outils"})
    client = staff("Moderators")
    shown = client.get(confirm(page, section)).content.decode()
    for words in ("/fr/atelier/", "/de/bereich/werkstatt/", "1 page below it"):
        assert words in shown, words
    assert client.post(confirm(page, section)).status_code == 302
    for old, new in (("/de/werkstatt/", "/de/bereich/werkstatt/"), ("/nl/werkplaats/outils/?a=1", None)):
        target = reader.get(old).headers["Location"]
        assert target == (new or "/nl/rubriek/werkplaats/outils/?a=1")
    client.post(confirm(page, factories.home()))
    assert reader.get("/de/werkstatt/").status_code == 200
    assert not Redirect.objects.filter(old_path="/de/werkstatt").exists()
    assert reader.get("/de/bereich/werkstatt/").headers["Location"] == "/de/werkstatt/"


@pytest.mark.parametrize("role", [("Editors",), ("Translators: Nederlands",), ("Nobody",)])
def test_who_may_not_move(staff: Staff, section: Any, page: Any, role: tuple[str, ...]) -> None:
    client = staff(*role)
    assert client.get(confirm(page, section)).status_code == 302
    client.post(confirm(page, section))
    client.post(bulk(page), {"chooser": section.pk, f"seen-{section.pk}": "on"})
    assert parent_of(page) == factories.home().pk


def test_several_and_no_place_or_one_that_does_not_take_them(staff: Staff) -> None:
    first, second = factories.project(), factories.project()
    one, two = factories.call(first), factories.call(second)
    client = staff("Moderators")
    opened = client.get(bulk(one, two)).content.decode()
    assert "projects.projectpage" in opened
    assert "projects.projectpage" in client.post(bulk(one, two), {}).content.decode()
    home = factories.home()
    title = home.texts_in("en").title
    shown = client.post(bulk(one, two), {"chooser": home.pk}).content.decode()
    assert shown.count(f"A page of this type cannot stand below “{title}”.") == 2
    itself = client.post(bulk(first), {"chooser": first.pk}).content.decode()
    assert "A page cannot stand below itself." in itself


class TestOrder:
    """Dragging a page among its siblings."""

    def position(self, client: Client, page: Any, number: int) -> Any:
        address = reverse("wagtailadmin_pages:set_page_position", args=[page.pk])
        return client.post(f"{address}?position={number}")

    def test_a_page_whose_slug_another_waits_for(self, staff: Staff, section: Any) -> None:
        one, two = (factories.plain_page(section, title={"en": name}) for name in ("One", "Two"))
        revision = factories.edit(two, slug={"en": "three"})
        revision.content["slug_en"] = "one"
        revision.save()
        assert self.position(staff(), one, 1).status_code == 200
        keys = list(PortalPage.objects.child_of(section).values_list("pk", flat=True))
        assert keys == [two.pk, one.pk]
        assert not Redirect.objects.exists()

    def test_a_page_that_has_become_invalid_stays(self, staff: Staff, section: Any) -> None:
        page = factories.plain_page(title={"en": "One"})
        path = PortalPage.objects.get(pk=page.pk).url_path_en.replace("/one/", "/space/")  # type: ignore[attr-defined]
        PortalPage.objects.filter(pk=page.pk).update(slug_en="space", url_path_en=path)
        answer = self.position(staff("Moderators"), page, 0)
        assert answer.status_code == 400
        assert "the portal itself uses" in answer.content.decode()

    def test_the_root_of_the_tree(self, staff: Staff) -> None:
        assert self.position(staff(), PortalPage.objects.get(depth=1), 0).status_code == 404
