"""The records and parts that somebody may propose changes to."""

from dataclasses import dataclass
from uuid import UUID

from cluster_portal.pages.closed import Reader
from partners.memberships.models import Membership
from partners.models import PartnerPage
from partners.querysets import PartnerQuerySet
from partners.space.access import keys_of_partners
from projects.models import Participation, ProjectPage


@dataclass(frozen=True, slots=True)
class Part:
    """A project and the partner that takes part in it."""

    project: ProjectPage
    partner: PartnerPage


def records_of(memberships: list[Membership], reader: Reader) -> PartnerQuerySet:
    """Return the records of the partners that somebody belongs to, those that are published."""
    records: PartnerQuerySet = PartnerPage.objects.visible_to(reader)
    return records.filter(pk__in=keys_of_partners(memberships))


def parts_of(memberships: list[Membership], reader: Reader, project: UUID | None = None) -> list[Part]:
    """Return the parts of somebody's partners in published projects, or in one of them, each once."""
    projects = ProjectPage.objects.visible_to(reader)
    if project is not None:
        projects = projects.filter(uuid=project)
    rows = (
        Participation.objects.filter(partner__in=records_of(memberships, reader), project__in=projects)
        .select_related("project", "partner")
        .order_by("project__path", "partner__path")
    )
    return list({(row.project_id, row.partner_id): Part(row.project, row.partner) for row in rows}.values())
