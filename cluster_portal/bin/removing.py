"""Removing pages for good: by hand, and by the worker when their time is over."""

import logging
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from wagtail.actions.delete_page import DeletePageAction
from wagtail.contrib.redirects.models import Redirect

from cluster_portal.bin.models import BinnedPage
from cluster_portal.bin.places import Places
from cluster_portal.pages import privacy
from cluster_portal.pages.binned import bin_open
from cluster_portal.pages.models import PortalPage

if TYPE_CHECKING:
    from cluster_portal.accounts.models import User

logger = logging.getLogger(__name__)


def remove_for_good(key: int, user: "User | None" = None) -> None:
    """Delete the page of the row with this key, all below it, and the aliases that went into the bin with it.

    Files and pictures stay. Raises ProtectedError while another record needs one of the pages, and
    BinnedPage.DoesNotExist when the page has left the bin meanwhile; then nothing has changed.
    """
    with transaction.atomic(), bin_open():
        row, *companions = BinnedPage.objects.lock(key)
        for one in [*companions, row]:
            _keep_closed_what_stood_below(one.page, user)
            Redirect.objects.filter(pk__in=one.redirects).update(is_permanent=True)
            # Nobody has a right on a page in the bin; whoever calls has asked about the place where it stood.
            DeletePageAction(one.page.specific, user=user).execute(skip_permission_checks=True)


def _keep_closed_what_stood_below(page: PortalPage, user: "User | None") -> None:
    """Let what limited the readers of pages that were deleted one by one below ``page`` be theirs from now on."""
    places = Places()
    for row in BinnedPage.objects.select_related("page", "parent").filter(parent__path__startswith=page.path):
        own = row.page.view_restrictions.prefetch_related("groups")
        privacy.close_like(row.page, [*own, *places.restrictions_over(row)], user)


def remove_what_is_over() -> int:
    """Remove for good what has been in the bin too long, and return how many; the worker calls it.

    One that cannot be removed keeps back no other.
    """
    removed = 0
    for key in list(BinnedPage.objects.over_at(timezone.now()).values_list("pk", flat=True)):
        try:
            remove_for_good(key)
            removed += 1
        except BinnedPage.DoesNotExist:
            # It went with the page that it is an alias of, or somebody brought it back.
            continue
        except ProtectedError:
            logger.warning("Row %s stays in the bin: another record needs the page.", key)
        except Exception:
            logger.exception("Row %s stays in the bin.", key)
    return removed
