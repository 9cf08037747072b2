"""Comparing two versions of a page, word by word."""

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cluster_portal.staff.changes import changes
from cluster_portal.staff.groups import MODERATORS
from projects.models import CallDeadline, CallPage
from tests import factories
from tests.projects.calls.moments import brussels

pytestmark = pytest.mark.django_db
Staff = Callable[..., Client]


@pytest.fixture
def call() -> CallPage:
    """Return a public call in the time of Lisbon, with a draft that changes texts, dates and countries."""
    made = factories.call(
        title=factories.in_all_languages("Appel"),
        time_zone="Europe/Lisbon",
        opens_at=brussels("2026-12-15 09:00"),
        deadline_model="cut_offs",
    )
    factories.record(CallDeadline, call=made, moment=brussels("2027-03-28 17:00"))
    factories.publish(CallPage.objects.get(pk=made.pk))
    factories.edit(
        made,
        opens_at=brussels("2026-12-16 10:00"),
        countries=["BE"],
        who_may_apply={"nl": "<p>Bedrijven</p>"},
        summary={"nl": "Kort"},
    )
    return made


def dialog(page: Any) -> str:
    return reverse("staff_publish_page", args=[page.pk])


def test_facts_are_shown_as_in_forms_and_languages_by_name(call: CallPage, staff: Staff) -> None:
    client = staff(MODERATORS)
    page = client.get(dialog(call))
    address = page.context["compare_url"]
    shown = client.get(address).content.decode()
    table = unescape(shown.partition('<table class="listing"')[2].partition("</table>")[0])
    assert "Dec. 15, 2026, 8 a.m." in table
    assert "Dec. 16, 2026, 9 a.m." in table
    assert '<span class="addition">Belgium</span>' in table
    assert '<span class="addition">Bedrijven</span>' in table
    assert 'Who may apply – <span lang="nl">Nederlands</span>' in table
    assert "None" not in table
    assert "[nl]" not in table


def test_one_comes_back_to_the_dialog(call: CallPage, staff: Staff) -> None:
    client = staff(MODERATORS)
    shown = client.get(client.get(dialog(call)).context["compare_url"]).content.decode()
    assert f'href="{dialog(call)}"' in shown
    foreign = reverse("wagtailadmin_pages:revisions_compare", args=[call.pk, "live", "latest"])
    assert "example.com" not in client.get(f"{foreign}?next=https://example.com/").content.decode()


def test_rows_that_came_are_compared_too(call: CallPage, staff: Staff) -> None:
    draft = CallPage.objects.get(pk=call.pk).get_latest_revision_as_object()
    draft.deadlines = [*draft.deadlines.all(), CallDeadline(moment=brussels("2027-09-28 17:00"))]
    draft.save_revision()
    client = staff(MODERATORS)
    shown = client.get(client.get(dialog(call)).context["compare_url"]).content.decode()
    assert "Sept. 28, 2027, 4 p.m." in shown
    assert "comparison__child-object addition" in shown


def test_changes_are_listed_in_the_order_of_the_form(call: CallPage) -> None:
    live = CallPage.objects.get(pk=call.pk)
    found = changes(live.get_latest_revision_as_object(), live)
    dutch = next(language for language in found.languages if language.code == "nl")
    assert dutch.fields == ["Summary", "Who may apply"]
    assert found.facts == ["Opens", "Countries"]
