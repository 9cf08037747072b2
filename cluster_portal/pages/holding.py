"""Stopping what was scheduled, and telling the people concerned."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.permissions import page_permission_policy

from cluster_portal.languages.codes import own_name
from cluster_portal.languages.models import LanguageSchedule
from cluster_portal.languages.querysets import ScheduleQuerySet
from cluster_portal.letters import Letter, declare_letter, send_letter

if TYPE_CHECKING:
    from cluster_portal.accounts.models import User

Reason = LanguageSchedule.Reason
Status = LanguageSchedule.Status

declare_letter(Letter("schedule_stopped", _("A schedule that was not carried out")))


@transaction.atomic
def hold(schedules: ScheduleQuerySet, reason: str) -> None:
    """Hold the publications that wait among ``schedules``, and tell whom it concerns."""
    waiting = schedules.filter(status=Status.WAITING, action=LanguageSchedule.Action.PUBLISH)
    held = list(waiting.select_related("page", "created_by"))
    for schedule in held:
        stop(schedule, Status.HELD, reason=reason)
    tell(held)


def stop(
    schedule: LanguageSchedule, status: str, *, reason: str = "", problems: dict[str, str] | None = None
) -> None:
    """Let a schedule wait, held or failed, until somebody starts it again or cancels it.

    ``problems`` are the words of an error by language.
    """
    schedule.status, schedule.reason, schedule.problems = status, reason, problems or {}
    LanguageSchedule.objects.filter(pk=schedule.pk).update(
        status=status, reason=reason, problems=schedule.problems
    )


def tell(stopped: Iterable[LanguageSchedule]) -> None:
    """Write to those whom stopped schedules concern: one mail per page and person."""
    letters: dict[tuple[int, User], list[LanguageSchedule]] = {}
    for schedule in stopped:
        for person in _whom_to_tell(schedule):
            letters.setdefault((schedule.page_id, person), []).append(schedule)
    for (_page, person), schedules in letters.items():
        _write(person, schedules)


def _write(person: "User", schedules: list[LanguageSchedule]) -> None:
    page = schedules[0].page
    with translation.override(person.language or settings.LANGUAGE_CODE):
        lines = [
            {
                "action": schedule.get_action_display(),
                "language": own_name(schedule.language),
                "reason": schedule.why,
            }
            for schedule in schedules
        ]
    send_letter(
        "schedule_stopped",
        to=person.email,
        language=person.language,
        context={
            "name": person.get_short_name(),
            "title": page.get_admin_display_title(),
            "languages": ", ".join(dict.fromkeys(line["language"] for line in lines)),
            "schedules": lines,
            "address": settings.SITE_URL + reverse("staff_schedule_page", args=[page.pk]),
        },
    )


def _whom_to_tell(schedule: LanguageSchedule) -> "Iterable[User]":
    """Return the author of a schedule, or those who may publish the page when the author cannot act any more."""
    author = schedule.created_by
    if author is not None and author.is_active and schedule.reason != Reason.RIGHT:
        return [author]
    people: Iterable[User] = page_permission_policy.users_with_permission_for_instance(
        "publish", schedule.page
    )
    return people
