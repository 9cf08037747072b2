"""Structured data: JSON that cannot break out of its element, in the language of the page, never too hopeful."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client

from cluster_portal.languages.codes import content_languages
from projects.models import Programme
from tests import factories

pytestmark = pytest.mark.django_db
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def data_of(reader: Client, url: str) -> Any:
    found = BLOCK.findall(reader.get(url).content.decode())
    assert len(found) == 1
    return json.loads(found[0])


@pytest.mark.parametrize("language", content_languages())
def test_a_project_names_grant_and_members(reader: Client, demo: Callable[[str], Any], language: str) -> None:
    page = demo("iot4industry")
    data = data_of(reader, page.get_url_in(language))
    assert data["@type"] == "ResearchProject"
    assert data["@context"][1] == {"@language": language}
    assert data["url"] == f"http://localhost:8000{page.get_url_in(language)}"
    assert data["funding"]["identifier"] == "777455"
    assert data["funding"]["@type"] == "Grant"
    assert data["dissolutionDate"] == "2020-12-31"
    members = {role["member"]["name"] for role in data["member"]}
    assert "Pôle SCS" in members
    assert len(members) == 8


def test_a_known_amount_makes_a_monetary_grant(reader: Client) -> None:
    programme = factories.record(Programme, name={"fr": "P"}, generation="smp_2021")
    page = factories.project(programme=programme, eu_contribution=Decimal("1234.50"))
    grant = data_of(reader, page.get_url_in("en"))["funding"]
    assert grant["@type"] == "MonetaryGrant"
    assert grant["amount"] == {"@type": "MonetaryAmount", "value": "1234.50", "currency": "EUR"}
    assert grant["funder"]["name"] == "European Union"


def test_what_is_not_known_is_left_out(reader: Client) -> None:
    data = data_of(reader, factories.project().get_url_in("en"))
    assert not {"funding", "foundingDate", "dissolutionDate", "member", "event"} & set(data)


def test_a_title_cannot_end_the_element(reader: Client) -> None:
    title = "</script><script>alert(1)</script>&\u2028"
    page = factories.project(title=factories.in_all_languages(title))
    html = reader.get(page.get_url_in("en")).content.decode()
    assert "<script>alert" not in html
    assert data_of(reader, page.get_url_in("en"))["name"].startswith("alert(1)&")


def test_a_text_in_another_language_says_so(reader: Client) -> None:
    page = factories.project(title={"fr": "Projet"}, summary={"fr": "En bref"})
    data = data_of(reader, page.get_url_in("fr"))
    assert data["name"] == "Projet"
    data = data_of(reader, page.get_url_in("de"))
    assert data["name"] == {"@value": "Projet", "@language": "fr"}


CLOSES = datetime(2027, 3, 28, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "moment", [datetime(2026, 1, 1, tzinfo=UTC), CLOSES, datetime(2028, 1, 1, tzinfo=UTC)]
)
def test_a_call_says_its_dates_and_nothing_that_depends_on_the_moment(
    reader: Client, moment: datetime
) -> None:
    call = factories.call(opens_at=datetime(2026, 6, 1, tzinfo=UTC), closes_at=CLOSES)
    with time_machine.travel(moment, tick=False):
        data = data_of(reader, call.get_url_in("en"))
    assert data["@type"] == "Event"
    assert datetime.fromisoformat(data["endDate"]) == CLOSES
    # The night on which clocks go forward in Brussels.
    assert data["endDate"].endswith("+02:00") or data["endDate"].endswith("+01:00")
    assert "eventStatus" not in data
    assert "offers" not in data
    assert "open" not in json.dumps(data).lower()


def test_a_call_without_a_deadline_is_no_event(reader: Client, demo: Callable[[str], Any]) -> None:
    html = reader.get(demo("dream_call").get_url_in("en")).content.decode()
    assert not BLOCK.findall(html)


@pytest.mark.parametrize("language", content_languages())
def test_a_partner_is_an_organization(reader: Client, demo: Callable[[str], Any], language: str) -> None:
    data = data_of(reader, demo("mesap").get_url_in(language))
    assert data["@type"] == "Organization"
    assert data["address"]["addressCountry"] == "IT"


def test_the_policy_does_not_concern_data_blocks(reader: Client, demo: Callable[[str], Any]) -> None:
    policy = reader.get(demo("gemstone").get_url_in("en"))["Content-Security-Policy"]
    # Browsers apply script-src to scripts that run; a block of another type is data.
    assert "unsafe-inline" not in policy
