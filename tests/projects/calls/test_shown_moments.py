"""What whoever may not write the dates of a call reads of them in its form."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cluster_portal.accounts.models import User
from cluster_portal.staff.groups import translators
from projects.models import CallDeadline
from tests import factories
from tests.languages.conftest import people
from tests.languages.writing import browser
from tests.projects.calls.moments import brussels

__all__ = ["people"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def dutch(people: Callable[..., User]) -> Client:
    """Return the browser of a translator of Dutch."""
    return browser(people(translators("nl")))


def the_form(client: Client, call: Any) -> str:
    """Return the form of a call as it is on the screen."""
    return client.get(reverse("wagtailadmin_pages:edit", args=[call.pk])).content.decode()


@pytest.mark.parametrize(
    ("zone", "opening", "deadline"),
    [
        ("Europe/Brussels", "Dec. 15, 2026, 9 a.m.", "July 15, 2027, 5 p.m."),
        ("Europe/Lisbon", "Dec. 15, 2026, 8 a.m.", "July 15, 2027, 4 p.m."),
    ],
)
def test_moments_are_those_of_the_clock_of_the_call(
    dutch: Client, zone: str, opening: str, deadline: str
) -> None:
    call = factories.call(
        time_zone=zone, opens_at=brussels("2026-12-15 09:00"), closes_at=brussels("2027-07-15 17:00")
    )
    shown = the_form(dutch, call)
    assert f">{opening}<" in shown
    assert f">{deadline}<" in shown


def test_cut_offs_are_shown_by_the_same_clock(dutch: Client) -> None:
    call = factories.call(deadline_model="cut_offs", time_zone="Europe/Lisbon")
    factories.record(CallDeadline, call=call, moment=brussels("2027-03-28 17:00"))
    assert ">March 28, 2027, 4 p.m.<" in the_form(dutch, call)


def test_countries_and_languages_are_shown_by_name(dutch: Client) -> None:
    call = factories.call(countries=["BE", "FR"], application_languages=["nl"])
    shown = the_form(dutch, call)
    assert ">Belgium, France<" in shown
    assert ">Dutch<" in shown
