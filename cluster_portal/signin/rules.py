"""Where people go once signed in, and who needs a second factor. Apps add their own."""

from collections.abc import Callable

from django.conf import settings
from django.urls import reverse

from cluster_portal.accounts.models import User
from cluster_portal.languages.codes import active_language

Destination = Callable[[User], str | None]
Need = Callable[[User], bool]

_destinations: list[tuple[int, Destination]] = []
_needs: list[Need] = []


def leads_to(order: int) -> Callable[[Destination], Destination]:
    """Register a function that returns where somebody works, None for others. The lowest order counts."""

    def register(destination: Destination) -> Destination:
        _destinations.append((order, destination))
        _destinations.sort(key=lambda row: row[0])
        return destination

    return register


def needs_second_factor_when(need: Need) -> Need:
    """Register a function that says whether somebody may do so much that a password is not enough."""
    _needs.append(need)
    return need


def destination(user: User) -> str:
    """Return the address where ``user`` works: the first that an app names, else the home page."""
    found = (address for _order, names in _destinations if (address := names(user)) is not None)
    return next(found, f"/{active_language()}/")


def must_have_second_factor(user: User) -> bool:
    """Say whether ``user`` may do so much that the portal asks for a second factor."""
    return settings.SECOND_FACTOR_REQUIRED and any(need(user) for need in _needs)


def is_staff(user: User) -> bool:
    """Say whether ``user`` works in the admin."""
    return user.has_perm("wagtailadmin.access_admin")


@leads_to(10)
def staff_work_in_the_admin(user: User) -> str | None:
    """Send staff to the admin."""
    return reverse("wagtailadmin_home") if is_staff(user) else None


needs_second_factor_when(is_staff)
