"""Publishing one language changes nothing for those who read another."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import translation

from cluster_portal.languages.codes import content_languages
from cluster_portal.pages.models import PortalPage
from cluster_portal.pages.publishing import unpublish_languages, version_key
from projects.models import CallIndexPage, CallPage
from tests import factories

pytestmark = pytest.mark.django_db

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
LATER = START + timedelta(hours=5)
READ = LATER + timedelta(hours=1)


@pytest.fixture
def call() -> Any:
    """Return a call in all languages, published at ``START``."""
    with time_machine.travel(START, tick=False):
        return factories.call(
            factories.project(),
            title={code: f"Call {code}" for code in content_languages()},
            summary={"fr": "Résumé", "en": "Summary"},
            opens_at=START - timedelta(days=2),
            closes_at=START + timedelta(days=60),
        )


def addresses(call: Any, language: str) -> list[str]:
    """Return the addresses at which readers of a language meet a call."""
    with translation.override(language):
        return [
            str(call.get_url_in(language)),
            str(PortalPage.objects.get(path=call.parent_path).get_url_in(language)),
            str(CallIndexPage.objects.get().get_url_in(language)),
            f"/{language}/",
            reverse("calls_feed"),
            reverse("calls_calendar"),
            reverse("call_calendar", args=[call.uuid]),
            reverse("export", args=["calls", "csv"]),
            reverse("export", args=["calls", "json"]),
            f"/api/v1/calls/{call.uuid}?lang={language}",
            f"/api/v1/calls?lang={language}&per_page=100",
        ]


def answers(call: Any, language: str) -> dict[str, Any]:
    """Return what readers of a language get, headers included, always at the same moment."""
    found = {}
    with time_machine.travel(READ, tick=False):
        cache.clear()
        for address in addresses(call, language):
            answer = Client().get(address)
            content = b"".join(answer.streaming_content) if answer.streaming else answer.content
            found[address] = answer.status_code, content, sorted(answer.headers.items())
        sitemap = Client().get("/sitemap.xml").content.decode().split("<url>")
        found["sitemap"] = [
            row for row in sitemap if row.startswith(f"<loc>http://localhost:8000/{language}/")
        ]
    return found


def publish(
    call: Any, languages: list[str], *, facts: bool = False, at: datetime = LATER, **draft: Any
) -> None:
    """Change the draft of a call, and publish languages on the screen that asks for confirmation."""
    client = Client()
    client.force_login(factories.user(is_superuser=True, language="en"))
    with time_machine.travel(at, tick=False):
        factories.edit(call, **draft)
        shown = version_key(CallPage.objects.get(pk=call.pk))
        data = {"languages": languages, "shown": shown} | ({"facts": "on"} if facts else {})
        answer = client.post(reverse("staff_publish_page", args=[call.pk]), data)
    assert answer.status_code == 302


def test_publishing_dutch_alone_changes_no_address_of_another_language(call: Any) -> None:
    before = {language: answers(call, language) for language in content_languages()}
    publish(call, ["nl"], title={"nl": "Oproep"}, summary={"nl": "Samenvatting"}, body={"fr": []})
    after = {language: answers(call, language) for language in content_languages()}
    for language in ("fr", "en", "de"):
        changed = [name for name, answer in before[language].items() if after[language][name] != answer]
        assert changed == [], language
    told = "".join(str(answer) for answer in after["nl"].values())
    assert "Samenvatting" in told
    assert f"{LATER:%Y-%m-%dT%H}" in told or f"{LATER:%Y%m%dT%H}" in told
    assert before["nl"]["sitemap"] != after["nl"]["sitemap"]


def changed_at(call: Any) -> dict[str, datetime | None]:
    stored = CallPage.objects.get(pk=call.pk)
    return {code: stored.changed_at_in(code) for code in content_languages()}


def test_facts_change_for_everybody(call: Any) -> None:
    publish(call, [], facts=True, closes_at=START + timedelta(days=70))
    assert changed_at(call) == dict.fromkeys(content_languages(), LATER)


def test_a_text_that_stands_in_for_another_changes_for_those_who_read_it(call: Any) -> None:
    # Nobody wrote a German or Dutch summary: both read the English one.
    publish(call, ["en"], summary={"en": "Another summary"})
    assert changed_at(call) == {"fr": START, "en": LATER, "nl": LATER, "de": LATER}


def test_publishing_what_is_public_already_changes_nothing(call: Any) -> None:
    publish(call, content_languages(), facts=True)
    assert changed_at(call) == dict.fromkeys(content_languages(), START)


def test_a_language_that_goes_live_again_changes(call: Any) -> None:
    client = Client()
    client.force_login(factories.user(is_superuser=True, language="en"))
    client.post(reverse("staff_unpublish_languages", args=[call.pk]), {"languages": ["nl"]})
    publish(call, ["nl"])
    assert changed_at(call) == {"fr": START, "en": START, "nl": LATER, "de": START}


def test_taking_off_what_others_read_in_its_place_changes_for_them(call: Any) -> None:
    before = changed_at(call)
    with time_machine.travel(LATER, tick=False):
        unpublish_languages(call, ["en"])
    # Dutch and German readers saw the English summary.
    after = changed_at(CallPage.objects.get(pk=call.pk))
    assert {code for code in after if after[code] != before[code]} == {"en", "nl", "de"}


def test_an_alias_has_the_dates_of_its_original(call: Any, demo: Callable[[str], Any]) -> None:
    alias = PortalPage.objects.get(pk=call.pk).specific.create_alias(
        parent=PortalPage.objects.get(pk=demo("dream").pk)
    )
    publish(call, ["nl"], title={"nl": "Oproep"})
    assert changed_at(alias) == changed_at(call) == {"fr": START, "en": START, "nl": LATER, "de": START}
