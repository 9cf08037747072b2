"""Who may bring pages back, and that nothing is opened on the way."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cluster_portal.bin.models import BinnedPage
from cluster_portal.languages.models import LanguageSchedule
from cluster_portal.pages.models import PortalPage
from tests import factories
from tests.bin.going import bin_url, bring_back, delete, publishers
from tests.bin.test_deleting import named

pytestmark = pytest.mark.django_db


def test_who_may_bring_back_what(staff: Any) -> None:
    public, drafted = named("Alpha"), factories.draft(type(named("X")), factories.home())
    client = staff()
    for page in (public, drafted):
        delete(client, page)
    statuses = {
        group: [client_.get(bin_url(page)).status_code for page in (public, drafted)]
        for group in ("Moderators", "Editors", "Translators: Nederlands")
        for client_ in [staff(group)]
    }
    assert statuses["Moderators"] == [200, 200]
    assert statuses["Editors"] == [302, 200]
    assert statuses["Translators: Nederlands"] == [302, 302]
    assert "Alpha" in staff("Moderators").get(reverse("bin")).content.decode()
    assert "Alpha" not in staff("Editors").get(reverse("bin")).content.decode()
    # Editors bring back, but neither publish nor remove.
    editor = staff("Editors")
    remove = bin_url(drafted) + "remove/"
    assert remove not in editor.get(bin_url(drafted)).content.decode()
    editor.post(remove)
    assert BinnedPage.objects.filter(page_id=drafted.pk).exists()
    assert bring_back(editor, drafted, languages=["fr"]).status_code == 302
    assert not PortalPage.objects.get(pk=drafted.pk).live
    assert Client().get(reverse("bin")).status_code == 302


def test_at_another_place_nothing_is_public_by_itself(staff: Any) -> None:
    page, there, client = named("Alpha"), named("There"), staff()
    LanguageSchedule.objects.create(page=page, language="fr", moment=timezone.now() + timedelta(days=3))
    delete(client, page)
    for ticked in ({"languages": ["fr"]}, {"schedules": "on"}):
        assert bring_back(client, page, parent=there.pk, **ticked).status_code == 422
    assert bring_back(client, page, parent=there.pk).status_code == 302
    assert LanguageSchedule.objects.get(page=page).status == LanguageSchedule.Status.HELD


class TestClosedPlaces:
    """A page does not leave a place that limits its readers by way of the bin."""

    @pytest.fixture
    def section(self) -> Any:
        found = named("Section")
        PageViewRestriction.objects.create(page=found, restriction_type="login")
        return found

    def test_only_who_may_open_the_place_takes_a_page_out_of_it(self, staff: Any, section: Any) -> None:
        room, there = named("Room", section), named("There")
        page = named("Alpha", room)
        keeper = staff(publishers(room, there, name="Keepers"))
        delete(keeper, page)
        answer = bring_back(keeper, page, parent=there.pk)
        assert answer.status_code == 422
        assert "limits who may read" in answer.content.decode()
        # As closed as before, it may go elsewhere.
        PageViewRestriction.objects.create(page=there, restriction_type="login")
        assert bring_back(keeper, page, parent=there.pk).status_code == 302
        delete(keeper, PortalPage.objects.get(pk=page.pk))
        PageViewRestriction.objects.filter(page=there).delete()
        assert bring_back(keeper, page).status_code == 302
        delete(keeper, PortalPage.objects.get(pk=page.pk))
        assert bring_back(staff("Moderators"), page, parent=named("Elsewhere").pk).status_code == 302

    def test_nor_when_the_place_is_in_the_bin_itself(self, staff: Any, section: Any) -> None:
        room, there = named("Room", section), named("There")
        nook = named("Nook", room)
        page = named("Alpha", nook)
        PageViewRestriction.objects.create(page=nook, restriction_type="password", password="x")
        keeper = staff(publishers(room, there, name="Keepers"))
        delete(keeper, page)
        delete(keeper, PortalPage.objects.get(pk=nook.pk))
        html = bring_back(keeper, page, parent=there.pk).content.decode()
        assert "“Section” limits who may read" in html
        # Whoever may bring the nook back may open it.
        assert "“Nook” limits who may read" not in html
        PageViewRestriction.objects.filter(page=section).delete()
        assert bring_back(keeper, page, parent=there.pk).status_code == 302

    def test_a_page_whose_place_is_gone_for_good_stays_closed(
        self, staff: Any, reader: Client, section: Any
    ) -> None:
        room, there = named("Room", section), named("There")
        page = named("Alpha", room)
        client = staff()
        delete(client, page)
        delete(client, room)
        client.post(f"{bin_url(room)}remove/")
        assert bring_back(client, page, parent=there.pk).status_code == 302
        factories.publish(PortalPage.objects.get(pk=page.pk).specific)
        assert reader.get("/fr/there/alpha/").status_code == 302
        assert client.get("/fr/there/alpha/").status_code == 200
