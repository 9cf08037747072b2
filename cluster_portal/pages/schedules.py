"""What is to be published or taken off later, one language at a time."""

import logging
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from cluster_portal.languages.merging import version_of
from cluster_portal.languages.models import LanguageSchedule
from cluster_portal.pages.history import SCHEDULED, record
from cluster_portal.pages.publishing import Choice, locked, publish, unpublish_languages

if TYPE_CHECKING:
    from cluster_portal.accounts.models import User
    from cluster_portal.pages.models import PortalPage

logger = logging.getLogger(__name__)


@transaction.atomic
def schedule_language(
    page: "PortalPage",
    language: str,
    moment: datetime,
    *,
    action: str = LanguageSchedule.Action.PUBLISH,
    facts: bool = False,
    user: "User | None" = None,
) -> LanguageSchedule:
    """Publish or unpublish one language at ``moment`` (aware); what is written after this call does not slip in.

    A schedule of the same language and action is replaced.
    """
    page = locked(page)
    content = version_of(page.get_latest_revision_as_object())
    schedule, _made = LanguageSchedule.objects.update_or_create(
        page=page,
        language=language,
        action=action,
        defaults={"moment": moment, "includes_facts": facts, "content": content, "created_by": user},
    )
    record(page, SCHEDULED, user, languages=[language], moment=moment.isoformat(), what=str(action))
    return schedule


def run_schedules(moment: datetime | None = None) -> int:
    """Carry out the schedules whose moment has come; return how many were.

    One that fails stays, is logged, and does not keep the others from being carried out.
    """
    done = 0
    for schedule in LanguageSchedule.objects.due_at(moment or timezone.now()).select_related("page"):
        try:
            with transaction.atomic():
                _carry_out(schedule)
        except Exception:
            logger.exception("Schedule %s of page %s failed.", schedule.pk, schedule.page_id)
        else:
            done += 1
    return done


def _carry_out(schedule: LanguageSchedule) -> None:
    page = schedule.page.specific
    if schedule.action == LanguageSchedule.Action.UNPUBLISH:
        unpublish_languages(page, [schedule.language], user=schedule.created_by)
    else:
        choice = Choice(
            languages=(schedule.language,), facts=schedule.includes_facts, version=schedule.content
        )
        publish(page, choice, user=schedule.created_by)
    schedule.delete()
