"""Publishing a language later, by the screens: what was chosen happens then, and nothing else."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cluster_portal.languages.codes import get_value
from cluster_portal.languages.models import LanguageSchedule
from cluster_portal.pages.schedules import run_schedules
from cluster_portal.staff.groups import MODERATORS, translators
from cluster_portal.strategy.models import ContentPage
from projects.models import ProjectPage
from tests import factories
from tests.mails import delivered

pytestmark = pytest.mark.django_db

LATER = timedelta(hours=1)


@pytest.fixture
def page() -> ContentPage:
    """Return a page that is public in four languages, with a change waiting in each."""
    made = factories.plain_page(
        title=factories.in_all_languages("Un"), summary=factories.in_all_languages("Vieux")
    )
    factories.edit(made, summary=factories.in_all_languages("Neuf"))
    return made


def address(page: Any) -> str:
    return reverse("staff_schedule_page", args=[page.pk])


def schedule(client: Client, page: Any, *languages: str, **more: Any) -> Any:
    """Send the form as a browser does."""
    moment = timezone.localtime(timezone.now() + LATER).strftime("%Y-%m-%d %H:%M")
    data = {"action": "publish", "languages": languages, "moment": moment, **more}
    return client.post(address(page), data)


def when_the_moment_has_come() -> int:
    with time_machine.travel(timezone.now() + LATER + timedelta(minutes=1)):
        return run_schedules()


def summary(page: Any, language: str) -> str | None:
    return get_value(ContentPage.objects.get(pk=page.pk), "summary", language)


def only_schedule(page: Any) -> LanguageSchedule:
    return LanguageSchedule.objects.get(page=page.pk)


def test_one_language_is_published_at_its_moment(staff: Callable[..., Client], page: ContentPage) -> None:
    assert schedule(staff(MODERATORS), page, "nl").status_code == 302
    assert run_schedules() == 0
    assert when_the_moment_has_come() == 1
    assert (summary(page, "nl"), summary(page, "fr")) == ("Neuf", "Vieux")
    assert not LanguageSchedule.objects.exists()


def test_what_was_published_meanwhile_is_not_undone(staff: Callable[..., Client]) -> None:
    project = factories.project(title=factories.in_all_languages("Un"), ends_on=date(2030, 1, 1))
    factories.edit(project, summary={"en": "New"})
    client = staff(MODERATORS)
    schedule(client, project, "en", facts="on")
    factories.edit(project, ends_on=date(2031, 1, 1), title={"en": "One"})
    client.post(reverse("staff_publish_page", args=[project.pk]), {"languages": ["en"], "facts": "on"})
    assert when_the_moment_has_come() == 1
    public = ProjectPage.objects.get(pk=project.pk)
    assert (public.ends_on, get_value(public, "title", "en")) == (date(2031, 1, 1), "One")
    assert get_value(public, "summary", "en") == "New"


def test_facts_are_not_chosen_beforehand(staff: Callable[..., Client]) -> None:
    project = factories.project(title=factories.in_all_languages("Un"), ends_on=date(2030, 1, 1))
    factories.edit(project, ends_on=date(2031, 1, 1), summary={"en": "New"})
    client = staff(MODERATORS)
    html = client.get(address(project)).content.decode()
    assert 'name="facts"' in html
    assert "checked" not in html.split('name="facts"')[1].split(">")[0]
    schedule(client, project, "en")
    when_the_moment_has_come()
    assert ProjectPage.objects.get(pk=project.pk).ends_on == date(2030, 1, 1)


@pytest.mark.parametrize("way", ["wagtail", "bulk", "languages"])
def test_a_page_that_was_withdrawn_does_not_come_back(
    staff: Callable[..., Client], page: ContentPage, way: str
) -> None:
    client = staff(MODERATORS)
    schedule(client, page, "nl")
    if way == "wagtail":
        client.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))
    elif way == "bulk":
        bulk = reverse("wagtail_bulk_action", args=["pages", "portalpage", "unpublish"])
        client.post(f"{bulk}?id={page.pk}", {})
    else:
        client.post(reverse("staff_unpublish_languages", args=[page.pk]), {"languages": ["nl"]})
    assert when_the_moment_has_come() == 0
    assert not ContentPage.objects.get(pk=page.pk).is_live_in("nl")
    assert only_schedule(page).reason == "withdrawn"


def test_a_page_moved_below_a_closed_one_is_not_published(
    staff: Callable[..., Client], page: ContentPage
) -> None:
    closed = factories.plain_page(title={"fr": "Fermé"})
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    client = staff()
    schedule(client, page, "nl")
    ContentPage.objects.get(pk=page.pk).move(closed, pos="last-child")
    assert when_the_moment_has_come() == 0
    assert only_schedule(page).reason == "moved"


@pytest.mark.parametrize("change", ["locked", "right", "author", "gone", "parent"])
def test_rights_locks_and_parents_are_asked_again(
    staff: Callable[..., Client], page: ContentPage, change: str
) -> None:
    client = staff(MODERATORS)
    person = client.person  # type: ignore[attr-defined]
    schedule(client, page, "nl")
    expected = change
    if change == "locked":
        other = factories.user(name="Other")
        ContentPage.objects.filter(pk=page.pk).update(locked=True, locked_by=other)
    elif change == "right":
        person.groups.clear()
    elif change == "author":
        person.is_active = False
        person.save()
    elif change == "gone":
        person.delete()
        expected = "author"
    else:
        above = factories.plain_page(title={"fr": "Dessus"})
        ContentPage.objects.get(pk=page.pk).move(above, pos="last-child")
        LanguageSchedule.objects.update(status="waiting", reason="")
        ContentPage.objects.filter(pk=above.pk).update(live=False)
    assert when_the_moment_has_come() == 0
    assert summary(page, "nl") == "Vieux"
    assert only_schedule(page).reason == expected


def test_a_failure_is_told_and_not_tried_for_ever(staff: Callable[..., Client], page: ContentPage) -> None:
    client = staff(MODERATORS, language="nl")
    schedule(client, page, "nl")
    row = only_schedule(page)
    row.changes["fields"]["slug_nl"] = factories.plain_page(title={"nl": "Bezet"}).slug
    row.save()
    assert when_the_moment_has_come() == 0
    assert only_schedule(page).status == "failed"
    assert [message.to for message in delivered()] == [[client.person.email]]  # type: ignore[attr-defined]
    assert address(page) in delivered()[0].body
    when_the_moment_has_come()
    assert len(delivered()) == 1
    assert address(page) in client.get(reverse("wagtailadmin_home")).content.decode()
    form = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "p-status-schedules__problem" in form


def test_the_form_shows_what_is_scheduled_with_its_zone(
    staff: Callable[..., Client], page: ContentPage
) -> None:
    client = staff(MODERATORS)
    schedule(client, page, "nl")
    html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "Europe/Brussels" in html
    assert "No publishing schedule set" not in html
    shown = client.get(address(page)).content.decode()
    assert f'name="cancel" value="{only_schedule(page).pk}"' in shown
    client.post(address(page), {"cancel": only_schedule(page).pk})
    assert not LanguageSchedule.objects.exists()


def test_a_language_can_be_taken_off_at_a_moment(staff: Callable[..., Client], page: ContentPage) -> None:
    schedule(staff(MODERATORS), page, "de", action="unpublish")
    assert when_the_moment_has_come() == 1
    assert ContentPage.objects.get(pk=page.pk).published_languages == ["fr", "en", "nl"]


def test_taking_off_and_publishing_again_can_be_planned_together(
    staff: Callable[..., Client], page: ContentPage
) -> None:
    client = staff(MODERATORS)
    schedule(client, page, "de", action="unpublish")
    again = timezone.localtime(timezone.now() + 3 * LATER).strftime("%Y-%m-%d %H:%M")
    schedule(client, page, "de", moment=again)
    when_the_moment_has_come()
    assert LanguageSchedule.objects.get().status == "waiting"


def test_a_translator_schedules_her_language_only(staff: Callable[..., Client], page: ContentPage) -> None:
    client = staff(translators("nl"))
    assert schedule(client, page, "fr").status_code == 422
    assert not LanguageSchedule.objects.exists()
    schedule(client, page, "nl", facts="on")
    row = only_schedule(page)
    assert (row.language, row.includes_facts) == ("nl", False)


def test_others_do_not_reach_the_schedules(staff: Callable[..., Client], page: ContentPage) -> None:
    schedule(staff(MODERATORS), page, "fr")
    key = only_schedule(page).pk
    other = staff(translators("nl"))
    other.post(address(page), {"cancel": key})
    other.post(address(page), {"start_again": key})
    assert only_schedule(page).created_by != other.person  # type: ignore[attr-defined]
    assert Client().post(address(page), {"cancel": key}).status_code == 302
    assert LanguageSchedule.objects.filter(pk=key).exists()


def test_a_held_schedule_can_be_started_again(staff: Callable[..., Client], page: ContentPage) -> None:
    first, second = staff(MODERATORS), staff(MODERATORS)
    schedule(first, page, "nl")
    first.person.delete()  # type: ignore[attr-defined]
    when_the_moment_has_come()
    second.post(address(page), {"start_again": only_schedule(page).pk})
    assert when_the_moment_has_come() == 1
    assert summary(page, "nl") == "Neuf"


def test_a_page_that_has_expired_can_be_saved_again(staff: Callable[..., Client], page: ContentPage) -> None:
    from tests.staff.posting import form_data

    ContentPage.objects.filter(pk=page.pk).update(expire_at=timezone.now() - LATER, expired=True, live=False)
    client = staff(MODERATORS)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = form_data(client.get(edit).context["form"])
    assert client.post(edit, data).status_code == 302


@pytest.mark.parametrize(
    "bad", [{"moment": "2020-01-01 10:00"}, {"moment": "x"}, {"moment": ""}, {"languages": []}]
)
def test_bad_input_is_named(staff: Callable[..., Client], page: ContentPage, bad: dict[str, Any]) -> None:
    answer = schedule(staff(MODERATORS), page, "nl", **bad)
    assert answer.status_code == 422
    assert answer.context["form"].errors
    assert not LanguageSchedule.objects.exists()
