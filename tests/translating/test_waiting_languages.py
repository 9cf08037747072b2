"""Marking a language as up to date while it waits for approval: for who may write it then; nothing else changes."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cluster_portal.approval.models import Submission
from cluster_portal.languages.form_states import mark_url, record_key, report_url
from cluster_portal.staff.groups import EDITORS, MODERATORS, translators
from cluster_portal.strategy.models import ContentPage
from tests import factories
from tests.staff.approvals import confirm, decide_url, edit_url, hand_in, waiting_of, workflow_on
from tests.staff.conftest import staff
from tests.translating.conftest import open_units

__all__ = ["staff"]

pytestmark = pytest.mark.django_db
Staff = Callable[..., Client]


@pytest.fixture
def page(db: None) -> ContentPage:
    """Return a page whose French summary changed after its translations were written."""
    page = factories.plain_page(
        source_language="fr",
        title={"fr": "Titre", "en": "Title", "nl": "Titel"},
        summary={"fr": "Deux mots.", "en": "Two words.", "nl": "Twee woorden."},
    )
    workflow_on(factories.home(), MODERATORS)
    factories.edit(page, summary={"fr": "Trois autres mots."})
    return page


def mark(client: Client, page: ContentPage, language: str) -> Any:
    return client.post(reverse("translation_mark"), {"record": record_key(page), "language": language})


@pytest.fixture
def waiting(page: ContentPage, staff: Staff) -> Submission:
    """Return what a translator of Dutch has handed in; the Dutch summary stays outdated."""
    hand_in(staff(translators("nl")), page, title_nl="Nieuwe titel")
    return Submission.objects.get()


@pytest.mark.parametrize("group", [EDITORS, translators("nl")])
def test_who_waits_for_the_decision_does_not_mark_it(
    page: ContentPage, waiting: Submission, staff: Staff, group: str
) -> None:
    client = staff(group)
    assert mark(client, page, "nl").url == reverse("wagtailadmin_home")
    assert open_units(page, "nl") == {"summary"}
    for address in (edit_url(page), report_url(page)):
        shown = client.get(address)
        if shown.status_code == 200:
            content = shown.content.decode()
            assert mark_url(page, language="nl", back="").split("?")[0] + "?language=nl" not in content
            assert 'value="nl:summary"' not in content


def test_the_other_languages_are_open(page: ContentPage, waiting: Submission, staff: Staff) -> None:
    assert mark(staff(EDITORS), page, "en").status_code == 302
    assert open_units(page, "en") == set()


def test_the_list_leaves_it_out_and_says_so(page: ContentPage, waiting: Submission, staff: Staff) -> None:
    client = staff(EDITORS)
    data = {"records": [record_key(page)], "languages": ["en", "nl"], "action": "mark"}
    answer = client.post(reverse("translation_dashboard"), data, follow=True)
    assert open_units(page, "en") == set()
    assert open_units(page, "nl") == {"summary"}
    assert "waits for approval" in answer.content.decode()


def test_a_reviewer_marks_it_and_what_was_handed_in_stays(
    page: ContentPage, waiting: Submission, staff: Staff
) -> None:
    reviewer, before = staff(MODERATORS), waiting.content
    assert 'value="nl:summary"' in reviewer.get(report_url(page)).content.decode()
    assert mark(reviewer, page, "nl").status_code == 302
    assert open_units(page, "nl") == set()
    waiting.refresh_from_db()
    assert (waiting.content, waiting.reviewed, waiting.languages) == (before, {}, ["nl"])
    state = waiting_of(page)
    assert state is not None
    confirm(reviewer, reviewer.post(decide_url(page, state), {"comment": ""}))
    public = ContentPage.objects.get(pk=page.pk)
    assert (public.title_nl, public.summary_nl) == ("Nieuwe titel", "Twee woorden.")
    assert public.summary_fr == "Deux mots."
    assert open_units(page, "nl") == set()
