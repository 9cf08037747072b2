"""How a page is read: found with the pages above it, shown with what its type adds, kept no longer than it holds."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.functional import cached_property
from wagtail.models import PageViewRestriction

from cluster_portal.languages import routing
from cluster_portal.languages.codes import active_language, offered_languages
from cluster_portal.pages import freshness
from cluster_portal.pages.related import RelatedPages, linked_in, reading, related_pages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet
    from wagtail.models import AbstractPage as _Page

    from cluster_portal.pages.models import PortalPage
    from cluster_portal.pages.querysets import PortalPageQuerySet
else:
    _Page = object


class PageReading(_Page):
    """What a page does for those who read it."""

    def for_reading(self, ancestors: "Sequence[PortalPage]") -> "PortalPage":
        """Return the page with all its own fields, read the way its type asks for.

        ``self`` and ``ancestors`` come from ``on_the_way_to``, which knows whether they are restricted.
        """
        page: PortalPage = self.specific_class.reading_queryset().get(pk=self.pk)
        page.ancestors = ancestors
        if not any(row.is_restricted for row in (self, *ancestors)):
            page.known_unrestricted = True
        return page

    @classmethod
    def reading_queryset(cls) -> "PortalPageQuerySet":
        """Return the query that reads a page of this type for readers; types add what they show."""
        return cls.objects.all()

    # Set by ``for_reading``, which has asked already.
    known_unrestricted = False

    @cached_property
    def ancestors(self) -> "Sequence[PortalPage]":
        """Return the pages above, from the home page down, without the root of the tree."""
        if not self.path:
            return []
        return list(self.get_ancestors().filter(depth__gt=1))

    def get_view_restrictions(self) -> "QuerySet[PageViewRestriction]":
        """Return the restrictions on the page or a page above; an alias obeys those of its original."""
        if self.known_unrestricted and not self.alias_of_id:
            return PageViewRestriction.objects.none()
        covering = [self, *self.ancestors]
        originals = [page.alias_of for page in covering if page.alias_of_id]
        keys = {page.pk for page in (*covering, *originals)}
        keys |= {above.pk for page in originals for above in page.ancestors}
        return PageViewRestriction.objects.filter(page__in=keys)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what every page shows: its address in each language, and the way to it."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["page_meta"] = routing.page_meta(self, active_language(), offered_languages())
        context["breadcrumbs"] = [{"title": page.texts.title, "url": page.url} for page in self.ancestors]
        related = related_pages(request)
        related.want(*linked_in(self))
        return context | self.get_own_context(request, related)

    def get_own_context(self, request: HttpRequest, related: RelatedPages) -> dict[str, Any]:
        """Return what pages of this type show besides; announce to ``related`` the pages they name."""
        return {}

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer with the rendered page, its links to other pages resolved by one query."""
        with reading(related_pages(request)):
            response: TemplateResponse = super().serve(request, *args, **kwargs)
            response.render()
        freshness.set_lifetime(request, response, self)
        return response
