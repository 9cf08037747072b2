"""The demo content: complete in the languages it promises, and true to its sources."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation
from django.utils.translation import gettext

from cluster_portal.languages.codes import content_languages, get_value, is_empty, translated_fields
from cluster_portal.pages.models import PortalPage
from cluster_portal.strategy.models import ContentPage, GoalPage, StrategyPage, TargetAreasPage
from partners.models import PartnerIndexPage, PartnerPage
from projects.models import CallPage, ProjectPage

pytestmark = pytest.mark.django_db

BODY = ("title", "summary", "body")


def missing(page: PortalPage, language: str) -> list[str]:
    """Return the texts that a page has in French and lacks in another language."""
    page = page.specific
    return [
        field
        for field in translated_fields(type(page))
        if field not in ("url_path", "slug", "live_since", "first_live_at", "changed_at")
        and not is_empty(get_value(page, field, "fr"))
        and is_empty(get_value(page, field, language))
    ]


def all_pages() -> list[PortalPage]:
    """Return the pages of the demo content."""
    return list(PortalPage.objects.filter(depth__gt=1))


def test_french_and_english_are_complete() -> None:
    assert {page.draft_title: missing(page, "en") for page in all_pages() if missing(page, "en")} == {}
    assert [page.draft_title for page in all_pages() if not {"fr", "en"} <= set(page.live_languages)] == []
    assert [page.draft_title for page in all_pages() if is_empty(get_value(page, "title", "fr"))] == []


def test_dutch_is_complete_but_for_two_project_bodies() -> None:
    lacking = {page.draft_title: missing(page, "nl") for page in all_pages() if missing(page, "nl")}
    assert lacking == {"DREAM": ["body"], "WalHub": ["body"]}


def test_german_is_complete_for_strategy_and_partners_and_missing_for_two_projects() -> None:
    complete = (StrategyPage, GoalPage, TargetAreasPage, PartnerIndexPage, PartnerPage)
    for page in all_pages():
        if issubclass(page.specific_class, complete):
            assert missing(page, "de") == [], page.draft_title
            assert page.is_live_in("de")
    projects = ProjectPage.objects.all()
    assert {str(page.title) for page in projects if not page.is_live_in("de")} == {"GEMSTONE", "DREAM"}
    for page in projects.filter(acronym__in=["GEMSTONE", "DREAM"]):
        for field in translated_fields(ProjectPage):
            # When what readers of the fallback see has changed is known in every language.
            if field not in ("url_path", "changed_at"):
                assert is_empty(get_value(page, field, "de")), (page, field)


def test_the_four_projects_and_their_calls(demo: Any) -> None:
    counts = {
        str(project.title): CallPage.objects.child_of(project).count()
        for project in ProjectPage.objects.all()
    }
    assert counts == {"GEMSTONE": 3, "DREAM": 1, "WalHub": 0, "IoT4Industry": 2}


def test_high_tech_nl_is_a_partner_and_no_project(demo: Any) -> None:
    assert demo("high_tech_nl").country == "NL"
    assert demo("high_tech_nl").kind == PartnerPage.Kind.ASSOCIATION
    assert not ProjectPage.objects.filter(acronym__icontains="High Tech").exists()


def test_plain_pages_that_every_portal_needs(demo: Any) -> None:
    for key in ("about", "contact", "accessibility", "privacy"):
        assert isinstance(demo(key), ContentPage)
        assert demo(key).live_languages == content_languages()


@pytest.mark.parametrize("language", content_languages())
def test_no_call_is_open_and_the_home_page_says_so(reader: Client, demo: Any, language: str) -> None:
    assert timezone.localdate() > date(2026, 1, 1)
    html = reader.get(f"/{language}/").content.decode()
    with translation.override(language):
        assert gettext("No call is open at the moment.") in html
    closed = [call for call in CallPage.objects.all() if call.get_url_in(language) in html]
    assert closed
    assert {call.state for call in closed} == {"closed"}


@pytest.mark.parametrize("language", content_languages())
def test_no_placeholder_is_left(language: str) -> None:
    for page in all_pages():
        page = page.specific
        for field in translated_fields(type(page)):
            text = str(get_value(page, field, language) or "")
            assert not re.search(r"lorem|TODO|TBD|xxx|\[\[|\{\{|key:", text), (page, field)


def test_french_has_its_spaces() -> None:
    for page in all_pages():
        for field in ("title", "summary"):
            text = get_value(page, field, "fr") or ""
            assert not re.search(r"[^\u202f\u00a0][;!?]| :|« | »", text), text
