"""Moving pages by Wagtail's screens: what fits, who may open what was closed, and what the screen says of it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils.http import urlencode
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import GroupPagePermission, PageViewRestriction

from cluster_portal.languages.codes import content_languages
from cluster_portal.pages.models import PortalPage
from cluster_portal.strategy.models import ContentPage
from tests import factories
from tests.staff.copies import send_copy
from tests.trees import assert_paths_are_right

pytestmark = pytest.mark.django_db
Staff = Callable[..., Client]
EVERYBODY = [(), ("Moderators",), ("Editors",)]


@pytest.fixture
def section(db: None) -> ContentPage:
    return factories.plain_page(title={"fr": "Rubrique", "en": "Section", "nl": "Rubriek", "de": "Bereich"})


@pytest.fixture
def page(db: None) -> ContentPage:
    return factories.plain_page(
        title={"fr": "Atelier", "en": "Workshop", "nl": "Werkplaats", "de": "Werkstatt"}
    )


def confirm(page: Any, destination: Any) -> str:
    return reverse("wagtailadmin_pages:move_confirm", args=[page.pk, destination.pk])


def bulk(*pages: Any) -> str:
    query = urlencode([("id", page.pk) for page in pages])
    return f"{reverse('wagtail_bulk_action', args=['pages', 'portalpage', 'move'])}?{query}"


def parent_of(page: Any) -> int:
    return PortalPage.objects.get(pk=page.pk).get_parent().pk


def told(answer: Any) -> str:
    """Return the messages that the next screen shows, and what the answer shows itself."""
    return " ".join(str(message) for message in get_messages(answer.wsgi_request)) + answer.content.decode()


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


class TestOpening:
    """Taking a page out of a closed place needs the right to open that place, and a confirmation."""

    @pytest.fixture
    def closed(self, section: Any) -> Any:
        PageViewRestriction.objects.create(page=section, restriction_type="login")
        factories.plain_page(section, title={"en": "Secret"})
        return PortalPage.objects.get(title_en="Secret").specific

    @pytest.fixture
    def keepers(self, closed: Any) -> str:
        """Return a group that publishes below the closed section, and at the top, but not the section itself."""
        group = Group.objects.create(name="Keepers")
        group.permissions.add(Permission.objects.get(codename="access_admin"))
        kind = ContentType.objects.get_for_model(PortalPage)
        for place in (closed, factories.plain_page(title={"en": "Open place"})):
            for action in ("add", "change", "publish"):
                right = Permission.objects.get(content_type=kind, codename=f"{action}_portalpage")
                GroupPagePermission.objects.create(group=group, page=place, permission=right)
        return group.name

    @pytest.mark.parametrize("role", EVERYBODY[:2])
    def test_it_is_confirmed(self, staff: Staff, reader: Client, closed: Any, role: tuple[str, ...]) -> None:
        client, home = staff(*role), factories.home()
        address = confirm(closed, home)
        shown = client.get(address).content.decode()
        assert "More people will be able to read 1 published page" in shown
        assert "Everybody will be able to read it" in shown
        assert client.post(address).status_code == 200
        assert parent_of(closed) != home.pk
        assert client.post(address, {"opens": "on"}).status_code == 302
        assert reader.get("/en/secret/").status_code == 200

    def test_in_bulk(self, staff: Staff, closed: Any, page: Any) -> None:
        client, other = staff("Moderators"), factories.plain_page(title={"en": "Other"})
        shown = client.post(bulk(closed, page), {"chooser": other.pk})
        assert shown.status_code == 200
        assert "More people will be able to read" in shown.content.decode()
        assert parent_of(page) == factories.home().pk
        wrong = {"chooser": other.pk, f"opens-{page.pk}": "on"}
        assert client.post(bulk(closed, page), wrong).status_code == 200
        right = {"chooser": other.pk, f"opens-{other.pk}": "on"}
        assert client.post(bulk(closed, page), right).status_code == 302
        assert parent_of(page) == parent_of(closed) == other.pk

    def test_who_may_not_set_privacy_there_may_not(self, staff: Staff, closed: Any, keepers: str) -> None:
        place = PortalPage.objects.get(title_en="Open place")
        client, before = staff(keepers), parent_of(closed)
        answer = client.post(confirm(closed, place), {"opens": "on"})
        assert "limits who may read" in told(answer)
        shown = client.post(bulk(closed), {"chooser": place.pk, f"opens-{place.pk}": "on"})
        assert "limits who may read" in shown.content.decode()
        assert parent_of(closed) == before

    def test_out_from_below_an_alias_of_a_closed_page(
        self, staff: Staff, reader: Client, closed: Any, keepers: str
    ) -> None:
        """What stands below an alias is closed as its original is."""
        place = PortalPage.objects.get(title_en="Open place")
        send_copy(staff(), closed, place, alias="on")
        alias = PortalPage.objects.get(alias_of=closed)
        below = factories.plain_page(alias, title={"en": "Below"})
        assert "Below" not in reader.get(below.get_url_in("en")).content.decode()
        answer = staff(keepers).post(confirm(below, place), {"opens": "on"})
        assert "limits who may read" in told(answer)
        moderator = staff("Moderators")
        assert "More people will be able to read" in moderator.get(confirm(below, place)).content.decode()
        assert moderator.post(confirm(below, place)).status_code == 200
        assert parent_of(below) == alias.pk

    def test_a_page_with_a_restriction_of_its_own_keeps_it(
        self, staff: Staff, reader: Client, closed: Any
    ) -> None:
        PageViewRestriction.objects.create(page=closed, restriction_type="password", password="x")
        shown = staff().get(confirm(closed, factories.home())).content.decode()
        assert "Everybody will be able to read it" not in shown
        staff().post(confirm(closed, factories.home()), {"opens": "on"})
        assert "Secret" not in reader.get("/en/secret/").content.decode()

    def test_out_of_a_withdrawn_place(self, staff: Staff, closed: Any, page: Any) -> None:
        below = factories.plain_page(page, title={"en": "Below"})
        ContentPage.objects.get(pk=page.pk).unpublish()
        client = staff()
        assert (
            "is not public, the new one is" in client.get(confirm(below, factories.home())).content.decode()
        )
        assert client.post(confirm(below, factories.home())).status_code == 200
        assert client.post(confirm(below, factories.home()), {"opens": "on"}).status_code == 302

    def test_into_a_closed_place(self, staff: Staff, reader: Client, closed: Any, page: Any) -> None:
        section = closed.get_parent()
        shown = staff().get(confirm(page, section)).content.decode()
        assert "limits who may read it" in shown
        assert staff().post(confirm(page, section)).status_code == 302
        answer = reader.get("/en/workshop/")
        assert answer.status_code == 404

    def test_into_a_place_that_is_not_public(self, staff: Staff, section: Any, page: Any) -> None:
        section.unpublish()
        assert "will no longer find the page" in staff().get(confirm(page, section)).content.decode()
        assert staff().post(confirm(page, section)).status_code == 302

    def test_a_draft_needs_no_confirmation(self, staff: Staff, closed: Any) -> None:
        draft = factories.draft(ContentPage, closed.get_parent(), title={"en": "Draft"})
        assert staff().post(confirm(draft, factories.home())).status_code == 302
        assert parent_of(draft) == factories.home().pk


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
