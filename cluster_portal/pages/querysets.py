"""Questions asked of pages, in the words of those who use the portal."""

from typing import TYPE_CHECKING, Self, TypeAlias

from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    BooleanField,
    CharField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Concat
from wagtail.models import PageManager, PageViewRestriction
from wagtail.query import PageQuerySet

from cluster_portal.languages.codes import column, offered_languages

if TYPE_CHECKING:
    from cluster_portal.accounts.models import User
    from cluster_portal.pages.models import PortalPage


Reader: TypeAlias = "User | AnonymousUser | None"


# Both conditions begin with the few restrictions, whose pages they look up by key. A join would let SQLite begin
# with the pages, and read all of them for every page that it asks about.


def _under(restrictions: "QuerySet[PageViewRestriction]", path: str) -> Exists:
    """Say whether the page at ``path`` stands at or below a restricted page."""
    from cluster_portal.pages.models import PortalPage

    restricted = Subquery(PortalPage.objects.filter(pk=OuterRef("page_id")).values("path"))
    own_path = ExpressionWrapper(OuterRef(path), output_field=CharField())
    return Exists(
        restrictions.alias(own_path=own_path, restricted=restricted).filter(
            own_path__startswith=F("restricted")
        )
    )


def _under_alias(restrictions: "QuerySet[PageViewRestriction]", path: str) -> Exists:
    """Say whether the page at ``path`` stands at or below an alias of a restricted page."""
    from cluster_portal.pages.models import PortalPage

    own_path = ExpressionWrapper(OuterRef(OuterRef(path)), output_field=CharField())
    aliases = PortalPage.objects.filter(alias_of=OuterRef("page_id")).alias(own_path=own_path)
    return Exists(restrictions.filter(Exists(aliases.filter(own_path__startswith=F("path")))))


def _original_under(restrictions: "QuerySet[PageViewRestriction]", original: str) -> Exists:
    """Say whether the page of which ``original`` is the key stands at or below a restricted page."""
    from cluster_portal.pages.models import PortalPage

    return Exists(PortalPage.objects.filter(_under(restrictions, "path"), pk=OuterRef(original)))


def may_be_seen(user: Reader, page: str = "") -> Q:
    """Return the condition under which ``user`` may read a page; ``page`` is the way to it, as ``partner__``.

    Nobody's password for a protected section is known here, so pages behind one are never listed. An alias obeys
    the restrictions of its original.
    """
    published = Q(**{f"{page}live": True})
    if user is not None and user.is_active and user.is_superuser:
        return published
    restrictions = PageViewRestriction.objects.all()
    if user is not None and user.is_authenticated and user.is_active:
        restrictions = restrictions.exclude(restriction_type=PageViewRestriction.LOGIN).exclude(
            restriction_type=PageViewRestriction.GROUPS, groups__in=user.groups.all()
        )
    # Asked once for the whole query: where nothing is closed to the reader, no page need be looked at.
    any_at_all = Q(Exists(restrictions))
    restricted = any_at_all & (
        Q(_under(restrictions, f"{page}path"))
        | Q(_under_alias(restrictions, f"{page}path"))
        | Q(_original_under(restrictions, f"{page}alias_of"))
    )
    return published & ~restricted


def of_types(*models: "type[PortalPage]") -> Q:
    """Return the condition that a page is of one of these types."""
    types = ContentType.objects.get_for_models(*models, for_concrete_models=False).values()
    return Q(content_type__in=[content_type.pk for content_type in types])


class PortalPageQuerySet(PageQuerySet):
    """Pages of the portal."""

    def visible_to(self, user: Reader) -> Self:
        """Return the published pages that ``user`` may read.

        Every list, count, feed, map, search and export goes through this method or ``may_be_seen``.
        """
        return self.filter(may_be_seen(user))

    def with_visibility_for(self, user: Reader) -> Self:
        """Add ``is_visible``: whether ``visible_to`` would return the page.

        For lists of thousands, which drop the rest: as a condition it makes PostgreSQL look up pages one by one.
        """
        return self.annotate(is_visible=ExpressionWrapper(may_be_seen(user), output_field=BooleanField()))

    def live_in(self, language: str) -> Self:
        """Return the pages that are published in ``language``."""
        return self.filter(live=True, **{f"{column('live_since', language)}__isnull": False})

    def live_in_any_offered(self) -> Self:
        """Return the pages published in at least one language that the portal offers."""
        condition = Q()
        for code in offered_languages():
            condition |= Q(**{f"{column('live_since', code)}__isnull": False})
        return self.filter(condition, live=True)

    def at_path(self, language: str, path: str) -> Self:
        """Return the page whose path in the tree, in ``language``, is ``path``."""
        return self.filter(**{column("url_path", language): path})

    def on_the_way_to(self, language: str, path: str) -> Self:
        """Return the page at ``path`` below the site's root page, and the pages above it, from the top.

        ``is_restricted`` tells of each whether a view restriction is set on it or on what it is an alias of.
        """
        name = column("url_path", language)
        root = Subquery(self.model.objects.filter(sites_rooted_here__is_default_site=True).values(name)[:1])
        parts = [part for part in path.split("/") if part]
        ways = ["".join(f"{part}/" for part in parts[:count]) for count in range(len(parts) + 1)]
        restrictions = PageViewRestriction.objects.filter(
            Q(page=OuterRef("pk")) | Q(page=OuterRef("alias_of"))
        )
        return self.filter(
            **{f"{name}__in": [Concat(root, Value(way), output_field=TextField()) for way in ways]}
        ).annotate(is_restricted=Exists(restrictions))


# Wagtail asks every page manager to descend from its own.
PortalPageManager = PageManager.from_queryset(PortalPageQuerySet)
