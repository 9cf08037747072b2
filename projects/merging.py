"""The participations of a partner move with it when two records of the partner become one."""

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cluster_portal.languages.models import LanguageSchedule
from cluster_portal.pages.corrections import correct
from cluster_portal.pages.schedules import scheduled_rows
from partners.merging import MergePart, register_merge_part
from projects.models import Participation, ProjectPage

if TYPE_CHECKING:
    from cluster_portal.accounts.models import User
    from partners.models import PartnerPage


def _projects_of(partner: "PartnerPage") -> list[ProjectPage]:
    """Return the projects that name a partner, in public or in a draft."""
    named = Participation.objects.filter(partner=partner.pk).values("project")
    candidates = ProjectPage.objects.filter(Q(pk__in=named) | Q(has_unpublished_changes=True)).order_by(
        "path"
    )
    return [page for page in candidates if partner.pk in _partners_in(page)]


def _partners_in(project: ProjectPage) -> set[int]:
    """Return the partners that a project names, in public or in a draft."""
    keys = {row.partner_id for row in project.participations.all()}
    if project.has_unpublished_changes:
        keys |= {row.partner_id for row in project.get_latest_revision_as_object().participations.all()}
    return keys


def _describe(kept: "PartnerPage", other: "PartnerPage") -> list[str]:
    return [page.get_admin_display_title() for page in _projects_of(other)]


def _refuse(kept: "PartnerPage", other: "PartnerPage") -> list[str]:
    return [
        _("Both take part in the project “%(project)s”. Remove one of the two participations there first.")
        % {"project": page.get_admin_display_title()}
        for page in _projects_of(other)
        if kept.pk in _partners_in(page)
    ]


def _move(kept: "PartnerPage", other: "PartnerPage", user: "User | None") -> None:
    def change(project: Any) -> None:
        for row in project.participations.all():
            if row.partner_id == other.pk:
                row.partner_id = kept.pk

    for page in _projects_of(other):
        correct(page, change, user=user)
    # Projects that were never public have rows too, and aliases follow their originals.
    Participation.objects.filter(partner=other.pk).update(partner=kept.pk)
    for schedule in LanguageSchedule.objects.exclude(changes={}):
        rows = [row for row in scheduled_rows(schedule, "participations") if row.get("partner") == other.pk]
        for row in rows:
            row["partner"] = kept.pk
        if rows:
            schedule.save(update_fields=["changes"])


register_merge_part(MergePart(gettext_lazy("Participations in projects"), _describe, _move, _refuse))
