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


def lost_restrictions(page: "PortalPage", destination: "PortalPage") -> list[PageViewRestriction]:
    """Return the restrictions of places above ``page`` that would no longer hold below ``destination``."""
    after = {above.pk for above in _way_to(destination)}
    left = [above for above in _way_to(page)[:-1] if above.pk not in after]
    return _restrictions(left) if left else []


def forbidden_by(user: Any, lost: "Sequence[PageViewRestriction]") -> "list[PortalPage]":
    """Return the places whose restriction would be undone, and that ``user`` may not open."""
    return [row.page for row in lost if not row.page.permissions_for_user(user).can_set_view_restrictions()]


def what_changes(page: "PortalPage", destination: "PortalPage") -> Move:
    """Return what moving ``page`` below ``destination`` changes."""
    above_now, above_then = _way_to(page)[:-1], _way_to(destination)
    before, after = _restrictions(above_now), _restrictions(above_then)
    was_hidden, is_hidden = _hides(above_now), _hides(above_then)
    concerned = Q(path__startswith=page.path) | Q(alias_of__path__startswith=page.path)
    pages = page.base_page_model.objects
    return Move(
        page=page,
        destination=destination,
        addresses=_addresses(page, destination),
        below=pages.filter(path__startswith=page.path).exclude(pk=page.pk).count(),
        readable=pages.filter(concerned, live=True).count(),
        published=pages.published().filter(pk=page.pk).count() + pages.withdrawn_with(page).count(),
        lost=lost_restrictions(page, destination),
        gained=[row for row in after if row not in before],
        is_restricted_after=bool(after) or PageViewRestriction.objects.filter(page=page).exists(),
        appears=was_hidden and not is_hidden,
        disappears=is_hidden and not was_hidden,
    )


def _way_to(page: "PortalPage") -> "list[PortalPage]":
    return list(page.get_ancestors(inclusive=True))


def _restrictions(above: "Sequence[PortalPage]") -> list[PageViewRestriction]:
    return list(
        PageViewRestriction.objects.filter(page__in=[page.pk for page in above]).select_related("page")
    )


def _hides(above: "Sequence[PortalPage]") -> bool:
    """Say whether what stands below these pages is not public: one of them, below the home page, is not."""
    return any(not page.live for page in above if page.depth > 2)


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
        found = {**addresses_taken.refusals(places, destination, page.pk, stored), **found}
    messages = list(found.values())
    if taken is not None:
        meets = {code: taken[code, path] for code, path in wanted if (code, path) in taken}
        messages += [
            addresses_taken.taken_by(other, code, paths.effective_slug(page, code))
            for code, other in meets.items()
        ]
        if not messages:
            taken |= wanted
    return messages
