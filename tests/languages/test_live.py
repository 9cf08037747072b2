"""In which languages a page is published, and since when."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine

from cluster_portal.languages.codes import column, content_languages, get_value
from cluster_portal.pages.models import PortalPage
from cluster_portal.pages.publishing import Choice, ChoiceMissingError, publish
from cluster_portal.strategy.models import ContentPage
from tests import factories

pytestmark = pytest.mark.django_db

FIRST = datetime(2026, 3, 2, 9, tzinfo=UTC)
LATER = FIRST + timedelta(days=1)


@pytest.fixture
def clock() -> Any:
    """Return a clock that stands still."""
    with time_machine.travel(FIRST, tick=False) as traveller:
        yield traveller


def fresh(page: ContentPage) -> ContentPage:
    """Return the page as it is in the database."""
    return ContentPage.objects.get(pk=page.pk)


def test_a_page_goes_live_in_the_languages_that_have_a_title(clock: Any) -> None:
    page = factories.plain_page(title={"fr": "Un", "nl": "Een"}, summary={"de": "Nur Zusammenfassung"})
    assert page.live_languages == ["fr", "nl"]
    assert page.live_since_in("nl") == FIRST
    assert page.live_since_in("de") is None


def test_a_draft_is_live_nowhere() -> None:
    page = factories.draft(ContentPage, factories.home(), title=factories.in_all_languages("Brouillon"))
    assert page.live_languages == []
    assert not any(page.was_live_in(code) for code in content_languages())


def test_one_language_can_be_published_alone() -> None:
    page = factories.draft(ContentPage, factories.home(), title=factories.in_all_languages("Nur deutsch"))
    publish(page, Choice(["de"]))
    assert fresh(page).live_languages == ["de"]
    publish(page, Choice(["fr"]))
    assert fresh(page).live_languages == ["fr", "de"]


def test_publishing_again_does_not_change_since_when(clock: Any) -> None:
    page = factories.plain_page(title={"fr": "Un"})
    clock.move_to(LATER)
    factories.publish_edit(page, title={"en": "One"})
    assert fresh(page).live_since_in("fr") == FIRST
    assert fresh(page).live_since_in("en") == LATER


def test_unpublishing_ends_every_language_and_remembers_the_first_time(clock: Any) -> None:
    page = factories.plain_page(title=factories.in_all_languages("Un"))
    clock.move_to(LATER)
    page.unpublish()
    page = fresh(page)
    assert page.live_languages == []
    assert all(page.live_since_in(code) is None for code in content_languages())
    assert all(get_value(page, "first_live_at", code) == FIRST for code in content_languages())
    clock.move_to(LATER + timedelta(days=1))
    factories.publish(page)
    assert fresh(page).live_since_in("fr") == LATER + timedelta(days=1)
    assert get_value(fresh(page), "first_live_at", "fr") == FIRST


def test_a_language_whose_title_is_removed_ends(clock: Any) -> None:
    page = factories.plain_page(title={"fr": "Un", "en": "One"})
    factories.edit(page, title={"en": None})
    publish(page, Choice(["en"]))
    assert fresh(page).live_languages == ["fr"]
    assert fresh(page).was_live_in("en")


def test_a_page_that_expires_is_live_nowhere(clock: Any) -> None:
    from django.core.management import call_command

    page = factories.plain_page(title={"fr": "Un"})
    ContentPage.objects.filter(pk=page.pk).update(expire_at=FIRST + timedelta(hours=1))
    clock.move_to(LATER)
    call_command("publish_scheduled", verbosity=0)
    assert not fresh(page).live
    assert fresh(page).live_since_in("fr") is None


@pytest.mark.parametrize("language", content_languages())
def test_the_untranslated_columns_follow_at_once(language: str) -> None:
    page = factories.plain_page(title={language: "Un"})
    row = PortalPage.objects.rewrite(False).filter(pk=page.pk).values().get()
    assert row["live_since"] == row[column("live_since", language)]
    page.unpublish()
    row = PortalPage.objects.rewrite(False).filter(pk=page.pk).values().get()
    assert row["live_since"] is None
    assert row["first_live_at"] == row[column("first_live_at", language)]


def test_no_page_is_created_live_without_a_language() -> None:
    title = factories.by_column(ContentPage, {"title": {"nl": "Meteen"}})
    with pytest.raises(ChoiceMissingError):
        factories.home().add_child(instance=ContentPage(live=True, **title))


def test_lists_by_language_name_only_what_is_live_in_it() -> None:
    page = factories.plain_page(title={"fr": "Un"})
    assert PortalPage.objects.live_in("fr").filter(pk=page.pk).exists()
    assert not PortalPage.objects.live_in("de").filter(pk=page.pk).exists()
    page.unpublish()
    assert not PortalPage.objects.live_in("fr").filter(pk=page.pk).exists()
    assert not PortalPage.objects.live_in_any_offered().filter(pk=page.pk).exists()
