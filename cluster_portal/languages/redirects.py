"""Redirects from the addresses a page had, in the language they were in."""

from typing import TYPE_CHECKING

from wagtail.contrib.redirects.models import Redirect

from cluster_portal.languages.codes import columns, get_value, offered_languages
from cluster_portal.languages.reserved import is_in_site
from cluster_portal.languages.routing import address_of_path

if TYPE_CHECKING:
    from cluster_portal.pages.models import PortalPage

# Longer addresses do not fit into a redirect.
_MAX_LENGTH = 255
_BATCH = 500


def public_addresses(page: "PortalPage") -> list[str]:
    """Return the addresses at which readers find, or found, ``page``: one per offered language.

    A page that was published in one language is read at an address in every other, in the language that stands in.
    """
    if not _was_public(page) or not is_in_site(page.url_path):
        return []
    found = (address_of_path(get_value(page, "url_path", code) or "", code) for code in offered_languages())
    return [address for address in found if address]


def _was_public(page: "PortalPage") -> bool:
    return any(page.was_live_in(code) for code in offered_languages())


def record_redirects(page: "PortalPage", changed: dict[str, tuple[str, str]]) -> None:
    """Leave a redirect at every address that the page and its descendants are about to lose.

    ``changed`` maps a language to the page's old and new path. Only pages that were published count, in whichever
    language. A redirect from an address that they gain goes: it would lead back to itself once the page is
    unpublished. Called before the descendants' paths are rewritten.
    """
    fields = [*columns("url_path").values(), *columns("first_live_at").values()]
    affected = page.base_page_model.objects.filter(path__startswith=page.path).only("pk", *fields)
    in_site = {code: (is_in_site(old), is_in_site(new)) for code, (old, new) in changed.items()}
    found: dict[str, Redirect] = {}
    gained: set[str] = set()
    for moved in affected:
        was_public = _was_public(moved)
        for code, (old, new) in changed.items():
            if code not in offered_languages():
                continue
            # The page itself is saved already; its descendants still have their old paths.
            tail = "" if moved.pk == page.pk else get_value(moved, "url_path", code)[len(old) :]
            before, after = address_of_path(old + tail, code), address_of_path(new + tail, code)
            if before == after:
                continue
            was_in_site, is_in_site_now = in_site[code]
            if after and is_in_site_now:
                gained.add(Redirect.normalise_path(after))
            if was_public and before and was_in_site and len(before) <= _MAX_LENGTH:
                old_path = Redirect.normalise_path(before)
                found[old_path] = Redirect(
                    old_path=old_path, redirect_page_id=moved.pk, automatically_created=True
                )
    outdated = sorted(gained | set(found))
    for start in range(0, len(outdated), _BATCH):
        Redirect.objects.filter(
            old_path__in=outdated[start : start + _BATCH], automatically_created=True
        ).delete()
    Redirect.objects.bulk_create(found.values(), batch_size=_BATCH)
