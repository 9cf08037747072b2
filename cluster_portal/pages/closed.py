"""Which parts of the page tree readers cannot enter, asked once while an address is read.

A part is a treebeard path: it stands for the page there and all pages below. A page is closed to a reader by a view
restriction on it or above it; it is withdrawn, for everybody, when a page above it is not live (the home page aside,
without which no other page would be there), or when it lies below the root page of no site. An alias is closed and
withdrawn as its original is, at any number of steps, and what stands below the alias with it.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from django.contrib.auth.models import AnonymousUser
from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat
from django.http import HttpRequest, HttpResponse
from treebeard.mp_tree import MP_Node
from wagtail.models import PageViewRestriction, Site

if TYPE_CHECKING:
    from cluster_portal.accounts.models import User


Reader: TypeAlias = "User | AnonymousUser | None"

_STEP = MP_Node.steplen
# Sorts after the path of every page below: treebeard counts steps in digits and capital letters.
_LAST = Value("Z" * (_STEP + 1))
_NOTHING = Value("", CharField())


@dataclass(frozen=True, slots=True)
class Closures:
    """The parts of the tree closed to one reader, those withdrawn for everybody, and those with any restriction.

    ``aliases`` has the path of each alias with that of its original.
    """

    closed: frozenset[str]
    withdrawn: frozenset[str]
    restricted: frozenset[str]
    aliases: Mapping[str, str] = field(default_factory=dict)

    def parts_with(self, path: str) -> frozenset[str]:
        """Return the parts of the tree that go with the page at ``path``: its own, and those of aliases."""
        return _with_aliases({path}, self.aliases)

    def covering(self, path: str) -> set[str]:
        """Return the paths whose restrictions hold for the page at ``path``: its own, those above, its originals'."""
        found: set[str] = set()
        waiting = [path]
        while waiting:
            new = set(ways_down_to(waiting.pop())) - found
            found |= new
            waiting += [self.aliases[place] for place in new if place in self.aliases]
        return found


# By key of the reader, None for visitors. Outside of requests and in those that change something, it stays None.
_known: ContextVar[dict[int | None, Closures] | None] = ContextVar("closures", default=None)


class ClosedPathsMiddleware:
    """Lets ``closures_for`` remember its answers until the request is answered, if it only reads."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Forget everything afterwards."""
        token = _known.set({} if request.method in ("GET", "HEAD") else None)
        try:
            return self._get_response(request)
        finally:
            _known.reset(token)


def closures_for(user: Reader) -> Closures:
    """Return what is closed to ``user``. One query reads it, however many pages there are.

    Nobody's password for a protected section is known here, so pages behind one are never listed.
    """
    key = None if user is None else user.pk
    known = _known.get()
    if known is not None and key in known:
        return known[key]
    found = _read(user)
    if known is not None:
        known[key] = found
    return found


def closures_of_all() -> Closures:
    """Return what holds for every reader alike; ``closed`` may be that of any reader."""
    known = _known.get()
    return next(iter(known.values())) if known else closures_for(None)


def is_hidden(path: str) -> bool:
    """Say whether the page at ``path`` is public to nobody: it, its original, or a page above either is not live.

    The home page counts as live: without it no other page would be there. What no site has is public to nobody.
    """
    from cluster_portal.pages.models import PortalPage

    found = closures_of_all()
    if is_within(path, found.withdrawn):
        return True
    covering = PortalPage.objects.filter(path__in=found.covering(path))
    return covering.filter(live=False, depth__gt=1, sites_rooted_here=None).exists()


def ways_down_to(path: str) -> list[str]:
    """Return the treebeard paths from the root down to ``path``, itself included."""
    return [path[:end] for end in range(_STEP, len(path) + 1, _STEP)]


def is_within(path: str, parts: Collection[str]) -> bool:
    """Say whether the page at ``path`` belongs to one of these parts of the tree."""
    return any(place in parts for place in ways_down_to(path))


def _read(user: Reader) -> Closures:
    found: dict[str, list[tuple[str, str]]] = {"closed": [], "restricted": [], "not live": [], "home": []}
    found |= {"alias": [], "stray": [], "top": []}
    for kind, path, other in _rows(user):
        found[kind].append((path, other))
    parts = {kind: {path for path, _other in rows} for kind, rows in found.items()}
    aliases = dict(found["alias"])
    above_home = {place for path in parts["home"] for place in ways_down_to(path)}
    elsewhere = {path for path in parts["top"] - above_home if not is_within(path, parts["home"])}
    return Closures(
        closed=_with_aliases(parts["closed"], aliases),
        withdrawn=_with_aliases((parts["not live"] - above_home) | parts["stray"] | elsewhere, aliases),
        restricted=_with_aliases(parts["restricted"], aliases),
        aliases=aliases,
    )


def _with_aliases(parts: Iterable[str], aliases: Mapping[str, str]) -> frozenset[str]:
    """Add the aliases of pages in these parts of the tree, those of pages below such an alias, and so on.

    What lies within another of the parts is left out.
    """
    found = set(parts)
    while found and (
        new := {
            path for path, original in aliases.items() if path not in found and is_within(original, found)
        }
    ):
        found |= new
    return frozenset(path for path in found if not is_within(path[:-_STEP], found))


def _rows(user: Reader) -> "QuerySet[Any, tuple[str, str, str]]":
    """Return kind, path and, of an alias, the path of its original: all with one query."""
    from cluster_portal.pages.models import PortalPage

    restrictions = PageViewRestriction.objects.all()
    pages = PortalPage.objects.rewrite(False)
    below = pages.filter(path__gt=OuterRef("path"), path__lt=Concat(OuterRef("path"), _LAST), live=True)
    aliases = pages.filter(alias_of__isnull=False)
    return _of_kind("restricted", restrictions, "page__path").union(
        _of_kind("closed", _closed_to(user, restrictions), "page__path"),
        # An index of its own has the pages that are not live.
        _of_kind("not live", pages.filter(Exists(below), live=False, numchild__gt=0), "path"),
        _of_kind("stray", aliases.filter(live=True, alias_of__live=False), "path"),
        _of_kind("alias", aliases, "path", F("alias_of__path")),
        _of_kind("top", pages.filter(depth=2, in_bin=False), "path"),
        _of_kind("home", Site.objects.all(), "root_page__path"),
        all=True,
    )


def _of_kind(
    kind: str, rows: "QuerySet[Any]", path: str, other: Any = _NOTHING
) -> "QuerySet[Any, tuple[str, str, str]]":
    columns = {"kind": Value(kind, CharField()), "at": F(path), "other": other}
    return rows.order_by().annotate(**columns).values_list(*columns)


def _closed_to(
    user: Reader, restrictions: "QuerySet[PageViewRestriction]"
) -> "QuerySet[PageViewRestriction]":
    """Return the restrictions that ``user`` cannot pass."""
    if user is None or not (user.is_authenticated and user.is_active):
        return restrictions
    if user.is_superuser:
        return restrictions.none()
    own = Q(restriction_type=PageViewRestriction.GROUPS, groups__in=user.groups.all())
    return restrictions.exclude(restriction_type=PageViewRestriction.LOGIN).exclude(
        pk__in=restrictions.filter(own).values("pk")
    )
