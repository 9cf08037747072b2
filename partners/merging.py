"""Two records of one partner become one: everything that hangs on the other moves to the one that is kept.

Apps that own rows about partners register their part here. All parts run in one transaction.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cluster_portal.bin.putting import put

if TYPE_CHECKING:
    from cluster_portal.accounts.models import User
    from partners.models import PartnerPage

MERGED = "partners.merge"


def _nothing(kept: "PartnerPage", other: "PartnerPage") -> list[str]:
    return []


def _no_move(kept: "PartnerPage", other: "PartnerPage", user: "User | None") -> None:
    """Move nothing."""


@dataclass(frozen=True, slots=True)
class MergePart:
    """What one app does when ``other`` is merged into ``kept``.

    ``describe`` says in words what ``move`` will move, one line each; ``stays`` what it will not. ``refuse`` returns
    the reasons for which the two cannot be merged. ``move`` runs while both records are there; a part without it
    only describes what another moves.
    """

    heading: str | Promise
    describe: "Callable[[PartnerPage, PartnerPage], list[str]]"
    move: "Callable[[PartnerPage, PartnerPage, User | None], None]" = _no_move
    refuse: "Callable[[PartnerPage, PartnerPage], list[str]]" = _nothing
    stays: "Callable[[PartnerPage, PartnerPage], list[str]]" = _nothing


_parts: list[MergePart] = []


def register_merge_part(part: MergePart) -> MergePart:
    """Let an app take part whenever two partners are merged."""
    _parts.append(part)
    return part


def refusals(kept: "PartnerPage", other: "PartnerPage") -> list[str]:
    """Return why the two cannot be merged; nothing when they can."""
    return [reason for part in _parts for reason in part.refuse(kept, other)]


def preview(kept: "PartnerPage", other: "PartnerPage") -> list[dict[str, Any]]:
    """Return under headings what would move and what would not."""
    rows = [
        {"heading": part.heading, "moves": part.describe(kept, other), "stays": part.stays(kept, other)}
        for part in _parts
    ]
    return [row for row in rows if row["moves"] or row["stays"]]


def may_merge(user: "User", kept: "PartnerPage", other: "PartnerPage") -> bool:
    """Say whether ``user`` may publish the one and take the other off the site for good."""
    of_kept, of_other = kept.permissions_for_user(user), other.permissions_for_user(user)
    may_take_off = of_other.can_unpublish() or not other.live
    return bool(of_kept.can_edit() and of_kept.can_publish() and of_other.can_delete() and may_take_off)


@transaction.atomic
def merge(kept: "PartnerPage", other: "PartnerPage", user: "User | None" = None) -> None:
    """Move to ``kept`` all that hangs on ``other``, and put ``other`` into the bin.

    Raises ValidationError with all reasons when they cannot be merged; then nothing has changed. Rights are the
    caller's matter.
    """
    from partners.models import PartnerPage

    # In one order, so that two people cannot lock each other out.
    keys = sorted([kept.pk, other.pk])
    found = {
        page.pk: page for page in PartnerPage.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    }
    if len(found) < len(keys) or kept.pk == other.pk:
        raise ValidationError(_("There are not two records any more."))
    kept, other = found[kept.pk], found[other.pk]
    if reasons := refusals(kept, other):
        raise ValidationError(reasons)
    title = other.get_admin_display_title()
    for part in _parts:
        part.move(kept, other, user)
    # Its texts can be looked up, and a mistake taken back, as long as it is in the bin.
    put(PartnerPage.objects.get(pk=other.pk), user)
    log(instance=kept, action=MERGED, user=user, data={"title": title, "uuid": str(other.uuid)})
