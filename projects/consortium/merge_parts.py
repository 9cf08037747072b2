"""What becomes of a consortium's documents when two records of one partner are merged."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from cluster_portal.pages.binned import bin_open
from partners.merging import MergePart, register_merge_part
from projects.consortium.models import ConsortiumDocument, DocumentVersion

if TYPE_CHECKING:
    from cluster_portal.accounts.models import User
    from partners.models import PartnerPage


def _describe(kept: "PartnerPage", other: "PartnerPage") -> list[str]:
    """Return the documents that the partner uploaded."""
    return [str(document) for document in ConsortiumDocument.objects.filter(partner=other)]


def _move(kept: "PartnerPage", other: "PartnerPage", user: "User | None") -> None:
    """Let what ``other`` uploaded be the documents and versions of ``kept``."""
    with bin_open():
        ConsortiumDocument.objects.filter(partner=other.pk).update(partner=kept)
    DocumentVersion.objects.filter(partner=other.pk).update(partner=kept)


register_merge_part(MergePart(heading=_("Documents of consortia"), describe=_describe, move=_move))
