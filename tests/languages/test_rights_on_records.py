"""A translator writes one language of records and settings, and neither makes nor deletes any."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from cluster_portal.accounts.models import User
from cluster_portal.identity.models import PortalSettings
from cluster_portal.languages.codes import content_languages
from cluster_portal.staff.groups import translators
from projects.acknowledgement.models import AcknowledgementWording
from projects.models import Sector
from tests import factories
from tests.languages.writing import browser, everything_but_dutch, full_form, went_through

pytestmark = pytest.mark.django_db
OTHERS = [code for code in content_languages() if code != "nl"]


def snippet_address(record: Any, name: str) -> str:
    """Return an address of a snippet's screens."""
    return reverse(type(record).snippet_viewset.get_url_name(name), args=[record.pk])


def test_a_snippet_posted_changes_only_dutch(
    dutch: Client, demo: Callable[[str], Any], warnings: Callable[[], str]
) -> None:
    sector = Sector.objects.first()
    assert sector is not None
    before = {code: getattr(sector, f"name_{code}") for code in OTHERS}
    data = full_form(sector, snippet_address(sector, "edit")) | {"name_nl": "Anders"}
    assert dutch.post(snippet_address(sector, "edit"), data).status_code == 302
    after = Sector.objects.get(pk=sector.pk)
    assert {code: getattr(after, f"name_{code}") for code in OTHERS} == before
    assert after.name_nl == "Anders"
    assert "name_fr" in warnings()


def test_no_new_snippets_no_copies_and_no_deleting(people: Callable[..., User]) -> None:
    person = people(translators("nl"))
    person.user_permissions.set(Permission.objects.filter(codename__in=["add_sector", "delete_sector"]))
    client, number, sector = browser(person), Sector.objects.count(), Sector.objects.first()
    add = reverse(Sector.snippet_viewset.get_url_name("add"))
    assert not went_through(client.post(add, {"name_nl": "Nieuw"}))
    assert not went_through(client.post(snippet_address(sector, "delete"), {}))
    assert not went_through(client.post(snippet_address(sector, "copy"), {"name_nl": "Kopie"}))
    bulk = reverse("wagtail_bulk_action", args=["projects", "sector", "delete"])
    client.post(f"{bulk}?id={sector.pk}&next=/admin/", {})
    assert Sector.objects.count() == number


def test_settings_posted_change_only_dutch(people: Callable[..., User]) -> None:
    person = people(translators("nl"))
    person.user_permissions.add(Permission.objects.get(codename="change_portalsettings"))
    record = PortalSettings.objects.first()
    assert record is not None
    address = reverse(PortalSettings.snippet_viewset.get_url_name("edit"), args=[record.pk])
    before = everything_but_dutch(record)
    data = full_form(record, address) | {
        "tagline_nl": "Anders",
        "short_name": "X",
        "menu_items-0-DELETE": "on",
    }
    answer = browser(person).post(address, data)
    assert answer.status_code == 302, answer.context["form"].errors
    after = PortalSettings.objects.get(pk=record.pk)
    assert after.tagline_nl == record.tagline_nl
    draft = after.get_latest_revision_as_object()
    assert everything_but_dutch(draft) == everything_but_dutch(after) == before
    assert draft.tagline_nl == "Anders"


def test_wordings_without_a_form_that_keeps_to_languages_are_refused(dutch: Client) -> None:
    wording = factories.record(
        AcknowledgementWording, generation="other", statement={"fr": "Dit"}, source_note="A test"
    )
    assert not went_through(dutch.get(snippet_address(wording, "edit")))
