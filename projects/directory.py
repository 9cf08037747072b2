"""What readers filter the directory of partners by beyond the partners' own facts: their part in projects."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cluster_portal.pages.querysets import Reader, may_be_seen
from partners.listing.dimensions import Dimension, group_keys, register_dimension
from projects.models import Participation


def _parts(reader: Reader) -> "QuerySet[Participation]":
    """Return the participations in projects that ``reader`` may see; columns are named with their language."""
    return Participation.objects.rewrite(False).filter(may_be_seen(reader, "project__"))


def _by_sector(reader: Reader) -> "QuerySet[Any]":
    rows = _parts(reader).filter(project__sectors__isnull=False)
    return group_keys(rows, "sector", "project__sectors", "partner_id", names="project__sectors__name")


def _by_project(reader: Reader) -> "QuerySet[Any]":
    return group_keys(_parts(reader), "project", "project_id", "partner_id")


def _by_programme(reader: Reader) -> "QuerySet[Any]":
    rows = _parts(reader).filter(project__programme__isnull=False)
    return group_keys(rows, "programme", "project__programme", "partner_id", names="project__programme__name")


def _by_role(reader: Reader) -> "QuerySet[Any]":
    return group_keys(_parts(reader), "role", "role", "partner_id")


def _role_label(value: str) -> str:
    return str(Participation.Role(value).label) if value in Participation.Role.values else value


register_dimension(Dimension("sector", _("Sector"), 30, _by_sector))
register_dimension(Dimension("project", _("Project"), 40, _by_project, by_page=True))
register_dimension(Dimension("programme", _("Programme"), 50, _by_programme))
register_dimension(Dimension("role", _("Role in a project"), 60, _by_role, label_of=_role_label))
