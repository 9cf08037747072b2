"""Which pages are closed to a reader, asked once while an address is read."""

from collections.abc import Callable
from contextvars import ContextVar
from typing import TYPE_CHECKING, TypeAlias

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet, Value
from django.db.models.functions import Coalesce, Concat
from django.http import HttpRequest, HttpResponse
from wagtail.models import PageViewRestriction

if TYPE_CHECKING:
    from cluster_portal.accounts.models import User


Reader: TypeAlias = "User | AnonymousUser | None"

# By key of the reader, None for visitors. Outside of requests and in those that change something, it stays None.
_known: ContextVar[dict[int | None, frozenset[str]] | None] = ContextVar("closed_paths", default=None)


class ClosedPathsMiddleware:
    """Lets ``closed_paths`` remember its answers until the request is answered, if it only reads."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Forget everything afterwards."""
        token = _known.set({} if request.method in ("GET", "HEAD") else None)
        try:
            return self._get_response(request)
        finally:
            _known.reset(token)


def closed_paths(user: Reader) -> frozenset[str]:
    """Return the treebeard paths at and below which ``user`` may not read.

    Nobody's password for a protected section is known here, so pages behind one are never listed.
    """
    known = _known.get()
    if known is not None and (found := known.get(_key(user))) is not None:
        return found
    joined = ",".join(closed_to(user).values_list("paths", flat=True))
    remember_closed_paths(user, joined)
    return _paths_in(joined)


def remember_closed_paths(user: Reader, joined: str | None) -> None:
    """Take the ``paths`` of ``closed_to`` from a query that read them along, so that nobody need ask again."""
    known = _known.get()
    if known is not None:
        known[_key(user)] = _paths_in(joined)


def closed_to(user: Reader) -> "QuerySet[PageViewRestriction]":
    """Return the restrictions that ``user`` cannot pass, with the ``paths`` of their page and its aliases."""
    restrictions = PageViewRestriction.objects.all()
    if user is not None and user.is_active and user.is_superuser:
        restrictions = restrictions.none()
    elif user is not None and user.is_authenticated and user.is_active:
        restrictions = restrictions.exclude(restriction_type=PageViewRestriction.LOGIN).exclude(
            restriction_type=PageViewRestriction.GROUPS, groups__in=user.groups.all()
        )
    aliases = Coalesce("page__aliases__path", Value(""))
    return restrictions.annotate(paths=Concat("page__path", Value(","), aliases))


def _key(user: Reader) -> int | None:
    return None if user is None else user.pk


def _paths_in(joined: str | None) -> frozenset[str]:
    return frozenset(filter(None, (joined or "").split(",")))
