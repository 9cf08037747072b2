"""What a company can receive stands wherever a call is named: as written, or built from its kinds of support."""

import json
import re
from typing import Any
from urllib.parse import unquote

import icalendar
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from projects.models import CallIndexPage, CallPage, CallSupport, ProjectPage, SupportKind
from tests import factories
from tests.projects.calls.moments import brussels

pytestmark = pytest.mark.django_db
# Spaces of all kinds count as one. The French amount is written, the others follow from the kind of support.
EXPECTED = {
    "fr": "60 000 euros au plus par entreprise",
    "en": "Voucher: 50% of the costs, up to €60,000",
    "nl": "Cheque: 50% van de kosten, tot € 60.000",
    "de": "Gutschein: 50 % der Kosten, bis zu 60.000 €",
}


@pytest.fixture
def call() -> CallPage:
    """Make the only call: half of the costs, up to 60,000 euros; its amount is written in French only."""
    CallPage.objects.all().delete()
    names = {"fr": "Chèque", "en": "Voucher", "nl": "Cheque", "de": "Gutschein"}
    kind = factories.record(SupportKind, name=names)
    made = factories.draft(
        CallPage,
        factories.project(),
        title=factories.in_all_languages("Robots"),
        amount={"fr": "60 000 euros au plus par entreprise"},
        who_may_apply=factories.in_all_languages("<p>SMEs &amp; start-ups</p>"),
    )
    made.opens_at, made.closes_at = brussels("2026-01-10 09:00"), brussels("2099-10-31 17:00")
    made.supports = [CallSupport(kind=kind, rate=50, ceiling=60000)]
    factories.publish(made)
    return CallPage.objects.get(pk=made.pk)


def plain(text: str) -> str:
    return re.sub(r"[\s\u00a0\u202f]+", " ", text)


def project_of(call: CallPage) -> ProjectPage:
    found: ProjectPage = call.get_parent().specific
    return found


def places(reader: Client, call: CallPage, language: str) -> dict[str, str]:
    """Return what each place says of the call."""

    def read(address: str) -> str:
        answer: Any = reader.get(address)
        assert answer.status_code == 200, address
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        return plain(content.decode())

    page = read(call.get_url_in(language) or "")
    [event] = icalendar.Calendar.from_ical(reader.get(f"/{language}/calls/{call.uuid}.ics").content).walk(
        "VEVENT"
    )[1:]
    [data] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    return {
        "row": read(CallIndexPage.objects.get().get_url_in(language) or ""),
        "home": read(f"/{language}/"),
        "project": read(project_of(call).get_url_in(language) or ""),
        "feed": read(f"/{language}/calls.atom"),
        "calendar": plain(str(event["DESCRIPTION"])),
        "csv": read(f"/{language}/export/calls.csv"),
        "api": plain(
            json.dumps(reader.get(f"/api/v1/calls/{call.uuid}?lang={language}").json(), ensure_ascii=False)
        ),
        "json-ld": plain(json.dumps(json.loads(data), ensure_ascii=False)),
        "mail": plain(unquote(re.findall(r'href="(mailto:\?subject=.*?)"', page)[0])),
    }


@pytest.mark.usefixtures("translated")
@pytest.mark.parametrize("language", EXPECTED)
def test_a_call_says_everywhere_what_a_company_can_receive(
    reader: Client, call: CallPage, language: str
) -> None:
    expected = EXPECTED[language]
    for place, text in places(reader, call, language).items():
        assert expected in text, place


def test_the_number_of_queries_does_not_grow_with_the_kinds_of_support(
    reader: Client, call: CallPage
) -> None:
    def number(address: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            reader.get(address)
        return len(queries)

    addresses = [
        "/en/calls.atom",
        "/en/calls.ics",
        "/en/export/calls.csv",
        CallIndexPage.objects.get().get_url_in("en"),
    ]
    addresses.append(project_of(call).get_url_in("en"))
    for address in addresses:
        reader.get(address)
    before = [number(address) for address in addresses]
    for title in ("Two", "Three"):
        other = factories.draft(CallPage, project_of(call), title=factories.in_all_languages(title))
        other.closes_at = brussels("2099-10-31 17:00")
        kinds = [factories.record(SupportKind, name={"en": f"{title} {number}"}) for number in range(3)]
        other.supports = [CallSupport(kind=kind, ceiling=100 * place) for place, kind in enumerate(kinds, 1)]
        factories.publish(other)
    assert [number(address) for address in addresses] == before
