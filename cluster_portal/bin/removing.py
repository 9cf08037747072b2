"""Removing pages for good: by hand, and by the worker when their time is over."""

import logging
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from wagtail.actions.delete_page import DeletePageAction
from wagtail.contrib.redirects.models import Redirect

from cluster_portal.bin.models import BinnedPage
from cluster_portal.pages.binned import bin_open

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
            Redirect.objects.filter(pk__in=one.redirects).update(is_permanent=True)
            # Nobody has a right on a page in the bin; whoever calls has asked about the place where it stood.
            DeletePageAction(one.page.specific, user=user).execute(skip_permission_checks=True)


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
