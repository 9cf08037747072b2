"""Questions asked of partners."""

from typing import TYPE_CHECKING, Any, Self

from anyascii import anyascii
from django.db.models import Count, OuterRef, Subquery
from wagtail.models import PageManager

from cluster_portal.database import keys_of
from cluster_portal.languages.codes import columns
from cluster_portal.pages.querysets import PortalPageQuerySet

if TYPE_CHECKING:
    from partners.models import PartnerPage


class PartnerQuerySet(PortalPageQuerySet):
    """Partner pages."""

    def named(self, words: str) -> Self:
        """Return the partners whose name, acronym, former name or city contains ``words``, in any language.

        Case and accents do not count. Databases fold them differently or not at all, so that names are compared here.
        """
        wanted = anyascii(words).casefold()
        names = ("acronym", *columns("title").values(), *columns("city").values(), "former_names__name")
        keys = {
            key
            for key, *found in self.values_list("pk", *names)
            if any(wanted in anyascii(name or "").casefold() for name in found)
        }
        return self.filter(pk__in=keys)

    def with_predecessors(self) -> Self:
        """Add ``predecessor_keys``: the keys of the partners that each has taken the place of."""
        return self.annotate(
            predecessor_keys=keys_of(self.model.objects.filter(successor=OuterRef("pk")), "pk")
        )

    def on_the_map(self) -> Self:
        """Return the partners whose place is known."""
        return self.filter(latitude__isnull=False, longitude__isnull=False)

    def besides_this_cluster(self) -> Self:
        """Return the partners without the cluster that runs the portal."""
        return self.filter(is_this_cluster=False)

    def with_most_projects(self) -> Self:
        """Return the partners, those that most rows of projects name first."""
        return self.annotate(parts=Count("participations")).order_by("-parts", "path")

    def home_country(self) -> Subquery:
        """Return the country of the cluster that runs the portal, for use inside another query."""
        return Subquery(self.filter(is_this_cluster=True).values("country")[:1])

    def in_alphabetical_order(self) -> "list[PartnerPage]":
        """Return the partners sorted by title in the reader's language, case and accents aside."""
        return sorted(self, key=lambda partner: anyascii(str(partner.texts.title)).casefold())

    def counted_by_country(self) -> "list[dict[str, Any]]":
        """Return ``country`` codes with the ``count`` of their partners, most first."""
        counted = (
            self.exclude(country="").order_by().values("country").annotate(count=Count("pk", distinct=True))
        )
        return sorted(counted, key=lambda row: (-row["count"], row["country"]))


PartnerManager = PageManager.from_queryset(PartnerQuerySet)
