"""Moving pages by Wagtail's screens: who may open what was closed, and what the screens say of those who read."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from wagtail.models import GroupPagePermission, PageViewRestriction

from cluster_portal.pages.models import PortalPage
from cluster_portal.strategy.models import ContentPage
from tests import factories
from tests.staff.copies import send_copy
from tests.staff.moves import bulk, confirm, parent_of, told

pytestmark = pytest.mark.django_db
Staff = Callable[..., Client]


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

    @pytest.mark.parametrize("role", [(), ("Moderators",)])
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

    def test_a_draft_needs_no_confirmation(self, staff: Staff, closed: Any) -> None:
        draft = factories.draft(ContentPage, closed.get_parent(), title={"en": "Draft"})
        assert staff().post(confirm(draft, factories.home())).status_code == 302
        assert parent_of(draft) == factories.home().pk


class TestClosing:
    """What fewer people will be able to read is counted before anything moves."""

    @pytest.fixture
    def moved(self, page: Any) -> Any:
        """Return the page, with a page and a draft below it and an alias elsewhere."""
        factories.plain_page(page, title={"en": "Tools"})
        factories.draft(ContentPage, page, title={"en": "Drafted tools"})
        page.create_alias(parent=factories.strategy(), update_slug="alias")
        return ContentPage.objects.get(pk=page.pk)

    def test_below_a_restricted_page(self, staff: Staff, reader: Client, section: Any, moved: Any) -> None:
        PageViewRestriction.objects.create(page=section, restriction_type="login")
        shown = staff().get(confirm(moved, section)).content.decode()
        assert "Fewer people will be able to read 3 published pages." in shown
        assert "limits who may read it" in shown
        assert staff().post(confirm(moved, section)).status_code == 302
        assert reader.get("/en/workshop/").status_code == 404

    def test_below_a_page_that_is_not_public(self, staff: Staff, section: Any, moved: Any) -> None:
        section.unpublish()
        shown = staff().get(confirm(moved, section)).content.decode()
        assert "Readers will no longer find 3 published pages: the new place is not public." in shown
        assert staff().post(confirm(moved, section)).status_code == 302

    @pytest.mark.parametrize("closed", ["restricted", "not public"])
    def test_in_bulk(self, staff: Staff, reader: Client, section: Any, moved: Any, closed: str) -> None:
        other = factories.plain_page(title={"en": "Other"})
        if closed == "restricted":
            PageViewRestriction.objects.create(page=section, restriction_type="login")
            words = "Fewer people will be able to read {}."
        else:
            section.unpublish()
            words = "Readers will no longer find {}: the new place is not public."
        client, home = staff("Moderators"), factories.home()
        answer = client.post(bulk(moved, other), {"chooser": section.pk})
        assert answer.status_code == 200
        shown = answer.content.decode()
        for number in ("1 published page", "3 published pages"):
            assert words.format(number) in shown
        assert parent_of(moved) == parent_of(other) == home.pk
        sent = dict(re.findall(r'<input type="hidden" name="(chooser|seen-\d+)" value="([^"]*)"', shown))
        # It was confirmed for one place.
        assert client.post(bulk(moved, other), sent | {"chooser": home.pk}).status_code == 200
        assert client.post(bulk(moved, other), sent).status_code == 302
        assert parent_of(moved) == parent_of(other) == section.pk
        assert reader.get("/en/other/").status_code == 404

    def test_drafts_and_what_stands_there_already(self, staff: Staff, section: Any) -> None:
        section.unpublish()
        hidden = factories.plain_page(factories.plain_page(section), title={"en": "Hidden"})
        draft = factories.draft(ContentPage, factories.home(), title={"en": "Draft"})
        for page in (hidden, draft):
            assert "will no longer find" not in staff().get(confirm(page, section)).content.decode()
        sent = {"chooser": section.pk}
        assert "will no longer find" not in staff().post(bulk(hidden, draft), sent).content.decode()
        sent[f"seen-{section.pk}"] = "on"
        assert staff().post(bulk(hidden, draft), sent).status_code == 302
        assert parent_of(hidden) == parent_of(draft) == section.pk
