"""Publishing, scheduling, unpublishing and reverting one language of a page."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from wagtail.models import PageLogEntry

from cluster_portal.languages.codes import column, content_languages, get_value
from cluster_portal.languages.models import LanguageSchedule
from cluster_portal.pages.publishing import Choice, publish, revert_languages, unpublish_languages
from cluster_portal.pages.schedules import run_schedules, schedule_language
from cluster_portal.strategy.models import ContentPage
from projects.models import KeyObjective, ProjectPage
from tests import factories

pytestmark = pytest.mark.django_db

SUMMARY = {"fr": "Ancien résumé.", "en": "Old summary.", "nl": "Oude samenvatting.", "de": "Alte Übersicht."}
NEW = {"fr": "Nouveau résumé.", "en": "New summary.", "nl": "Nieuwe samenvatting.", "de": "Neue Übersicht."}


@pytest.fixture
def text_page() -> ContentPage:
    """Return a page that is live in four languages."""
    return factories.plain_page(title={"fr": "Un", "en": "One", "nl": "Een", "de": "Eins"}, summary=SUMMARY)


def live_texts(page: ContentPage) -> dict[str, str]:
    """Return the public summaries by language."""
    fresh = type(page).objects.get(pk=page.pk)
    return {code: get_value(fresh, "summary", code) for code in content_languages()}


def drafted_texts(page: ContentPage) -> dict[str, str]:
    """Return the summaries in the draft by language."""
    draft = type(page).objects.get(pk=page.pk).get_latest_revision_as_object()
    return {code: get_value(draft, "summary", code) for code in content_languages()}


def test_english_alone_leaves_what_french_readers_see_as_it_was(
    text_page: ContentPage, reader: Client
) -> None:
    french = reader.get(text_page.get_url_in("fr")).content
    factories.edit(text_page, summary=NEW)
    publish(text_page, Choice(["en"], facts=False))
    assert live_texts(text_page) == SUMMARY | {"en": NEW["en"]}
    assert drafted_texts(text_page) == NEW
    assert reader.get(text_page.get_url_in("fr")).content == french
    assert NEW["en"] in reader.get(text_page.get_url_in("en")).content.decode()


def test_page_live_revision_and_alias_agree(text_page: ContentPage) -> None:
    alias = text_page.create_alias(parent=factories.home())
    factories.edit(text_page, summary=NEW)
    publish(text_page, Choice(["en"], facts=False))
    page = ContentPage.objects.get(pk=text_page.pk)
    assert page.live_revision.content[column("summary", "fr")] == SUMMARY["fr"]
    assert page.live_revision.content[column("summary", "en")] == NEW["en"]
    assert live_texts(alias) == live_texts(page)
    assert page.has_unpublished_changes
    assert page.latest_revision.content[column("summary", "fr")] == NEW["fr"]


def test_the_last_language_leaves_no_draft_behind(text_page: ContentPage) -> None:
    factories.edit(text_page, summary=NEW)
    publish(text_page, Choice(["en", "nl"], facts=True))
    publish(text_page, Choice(["fr", "de"], facts=True))
    page = ContentPage.objects.get(pk=text_page.pk)
    assert live_texts(page) == NEW
    assert not page.has_unpublished_changes


def test_facts_are_a_choice_of_their_own(demo: object) -> None:
    page: ProjectPage = demo("iot4industry")  # type: ignore[operator]
    before = page.grant_number
    draft = page.get_latest_revision_as_object()
    draft.grant_number = "123"
    draft.save_revision()
    publish(page, Choice(content_languages(), facts=False))
    page.refresh_from_db()
    assert page.grant_number == before
    publish(page, Choice([], facts=True))
    page.refresh_from_db()
    assert page.grant_number == "123"


def test_rows_follow_their_language_and_new_rows_come_with_the_facts(demo: object) -> None:
    page: ProjectPage = demo("gemstone")  # type: ignore[operator]
    draft = page.get_latest_revision_as_object()
    rows = list(draft.objectives.all())
    old = get_value(rows[0], "text", "fr")
    for code in ("fr", "en"):
        setattr(rows[0], column("text", code), f"Objective {code}")
    added = KeyObjective(sort_order=99)
    for code in content_languages():
        setattr(added, column("text", code), f"Added {code}")
    draft.objectives = [*rows, added]
    draft.save_revision()

    publish(page, Choice(["en"], facts=False))
    public = list(ProjectPage.objects.get(pk=page.pk).objectives.all())
    assert len(public) == len(rows)
    assert (get_value(public[0], "text", "fr"), get_value(public[0], "text", "en")) == (old, "Objective en")

    publish(page, Choice(["en"], facts=True))
    public = list(ProjectPage.objects.get(pk=page.pk).objectives.all())
    assert len(public) == len(rows) + 1
    assert get_value(public[-1], "text", "fr") == "Added fr"
    assert get_value(public[0], "text", "fr") == old

    publish(page, Choice(["fr"], facts=True))
    again = list(ProjectPage.objects.get(pk=page.pk).objectives.all())
    assert get_value(again[0], "text", "fr") == "Objective fr"
    assert [row.uuid for row in again] == [row.uuid for row in public]


def test_a_language_can_be_the_only_one_of_a_new_page() -> None:
    page = factories.draft(ContentPage, factories.home(), title={"fr": "Neuf", "en": "New"}, summary=NEW)
    publish(page, Choice(["en"], facts=False))
    page = ContentPage.objects.get(pk=page.pk)
    assert page.live_languages == ["en"]
    assert live_texts(page)["fr"] is None
    assert drafted_texts(page)["fr"] == NEW["fr"]
    publish(page, Choice(["fr"], facts=False))
    assert ContentPage.objects.get(pk=page.pk).live_languages == ["fr", "en"]


def test_a_language_without_a_title_is_not_published(text_page: ContentPage) -> None:
    page = factories.plain_page(title={"fr": "Seul"}, summary=SUMMARY)
    publish(page, Choice(["nl"], facts=False))
    assert ContentPage.objects.get(pk=page.pk).live_languages == ["fr"]


def test_unpublishing_one_language_leaves_the_others(text_page: ContentPage, reader: Client) -> None:
    alias = text_page.create_alias(parent=factories.home())
    unpublish_languages(text_page, ["de"])
    page = ContentPage.objects.get(pk=text_page.pk)
    assert page.live_languages == ["fr", "en", "nl"]
    assert ContentPage.objects.get(pk=alias.pk).live_languages == ["fr", "en", "nl"]
    answer = reader.get(page.get_url_in("de")).content.decode()
    assert SUMMARY["de"] not in answer
    assert SUMMARY["en"] in answer
    factories.edit(page, summary={"fr": NEW["fr"]})
    publish(page, Choice(["fr"]))
    assert ContentPage.objects.get(pk=page.pk).live_languages == ["fr", "en", "nl"]
    unpublish_languages(page, ["fr", "en", "nl"])
    assert not ContentPage.objects.get(pk=page.pk).live


def test_a_scheduled_language_appears_at_its_moment_with_the_text_of_then(text_page: ContentPage) -> None:
    factories.edit(text_page, summary=NEW)
    now = timezone.now()
    person = factories.user(name="Ann", is_superuser=True)
    schedule_language(text_page, "fr", now + timedelta(minutes=1), user=person)
    schedule_language(text_page, "nl", now + timedelta(minutes=2), user=person)
    factories.edit(text_page, summary={"fr": "Écrit après coup."})
    assert run_schedules() == 0
    publish(text_page, Choice(["en"], facts=False))
    with time_machine.travel(now + timedelta(seconds=61), tick=False):
        assert run_schedules() == 1
    assert live_texts(text_page) == SUMMARY | {"en": NEW["en"], "fr": NEW["fr"]}
    assert drafted_texts(text_page)["fr"] == "Écrit après coup."
    assert list(LanguageSchedule.objects.values_list("language", flat=True)) == ["nl"]


def test_a_schedule_can_take_a_language_off(text_page: ContentPage) -> None:
    moment = datetime(2030, 1, 1, tzinfo=UTC)
    person = factories.user(name="Ann", is_superuser=True)
    schedule_language(text_page, "de", moment, action=LanguageSchedule.Action.UNPUBLISH, user=person)
    assert run_schedules(moment) == 1
    assert "de" not in ContentPage.objects.get(pk=text_page.pk).live_languages


def test_reverting_dutch_brings_back_dutch_only_and_not_as_a_translation_of_now(
    text_page: ContentPage,
) -> None:
    old = ContentPage.objects.get(pk=text_page.pk).latest_revision
    factories.edit(text_page, summary=NEW)
    revert_languages(text_page, old, ["nl"])
    assert drafted_texts(text_page) == NEW | {"nl": SUMMARY["nl"]}
    assert live_texts(text_page) == SUMMARY
    from cluster_portal.languages.models import TranslationState

    states = {s.language: s.state for s in TranslationState.objects.of_record(text_page)}
    assert (states["nl"], states["en"]) == ("outdated", "up_to_date")


def test_the_history_says_which_languages_were_published(text_page: ContentPage) -> None:
    person = factories.user(name="Ann")
    factories.edit(text_page, summary=NEW)
    publish(text_page, Choice(["en", "nl"], facts=False), user=person)
    entry = PageLogEntry.objects.filter(page=text_page.pk, action="languages.publish").get()
    assert (entry.data["languages"], entry.data["facts"], entry.user) == (["en", "nl"], False, person)


def test_nothing_changes_when_the_merged_version_is_not_valid(text_page: ContentPage) -> None:
    other = factories.plain_page(title={"fr": "Deux", "en": "Two", "nl": "Twee", "de": "Zwei"})
    draft = ContentPage.objects.get(pk=text_page.pk).get_latest_revision_as_object()
    setattr(draft, column("slug", "en"), "three")
    draft.save_revision()
    other_draft = ContentPage.objects.get(pk=other.pk)
    setattr(other_draft, column("slug", "en"), "three")
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError):
        other_draft.save()
    publish(text_page, Choice(["en"], facts=False))
    assert ContentPage.objects.get(pk=text_page.pk).get_url_in("en") == "/en/three/"
    assert ContentPage.objects.get(pk=text_page.pk).get_url_in("fr") == "/fr/un/"
