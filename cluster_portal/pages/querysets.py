"""Questions asked of pages, in the words of those who use the portal."""

from typing import TYPE_CHECKING, Self

from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    Exists,
    OuterRef,
    Q,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Concat
from wagtail.models import PageViewRestriction
from wagtail.query import PageQuerySet

from cluster_portal.database import keys_of
from cluster_portal.languages.codes import column, offered_languages
from cluster_portal.pages.binned import PagesOutsideBin
from cluster_portal.pages.closed import Reader, closed_paths, closed_to

if TYPE_CHECKING:
    from cluster_portal.pages.models import PortalPage


def may_be_seen(user: Reader, page: str = "") -> Q:
    """Return the condition under which ``user`` may read a page; ``page`` is the way to it, as ``partner__``.

    An alias obeys the restrictions of its original.
    """
    condition = Q(**{f"{page}live": True})
    for path in sorted(closed_paths(user)):
        condition &= ~Q(**{f"{page}path__startswith": path})
        condition &= ~Q(**{f"{page}alias_of__path__startswith": path})
    return condition


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

    def on_the_way_to(self, language: str, path: str, user: Reader) -> Self:
        """Return the page at ``path`` below the site's root page, and the pages above it, from the top.

        ``is_restricted`` tells of each whether a view restriction is set on it or on what it is an alias of;
        ``closed`` is what ``remember_closed_paths`` takes.
        """
        name = column("url_path", language)
        root = Subquery(self.model.objects.filter(sites_rooted_here__is_default_site=True).values(name)[:1])
        parts = [part for part in path.split("/") if part]
        ways = ["".join(f"{part}/" for part in parts[:count]) for count in range(len(parts) + 1)]
        restrictions = PageViewRestriction.objects.filter(
            Q(page=OuterRef("pk")) | Q(page=OuterRef("alias_of"))
        )
        pages = self.filter(
            **{f"{name}__in": [Concat(root, Value(way), output_field=TextField()) for way in ways]}
        )
        return pages.annotate(is_restricted=Exists(restrictions), closed=keys_of(closed_to(user), "paths"))


# Every manager of pages is made like this one, from ``PagesOutsideBin``.
PortalPageManager = PagesOutsideBin.from_queryset(PortalPageQuerySet)
