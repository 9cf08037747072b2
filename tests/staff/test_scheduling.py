"""Publishing a language later, by the screens: what was chosen happens then, and nothing else."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cluster_portal.languages.codes import get_value
from cluster_portal.languages.models import LanguageSchedule
from cluster_portal.pages.publishing import publish, version_key
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
    data = {"action": "publish", "languages": languages, "moment": at(LATER), "shown": shown(page), **more}
    return client.post(address(page), data)


def at(later: timedelta) -> str:
    """Return a moment as one types it."""
    return timezone.localtime(timezone.now() + later).strftime("%Y-%m-%d %H:%M")


def shown(page: Any) -> str:
    """Return what the hidden field of the screen holds."""
    return version_key(type(page).objects.get(pk=page.pk))


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
    data = {"languages": ["en"], "facts": "on", "shown": shown(project)}
    client.post(reverse("staff_publish_page", args=[project.pk]), data)
    assert when_the_moment_has_come() == 1
    public = ProjectPage.objects.get(pk=project.pk)
    assert (public.ends_on, get_value(public, "title", "en")) == (date(2031, 1, 1), "One")
    assert get_value(public, "summary", "en") == "New"


def test_a_fact_or_a_text_that_was_published_since_stays(staff: Callable[..., Client]) -> None:
    project = factories.project(title=factories.in_all_languages("Un"), ends_on=date(2030, 1, 1))
    factories.edit(project, summary={"en": "Old"}, ends_on=date(2032, 1, 1), acronym="NEW")
    client = staff(MODERATORS)
    schedule(client, project, "en", facts="on")
    factories.edit(project, ends_on=date(2031, 1, 1), summary={"en": "Newer"})
    data = {"languages": ["en"], "facts": "on", "shown": shown(project)}
    client.post(reverse("staff_publish_page", args=[project.pk]), data)
    factories.edit(project, acronym="")
    when_the_moment_has_come()
    public = ProjectPage.objects.get(pk=project.pk)
    assert (public.ends_on, get_value(public, "summary", "en")) == (date(2031, 1, 1), "Newer")


def test_what_is_to_be_taken_off_stays_planned_when_the_page_is_withdrawn_for_a_while(
    staff: Callable[..., Client], page: ContentPage
) -> None:
    client = staff(MODERATORS)
    schedule(client, page, "de", action="unpublish")
    client.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))
    publication = {"languages": ["fr", "de"], "shown": shown(page)}
    client.post(reverse("staff_publish_page", args=[page.pk]), publication)
    when_the_moment_has_come()
    assert ContentPage.objects.get(pk=page.pk).published_languages == ["fr"]
    schedule(client, page, "fr", action="unpublish")
    client.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))
    when_the_moment_has_come()
    assert not LanguageSchedule.objects.exists()


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


@pytest.mark.parametrize("way", ["wagtail", "bulk", "languages", "move", "lock"])
def test_whoever_scheduled_gets_one_mail_when_it_is_held(
    staff: Callable[..., Client], page: ContentPage, way: str
) -> None:
    author, other = staff(MODERATORS, language="nl"), staff()
    schedule(author, page, "nl", "de")
    if way == "wagtail":
        other.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))
    elif way == "bulk":
        bulk = reverse("wagtail_bulk_action", args=["pages", "portalpage", "unpublish"])
        other.post(f"{bulk}?id={page.pk}", {})
    elif way == "languages":
        languages = {"languages": ["nl", "de"]}
        other.post(reverse("staff_unpublish_languages", args=[page.pk]), languages)
    elif way == "move":
        closed = factories.plain_page(title={"fr": "Fermé"})
        PageViewRestriction.objects.create(page=closed, restriction_type="login")
        ContentPage.objects.get(pk=page.pk).move(closed, pos="last-child")
    else:
        ContentPage.objects.filter(pk=page.pk).update(locked=True, locked_by=factories.user(name="Other"))
    when_the_moment_has_come()
    assert [message.to for message in delivered()] == [[author.person.email]]  # type: ignore[attr-defined]
    body = delivered()[0].body
    assert address(page) in body
    assert "Nederlands" in body
    assert "Deutsch" in body
    assert LanguageSchedule.objects.filter(status="held").count() == 2


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


@pytest.mark.usefixtures("translated")
def test_a_failure_is_told_and_not_tried_for_ever(staff: Callable[..., Client], page: ContentPage) -> None:
    client = staff(MODERATORS, language="nl")
    schedule(client, page, "nl")
    row = only_schedule(page)
    row.changes["before"]["slug_nl"] = get_value(page, "slug", "nl")
    row.changes["fields"]["slug_nl"] = factories.plain_page(title={"nl": "Bezet"}).slug
    row.save()
    assert when_the_moment_has_come() == 0
    assert only_schedule(page).status == "failed"
    assert [message.to for message in delivered()] == [[client.person.email]]  # type: ignore[attr-defined]
    assert address(page) in delivered()[0].body
    when_the_moment_has_come()
    assert len(delivered()) == 1
    assert address(page) in client.get(reverse("wagtailadmin_home")).content.decode()
    assert "al het adres" in delivered()[0].body


@pytest.mark.parametrize(
    ("language", "why"),
    [("en", "already has the address"), ("nl", "al het adres"), ("de", "hat hier die Seite")],
)
@pytest.mark.usefixtures("translated")
def test_each_person_reads_why_in_his_language(
    staff: Callable[..., Client], page: ContentPage, language: str, why: str
) -> None:
    schedule(staff(MODERATORS, language="fr"), page, "nl")
    row = only_schedule(page)
    row.changes["before"]["slug_nl"] = get_value(page, "slug", "nl")
    row.changes["fields"]["slug_nl"] = factories.plain_page(title={"nl": "Bezet"}).slug
    row.save()
    when_the_moment_has_come()
    client = staff(language=language)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    for screen in (edit, address(page), reverse("wagtailadmin_home")):
        assert why in client.get(screen).content.decode()


def test_the_form_says_why_one_is_held(staff: Callable[..., Client], page: ContentPage) -> None:
    client = staff(MODERATORS)
    schedule(client, page, "nl")
    client.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))
    html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "taken off the site meanwhile" in html.split("p-status-schedules__problem")[1]


def test_the_form_shows_what_is_scheduled_with_its_zone(
    staff: Callable[..., Client], page: ContentPage
) -> None:
    client = staff(MODERATORS)
    schedule(client, page, "nl")
    html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "(Brussels)" in html
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
    schedule(client, page, "de", moment=at(3 * LATER))
    when_the_moment_has_come()
    assert LanguageSchedule.objects.get().status == "waiting"


def test_the_only_language_can_be_taken_off_and_come_back(staff: Callable[..., Client]) -> None:
    page = factories.plain_page(title={"fr": "Un"}, summary={"fr": "Vieux"})
    factories.edit(page, summary={"fr": "Neuf"})
    client = staff(MODERATORS)
    schedule(client, page, "fr", action="unpublish")
    schedule(client, page, "fr", moment=at(3 * LATER))
    when_the_moment_has_come()
    assert not delivered()
    assert not ContentPage.objects.get(pk=page.pk).live
    with time_machine.travel(timezone.now() + 4 * LATER):
        assert run_schedules() == 1
    assert ContentPage.objects.get(pk=page.pk).live
    assert summary(page, "fr") == "Neuf"


@pytest.mark.parametrize("sent", ["old", "none"])
def test_a_draft_that_was_not_shown_is_not_scheduled(
    staff: Callable[..., Client], page: ContentPage, sent: str
) -> None:
    client = staff(MODERATORS)
    seen = shown(page) if sent == "old" else ""
    factories.edit(page, summary={"nl": "Onaf"})
    answer = schedule(client, page, "nl", shown=seen)
    assert answer.status_code == 409
    assert not LanguageSchedule.objects.exists()
    assert schedule(client, page, "nl").status_code == 302


def test_one_that_is_cancelled_while_others_run_is_not_carried_out(
    staff: Callable[..., Client], page: ContentPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = staff(MODERATORS)
    schedule(client, page, "nl", "de")
    row = LanguageSchedule.objects.get(language="de")

    def publish_and_meanwhile(*args: Any, **kwargs: Any) -> Any:
        client.post(address(page), {"cancel": row.pk})
        return publish(*args, **kwargs)

    monkeypatch.setattr("cluster_portal.pages.schedules.publish", publish_and_meanwhile)
    assert when_the_moment_has_come() == 1
    assert (summary(page, "nl"), summary(page, "de")) == ("Neuf", "Vieux")


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

    factories.edit(page, expire_at=timezone.now() - LATER)
    ContentPage.objects.filter(pk=page.pk).update(expire_at=timezone.now() - LATER, expired=True, live=False)
    client = staff(MODERATORS)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = form_data(client.get(edit).context["form"])
    assert client.post(edit, data).status_code == 302
    publication = {"languages": ["fr"], "shown": shown(page)}
    assert client.post(reverse("staff_publish_page", args=[page.pk]), publication).status_code == 302
    call_command("publish_scheduled")
    assert ContentPage.objects.get(pk=page.pk).live


@pytest.mark.parametrize(
    "bad", [{"moment": "2020-01-01 10:00"}, {"moment": "x"}, {"moment": ""}, {"languages": []}]
)
def test_bad_input_is_named(staff: Callable[..., Client], page: ContentPage, bad: dict[str, Any]) -> None:
    answer = schedule(staff(MODERATORS), page, "nl", **bad)
    assert answer.status_code == 422
    assert answer.context["form"].errors
    assert not LanguageSchedule.objects.exists()


def test_the_history_keeps_a_schedule_that_was_cancelled(staff: Any) -> None:
    page = factories.plain_page(title={"fr": "Un", "en": "One"})
    client = staff(MODERATORS)
    data = {
        "action": "unpublish",
        "languages": ["en"],
        "moment": "2036-11-27 09:30",
        "shown": version_key(page),
    }
    assert client.post(address(page), data).status_code == 302
    client.post(address(page), {"cancel": only_schedule(page).pk})
    history = client.get(reverse("wagtailadmin_pages:history", args=[page.pk])).content.decode()
    assert "Scheduled for 27 November 2036, 09:30 (Brussels): English" in history
    assert "Schedule for 27 November 2036, 09:30 (Brussels) cancelled: English" in history
