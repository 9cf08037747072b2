"""Questions asked of pages, in the words of those who use the portal."""

from typing import TYPE_CHECKING, Self

from django.contrib.auth.models import AnonymousUser
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q
from wagtail.models import PageManager, PageViewRestriction
from wagtail.query import PageQuerySet

from cluster_portal.languages.codes import column, offered_languages

if TYPE_CHECKING:
    from cluster_portal.accounts.models import User


class PortalPageQuerySet(PageQuerySet):
    """Pages of the portal."""

    def visible_to(self, user: "User | AnonymousUser | None") -> Self:
        """Return the published pages that ``user`` may read.

        Every list, count, feed, map, search and export goes through this method. Nobody's password for a
        protected section is known here, so pages behind one are never listed.
        """
        published = self.filter(live=True)
        if user is not None and user.is_active and user.is_superuser:
            return published
        restrictions = PageViewRestriction.objects.all()
        if user is not None and user.is_authenticated and user.is_active:
            restrictions = restrictions.exclude(restriction_type=PageViewRestriction.LOGIN).exclude(
                restriction_type=PageViewRestriction.GROUPS, groups__in=user.groups.all()
            )
        path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
        covering = restrictions.alias(path=path).filter(path__startswith=F("page__path"))
        return published.filter(~Exists(covering))

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


# Wagtail asks every page manager to descend from its own.
PortalPageManager = PageManager.from_queryset(PortalPageQuerySet)
