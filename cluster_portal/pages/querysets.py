"""Questions asked of pages, in the words of those who use the portal."""

from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING, Self

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, CharField, F, Q, Subquery, TextField, Value, When
from django.db.models.functions import Concat, NullIf, Substr
from django.db.models.lookups import In
from wagtail.models import Site
from wagtail.query import PageQuerySet

from cluster_portal.languages.codes import column, offered_languages, reading_order
from cluster_portal.pages.binned import PagesOutsideBin
from cluster_portal.pages.closed import Reader, closures_for, closures_of_all

if TYPE_CHECKING:
    from cluster_portal.pages.models import PortalPage


def may_be_seen(user: Reader, page: str = "") -> Q:
    """Return the condition under which ``user`` may read a page; ``page`` is the way to it, as ``partner__``.

    The page is published (``is_published``), and no restriction keeps the reader from it.
    """
    closures = closures_for(user)
    return Q(**{f"{page}live": True}) & _outside(closures.closed | closures.withdrawn, page)


def is_published(page: str = "") -> Q:
    """Return the condition that a page is live and withdrawn with no other; restrictions are left aside.

    It is the condition where something else decides who may read, as a membership does.
    """
    return Q(**{f"{page}live": True}) & _outside(closures_of_all().withdrawn, page)


def _outside(parts: Iterable[str], page: str) -> Q:
    """Return the condition that a page lies in none of these parts of the tree."""
    condition = Q()
    for length, paths in groupby(sorted(parts, key=lambda path: (len(path), path)), key=len):
        # One list per depth: databases limit how deep conditions nest.
        condition &= ~Q(In(Substr(F(f"{page}path"), 1, length), list(paths)))
    return condition


def of_types(*models: "type[PortalPage]") -> Q:
    """Return the condition that a page is of one of these types."""
    types = ContentType.objects.get_for_models(*models, for_concrete_models=False).values()
    return Q(content_type__in=[content_type.pk for content_type in types])


def readable_texts(field: str, language: str) -> dict[str, Case]:
    """Return annotations with a text of pages in each language that readers of ``language`` fall back on, best first.

    A text is empty (None) where the page is not published in its language.
    """
    return {
        f"read_{field}_{number}": Case(
            When(
                **{f"{column('live_since', code)}__isnull": False},
                then=NullIf(column(field, code), Value("")),
            ),
            output_field=CharField(),
        )
        for number, code in enumerate(reading_order(language))
    }


class PortalPageQuerySet(PageQuerySet):
    """Pages of the portal."""

    def visible_to(self, user: Reader) -> Self:
        """Return the published pages that ``user`` may read.

        Every list, count, feed, map, search and export goes through this method or ``may_be_seen``.
        """
        return self.filter(may_be_seen(user))

    def withdrawn_with(self, page: "PortalPage") -> Self:
        """Return the published pages that are no longer public when ``page`` is not: those below it, and aliases.

        The site's root page takes none with it.
        """
        if Site.objects.filter(root_page__path__startswith=page.path).exists():
            return self.none()
        parts = closures_of_all().parts_with(page.path)
        return self.published().filter(~_outside(parts, "")).exclude(pk=page.pk)

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

    def published(self) -> Self:
        """Return the pages that are live and stand below no page that is not, restricted ones included."""
        return self.filter(is_published())

    def on_the_way_to(self, language: str, path: str) -> Self:
        """Return the page at ``path`` below the site's root page, and the pages above it, from the top."""
        name = column("url_path", language)
        root = Subquery(self.model.objects.filter(sites_rooted_here__is_default_site=True).values(name)[:1])
        parts = [part for part in path.split("/") if part]
        ways = ["".join(f"{part}/" for part in parts[:count]) for count in range(len(parts) + 1)]
        return self.filter(
            **{f"{name}__in": [Concat(root, Value(way), output_field=TextField()) for way in ways]}
        )


# Every manager of pages is made like this one, from ``PagesOutsideBin``.
PortalPageManager = PagesOutsideBin.from_queryset(PortalPageQuerySet)
