"""How a page is read: found with the pages above it, shown with what its type adds, kept no longer than it holds."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.functional import cached_property
from wagtail.models import PageViewRestriction

from cluster_portal.languages import routing
from cluster_portal.languages.codes import active_language, offered_languages
from cluster_portal.pages import freshness
from cluster_portal.pages.closed import closures_of_all, is_within
from cluster_portal.pages.related import RelatedPages, linked_in, reading, related_pages

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.db.models import QuerySet
    from wagtail.models import AbstractPage as _Page

    from cluster_portal.pages.models import PortalPage
    from cluster_portal.pages.querysets import PortalPageQuerySet
else:
    _Page = object


class PageReading(_Page):
    """What a page does for those who read it."""

    def for_reading(self, ancestors: "Sequence[PortalPage]") -> "PortalPage":
        """Return the page with all its own fields, read the way its type asks for; ``ancestors`` are above it."""
        page: PortalPage = self.specific_class.reading_queryset().get(pk=self.pk)
        page.ancestors = ancestors
        return page

    @classmethod
    def reading_queryset(cls) -> "PortalPageQuerySet":
        """Return the query that reads a page of this type for readers; types add what they show."""
        return cls.objects.all()

    @property
    def is_published(self) -> bool:
        """Say whether the page is live and withdrawn with no other; restrictions are left aside."""
        return self.live and not is_within(self.path, closures_of_all().withdrawn)

    @property
    def changed_for_readers(self) -> "datetime | None":
        """Return when what readers of the active language see of the page last changed (UTC)."""
        return self.changed_at_in(active_language())

    @cached_property
    def ancestors(self) -> "Sequence[PortalPage]":
        """Return the pages above, from the home page down, without the root of the tree."""
        if not self.path:
            return []
        return list(self.get_ancestors().filter(depth__gt=1))

    def get_view_restrictions(self) -> "QuerySet[PageViewRestriction]":
        """Return the restrictions on the page or a page above; an alias obeys those of its original too."""
        closures = closures_of_all()
        if not is_within(self.path, closures.restricted):
            return PageViewRestriction.objects.none()
        return PageViewRestriction.objects.filter(page__path__in=closures.covering(self.path))

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
