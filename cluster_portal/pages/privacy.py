"""To whom a page is closed, and how that stays so when the page is copied or an alias becomes a page of its own.

A restriction holds for its page and all below it. An alias obeys, besides those of its own place, the restrictions
of its original and of all pages above that, at any number of steps.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.http import HttpRequest
from wagtail.models import PageViewRestriction

from cluster_portal.pages.closed import closures_for, closures_of_all, is_within

if TYPE_CHECKING:
    from cluster_portal.accounts.models import User
    from cluster_portal.pages.models import PortalPage


def restrictions_over(*pages: "PortalPage") -> list[PageViewRestriction]:
    """Return every restriction that a reader of one of these pages has to pass."""
    closures = closures_of_all()
    covering = {place for page in pages for place in closures.covering(page.path)}
    found = PageViewRestriction.objects.filter(page__path__in=covering).order_by("page__depth", "pk")
    return list(found.select_related("page").prefetch_related("groups"))


def admits(page: "PortalPage", request: HttpRequest) -> bool:
    """Say whether ``page`` is public and open to whoever asks, who may have given passwords in this session."""
    found = closures_for(getattr(request, "user", None))
    if not page.live or is_within(page.path, found.withdrawn):
        return False
    return not is_within(page.path, found.closed) or all(
        restriction.accept_request(request) for restriction in restrictions_over(page)
    )


def travelling_with(page: "PortalPage") -> list[PageViewRestriction]:
    """Return the restrictions that belong to a page wherever it stands: its own, and those of its original."""
    if page.alias_of_id is None:
        return list(page.view_restrictions.prefetch_related("groups"))
    place = {restriction.pk for restriction in _over_the_place_of(page)}
    return [restriction for restriction in restrictions_over(page) if restriction.pk not in place]


def lost_at(page: "PortalPage", destination: "PortalPage") -> list[PageViewRestriction]:
    """Return the restrictions that hold where ``page`` stands, and not below ``destination``."""
    return beyond(_over_the_place_of(page), restrictions_over(destination))


def gained_at(page: "PortalPage", destination: "PortalPage") -> list[PageViewRestriction]:
    """Return the restrictions that hold below ``destination``, and not where ``page`` stands."""
    return beyond(restrictions_over(destination), _over_the_place_of(page))


def beyond(
    restrictions: Iterable[PageViewRestriction], others: Iterable[PageViewRestriction]
) -> list[PageViewRestriction]:
    """Return those of ``restrictions`` that ask of readers what none of ``others`` does."""
    asked = {_condition(restriction) for restriction in others}
    return [restriction for restriction in restrictions if _condition(restriction) not in asked]


def may_open(user: "User", restrictions: Iterable[PageViewRestriction]) -> bool:
    """Return whether ``user`` may set the privacy of every page that these restrictions stand on."""
    return all(
        restriction.page.permissions_for_user(user).can_set_view_restrictions()
        for restriction in restrictions
    )


def close_like(page: "PortalPage", restrictions: Iterable[PageViewRestriction], user: "User | None") -> None:
    """Let exactly these restrictions stand on ``page``, without those that hold at its place anyway."""
    wanted = {_condition(restriction): restriction for restriction in restrictions}
    for restriction in _over_the_place_of(page):
        wanted.pop(_condition(restriction), None)
    for restriction in page.view_restrictions.prefetch_related("groups"):
        if wanted.pop(_condition(restriction), None) is None:
            restriction.delete(user=user)
    for restriction in wanted.values():
        closed = PageViewRestriction(
            page=page, restriction_type=restriction.restriction_type, password=restriction.password
        )
        closed.save(user=user)
        closed.groups.set(restriction.groups.all())


def _over_the_place_of(page: "PortalPage") -> list[PageViewRestriction]:
    parent = page.get_parent(update=True)
    return [] if parent is None else restrictions_over(parent)


def _condition(restriction: PageViewRestriction) -> tuple[str, str, frozenset[int]]:
    """Return what a reader has to fulfil."""
    groups = frozenset(group.pk for group in restriction.groups.all())
    return restriction.restriction_type, restriction.password, groups
