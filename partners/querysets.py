"""Questions asked of partners."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Case, CharField, Count, FloatField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, NullIf
from wagtail.models import PageManager

from cluster_portal.database import keys_of
from cluster_portal.instances import instances_of
from cluster_portal.languages.codes import active_language, column, columns, reading_order
from cluster_portal.pages.querysets import PortalPageQuerySet
from partners import rows


class PartnerQuerySet(PortalPageQuerySet):
    """Partner pages."""

    def for_cards(self) -> Self:
        """Return the partners with what a card shows."""
        return self.select_related("logo")

    def with_rows(self, day: date) -> Self:
        """Add the rows that a partner's page shows to the public on ``day``, for ``partners.rows``."""
        return self.annotate(**rows.annotations(day))

    def listed(self) -> "QuerySet[Any, tuple[Any, ...]]":
        """Return key, country, kind and the name that a reader of the active language sees, in no order."""
        return self._listed()

    def listed_with_names(self) -> "QuerySet[Any, tuple[Any, ...]]":
        """Return what ``listed`` does, then all names and cities in all languages, then former names as JSON.

        Databases fold case and accents differently or not at all, so that whoever looks for a name compares here.
        """
        from partners.models import FormerName

        former = instances_of(FormerName.objects.filter(partner=OuterRef("pk")), "name")
        names = [*columns("title").values(), *columns("city").values()]
        return self._listed("acronym", *names, former_names_as_json=former)

    def _listed(self, *names: str, **annotations: Any) -> "QuerySet[Any, tuple[Any, ...]]":
        listed = self.rewrite(False).order_by()
        listed = listed.annotate(
            read_name=Coalesce(*_readable_titles(), "title", output_field=CharField()), **annotations
        )
        return listed.values_list("pk", "country", "kind", "read_name", *names, *annotations)

    def with_predecessors(self) -> Self:
        """Add ``predecessor_keys``: the keys of the partners that each has taken the place of."""
        return self.annotate(
            predecessor_keys=keys_of(self.model.objects.filter(successor=OuterRef("pk")), "pk")
        )

    def places(self) -> "QuerySet[Any, tuple[Any, ...]]":
        """Return what a map needs, for ``partners.places``, in the order of the directory's pages."""
        titles = {f"title_{number}": title for number, title in enumerate(_readable_titles())}
        placed = self.rewrite(False).order_by("path")
        placed = placed.annotate(
            north=Cast("latitude", FloatField()), east=Cast("longitude", FloatField()), **titles
        )
        path = column("url_path", active_language())
        return placed.values_list("pk", "north", "east", "country", "is_this_cluster", path, *titles)

    def besides_this_cluster(self) -> Self:
        """Return the partners without the cluster that runs the portal."""
        return self.filter(is_this_cluster=False)

    def home_country(self) -> Subquery:
        """Return the country of the cluster that runs the portal, for use inside another query."""
        return Subquery(self.filter(is_this_cluster=True).values("country")[:1])

    def counted_by_country(self) -> "list[dict[str, Any]]":
        """Return ``country`` codes with the ``count`` of their partners, most first."""
        counted = (
            self.exclude(country="").order_by().values("country").annotate(count=Count("pk", distinct=True))
        )
        return sorted(counted, key=lambda row: (-row["count"], row["country"]))


def _readable_titles() -> list[Case]:
    """Return the titles in the reader's order of languages, each empty where the page is not published in it."""
    return [
        Case(
            When(
                **{f"{column('live_since', code)}__isnull": False},
                then=NullIf(column("title", code), Value("")),
            ),
            output_field=CharField(),
        )
        for code in reading_order(active_language())
    ]


PartnerManager = PageManager.from_queryset(PartnerQuerySet)


class PartnerContactQuerySet(models.QuerySet[Any]):
    """People to turn to at a partner."""

    def shown_on(self, day: date) -> Self:
        """Return those who have agreed to be shown and are still on ``day``."""
        return self.filter(
            Q(expires_on__isnull=True) | Q(expires_on__gte=day),
            consented_on__isnull=False,
            consented_on__lte=day,
        )
