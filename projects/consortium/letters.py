"""Letters to the people of a consortium: a new document, something due in 14 and in 3 days. Never twice."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from cluster_portal.accounts.models import User
from cluster_portal.languages.codes import active_language, default_language
from cluster_portal.languages.routing import absolute
from cluster_portal.languages.templatetags.portal_formats import portal_date
from cluster_portal.letters import Letter, declare_letter, send_letter
from partners.letters.models import UnwantedLetter
from partners.memberships.models import Membership
from projects.acknowledgement.cards import mail_context
from projects.consortium.access import published_projects
from projects.consortium.models import ConsortiumDate, DocumentVersion, SentLetter
from projects.consortium.querysets import results_still_due
from projects.models import Participation, ProjectPage

NEW_DOCUMENT = "consortium_document"
DEADLINES = "consortium_deadlines"
declare_letter(Letter(NEW_DOCUMENT, _("New document of a consortium")))
declare_letter(Letter(DEADLINES, _("What is due in a project")))
# How many days before something is due people are written to.
REMINDERS = (3, 14)


def people_of(project: ProjectPage, letter: str) -> list[User]:
    """Return the people of a published project's consortium who want letters of a kind."""
    if not published_projects().filter(pk=project.pk).exists():
        return []
    partners = Participation.objects.filter(project=project.pk).values("partner")
    members = Membership.objects.filter(partner__in=partners).values("user")
    wanting = User.objects.filter(is_active=True, pk__in=members)
    return list(wanting.exclude(pk__in=UnwantedLetter.objects.people(letter)).order_by("pk"))


@transaction.atomic
def tell_of_version(version: DocumentVersion) -> None:
    """Write to the consortium that a document, or a new version of it, is there; not to whoever brought it."""
    project = version.document.project
    for user in people_of(project, NEW_DOCUMENT):
        if user.pk != version.uploaded_by_id and SentLetter.objects.claim(user.pk, f"version:{version.uuid}"):
            _send(NEW_DOCUMENT, user, project, lambda: _about_version(version))


def _about_version(version: DocumentVersion) -> dict[str, Any]:
    return {
        "document": version.document.title,
        "number": version.number,
        "by": version.uploaded_by.get_short_name() if version.uploaded_by else "",
        "partner": str(version.partner.texts.title) if version.partner else "",
        "change": version.note,
    }


@dataclass(frozen=True, slots=True)
class Due:
    """Something that is due: a deliverable or a milestone."""

    record: Any
    day: date

    def key_at(self, days: int) -> str:
        """Return what is stored of a reminder ``days`` before; another day is another deadline."""
        return f"due:{self.record.uuid}:{self.day:%Y%m%d}:{days}"


def remind_of_deadlines(today: date | None = None) -> None:
    """Write to consortia about what is due in at most 14 and in at most 3 days, once each. The worker calls it."""
    day = today or timezone.localdate()
    due = _due(day)
    for project in ProjectPage.objects.filter(pk__in=due):
        for user in people_of(project, DEADLINES):
            _remind(user, project, due[project.pk], day)


def _due(today: date) -> dict[int, list[Due]]:
    """Return what is due from ``today`` on within the longest reminder, by project."""
    last = today + timedelta(days=max(REMINDERS))
    found: defaultdict[int, list[Due]] = defaultdict(list)
    projects = published_projects()
    for result in results_still_due(projects).filter(due_on__gte=today, due_on__lte=last):
        found[result.project_id].append(Due(result, result.due_on))
    milestones = ConsortiumDate.objects.filter(project__in=projects, kind=ConsortiumDate.Kind.MILESTONE)
    for row in milestones.not_over_on(today, timezone.now()).in_order():
        if today <= row.day <= last:
            found[row.project_id].append(Due(row, row.day))
    return found


@transaction.atomic
def _remind(user: User, project: ProjectPage, due: Iterable[Due], today: date) -> None:
    rows = [row for row in due if SentLetter.objects.claim(user.pk, row.key_at(_stage(row.day, today)))]
    if rows:
        _send(DEADLINES, user, project, lambda: _about_deadlines(rows))


def _stage(day: date, today: date) -> int:
    """Return which reminder it is time for: the shortest one that is not yet past."""
    return next(days for days in sorted(REMINDERS) if (day - today).days <= days)


def _about_deadlines(rows: list[Due]) -> dict[str, Any]:
    ordered = sorted(rows, key=lambda row: row.day)
    return {"rows": [{"title": str(row.record.texts.title), "day": portal_date(row.day)} for row in ordered]}


def _send(template: str, user: User, project: ProjectPage, about: Any) -> None:
    """Send a letter whose texts are in the person's language; ``about`` is called in it."""
    with default_language(), translation.override(user.language or active_language()):
        language = active_language()
        context = {
            "name": user.get_short_name(),
            "project": str(project.texts.title),
            "address": absolute(reverse("consortium:project", args=[project.uuid])),
            "choice_address": absolute(reverse("letters:choose")),
            "acknowledgement": render_to_string(
                "acknowledgement/mail.txt", mail_context(project, language)
            ).strip(),
            **about(),
        }
    send_letter(template, to=user.email, language=language, context=context)
