"""What a move changes for readers: addresses, and who may read what is moved."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from wagtail.models import PageViewRestriction

from cluster_portal.languages import paths
from cluster_portal.languages import taken as addresses_taken
from cluster_portal.languages.codes import content_languages, offered_languages, own_name
from cluster_portal.languages.reserved import is_in_site
from cluster_portal.languages.routing import address_of_path
from cluster_portal.pages.closed import is_hidden
from cluster_portal.pages.privacy import gained_at, lost_at, may_open, restrictions_over

if TYPE_CHECKING:
    from cluster_portal.pages.models import PortalPage


@dataclass(frozen=True, slots=True)
class NewAddress:
    """The address of a page in one language, before and after a move."""

    language: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Move:
    """What moving ``page`` below ``destination`` changes for readers.

    ``lost`` and ``gained`` are the restrictions of the places above it; those of the page itself go along.
    ``readable`` counts the live pages concerned: the page, those below it, and aliases of them elsewhere;
    ``published`` those of them that readers can find now.
    """

    page: "PortalPage"
    destination: "PortalPage"
    addresses: Sequence[NewAddress]
    below: int
    readable: int
    published: int
    lost: Sequence[PageViewRestriction]
    gained: Sequence[PageViewRestriction]
    is_restricted_after: bool
    appears: bool
    disappears: bool

    @property
    def opens(self) -> bool:
        """Say whether somebody will be able to read what they cannot read now."""
        return bool(self.readable) and not self.disappears and (bool(self.lost) or self.appears)

    @property
    def closes(self) -> bool:
        """Say whether somebody will not be able to read any more what they can read now."""
        return bool(self.published) and (self.disappears or bool(self.gained))


def forbidden_by(user: Any, lost: "Sequence[PageViewRestriction]") -> "list[PortalPage]":
    """Return the places whose restriction would be undone, and that ``user`` may not open."""
    return [row.page for row in lost if not may_open(user, [row])]


def what_changes(page: "PortalPage", destination: "PortalPage") -> Move:
    """Return what moving ``page`` below ``destination`` changes."""
    was_hidden, will_be = is_hidden(page.parent_path), is_hidden(destination.path)
    concerned = Q(path__startswith=page.path) | Q(alias_of__path__startswith=page.path)
    pages = page.base_page_model.objects
    return Move(
        page=page,
        destination=destination,
        addresses=_addresses(page, destination),
        below=pages.filter(path__startswith=page.path).exclude(pk=page.pk).count(),
        readable=pages.filter(concerned, live=True).count(),
        published=pages.published().filter(pk=page.pk).count() + pages.withdrawn_with(page).count(),
        lost=lost_at(page, destination),
        gained=gained_at(page, destination),
        is_restricted_after=bool(restrictions_over(destination)) or page.view_restrictions.exists(),
        appears=was_hidden and not will_be,
        disappears=will_be and not was_hidden,
    )


def _addresses(page: "PortalPage", destination: "PortalPage") -> list[NewAddress]:
    """Return the addresses that readers know and that change, in the languages that are offered."""
    if not page.live or not is_in_site(page.url_path):
        return []
    after = paths.public_paths_below(page, destination)
    found = [
        NewAddress(own_name(code), page.get_url_in(code) or "", address_of_path(after[code], code) or "")
        for code in offered_languages()
    ]
    return [address for address in found if address.before != address.after]


def refusals(
    page: "PortalPage", destination: "PortalPage", taken: "dict[tuple[str, str], PortalPage] | None" = None
) -> list[str]:
    """Return why ``page`` cannot stand below ``destination``, in any language, as it is or as it is drafted.

    ``taken`` names the pages that move along with it by language and path; the page is added when it may go.
    """
    versions = [page]
    if page.has_unpublished_changes and page.latest_revision_id:
        versions.append(page.get_latest_revision_as_object())
    stored = paths.stored_paths(page)
    found: dict[str, str] = {}
    wanted: dict[tuple[str, str], PortalPage] = {}
    for version in versions:
        places = paths.paths_below(version, destination)
        wanted |= {(code, places[code]): page for code in content_languages()}
        refused = addresses_taken.refusals(places, destination, page.pk, stored)
        found = {**{code: str(text) for code, text in refused.items()}, **found}
    messages = list(found.values())
    if taken is not None:
        meets = {code: taken[code, path] for code, path in wanted if (code, path) in taken}
        messages += [
            str(addresses_taken.taken_by(other, code, paths.effective_slug(page, code)))
            for code, other in meets.items()
        ]
        if not messages:
            taken |= wanted
    return messages
