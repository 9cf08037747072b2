"""Where readers of a deleted page are led."""

from collections.abc import Iterable
from typing import Literal, TypeAlias

from wagtail.contrib.redirects.models import Redirect

from cluster_portal.languages.codes import get_value, offered_languages
from cluster_portal.languages.redirects import public_addresses
from cluster_portal.languages.routing import address_of_path
from cluster_portal.pages.models import PortalPage

# A page, the parent of each page that is deleted, or nothing.
Target: TypeAlias = PortalPage | Literal["parent"] | None

_MAX_LENGTH = 255
_BATCH = 500


def redirect_readers(page: PortalPage, target: PortalPage | None, earlier: Iterable[str] = ()) -> list[int]:
    """Lead readers of the public addresses at and below ``page`` to ``target``; return the redirects' keys.

    ``earlier`` are paths from which redirects led to the pages until now.

    They are temporary until the page is gone for good: a browser that was told "for ever" would not find a page that
    is brought back. A redirect that staff made by hand stays.
    """
    if target is None:
        return []
    paths = set(earlier)
    for gone in PortalPage.objects.filter(path__startswith=page.path, live=True):
        paths |= {
            Redirect.normalise_path(address)
            for address in public_addresses(gone)
            if len(address) <= _MAX_LENGTH
        }
    return _store(
        {
            path: Redirect(
                old_path=path, redirect_page_id=target.pk, is_permanent=False, automatically_created=True
            )
            for path in paths
        }
    )


def _store(found: dict[str, Redirect]) -> list[int]:
    wanted = sorted(found)
    for start in range(0, len(wanted), _BATCH):
        there = Redirect.objects.filter(old_path__in=wanted[start : start + _BATCH])
        there.filter(automatically_created=True).delete()
        for path in there.filter(site=None).values_list("old_path", flat=True):
            del found[path]
    Redirect.objects.bulk_create(found.values(), batch_size=_BATCH)
    keys: list[int] = []
    for start in range(0, len(wanted), _BATCH):
        made = Redirect.objects.filter(
            old_path__in=wanted[start : start + _BATCH], automatically_created=True, site=None
        )
        keys += made.values_list("pk", flat=True)
    return keys


def clear_addresses(page: PortalPage) -> None:
    """Remove the redirects that the portal made at the addresses which ``page`` and all below it have now."""
    addresses = set()
    for back in PortalPage.objects.filter(path__startswith=page.path):
        for code in offered_languages():
            address = address_of_path(get_value(back, "url_path", code) or "", code)
            if address:
                addresses.add(Redirect.normalise_path(address))
    wanted = sorted(addresses)
    for start in range(0, len(wanted), _BATCH):
        Redirect.objects.filter(
            old_path__in=wanted[start : start + _BATCH], automatically_created=True
        ).delete()
