"""Questions asked of partners."""

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import (
    Case,
    CharField,
    Count,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce

from cluster_portal.database import keys_of
from cluster_portal.instances import instances_of
from cluster_portal.languages.codes import active_language, column
from cluster_portal.pages.binned import PagesOutsideBin
from cluster_portal.pages.querysets import PortalPageQuerySet, readable_texts
from partners import rows
from partners.names import fold

if TYPE_CHECKING:
    from partners.models import PartnerPage


class PartnerQuerySet(PortalPageQuerySet):
    """Partner pages."""

    def for_cards(self) -> Self:
        """Return the partners with what a card shows."""
        return self.select_related("logo")

    def with_rows(self, day: date) -> Self:
        """Add the rows that a partner's page shows to the public on ``day``, for ``partners.rows``."""
        return self.annotate(**rows.annotations(day))

    def listed(self, *, names: bool = False, places: bool = False) -> "QuerySet[Any, tuple[Any, ...]]":
        """Return key, country, kind and the name that a reader of the active language sees, in no order.

        With ``places``, what ``places`` reads follows. With ``names`` come at the end names and cities in the
        languages in which the partner is published, then former names as JSON: databases fold case and accents
        differently or not at all, so that whoever looks for a name compares here.
        """
        more: dict[str, Any] = {
            "read_name": Coalesce(*_readable("title"), Value(""), output_field=CharField())
        }
        if places:
            more |= _place()
        if names:
            own = [F("acronym"), *_readable("title"), *_readable("city")]
            more |= {f"own_{number}": name for number, name in enumerate(own)}
            from partners.models import FormerName

            more["former"] = instances_of(FormerName.objects.filter(partner=OuterRef("pk")), "name")
        return self.order_by()._rows("pk", "country", "kind", **more)

    def places(self) -> "QuerySet[Any, tuple[Any, ...]]":
        """Return what a map needs, for ``partners.places``, in the order of the directory's pages."""
        return self.order_by("path")._rows(**_place())

    def _rows(self, *names: str, **annotations: Any) -> "QuerySet[Any, tuple[Any, ...]]":
        """Return columns and annotations as plain rows; columns of texts are named with their language."""
        return self.rewrite(False).annotate(**annotations).values_list(*names, *annotations)

    def with_predecessors(self) -> Self:
        """Add ``predecessor_keys``: the keys of the partners that each has taken the place of."""
        return self.annotate(
            predecessor_keys=keys_of(self.model.objects.filter(successor=OuterRef("pk")), "pk")
        )

    def besides_this_cluster(self) -> Self:
        """Return the partners without the cluster that runs the portal."""
        return self.filter(is_this_cluster=False)

    def with_most_projects(self) -> Self:
        """Return the partners, those that most rows of projects name first."""
        return self.annotate(parts=Count("participations")).order_by("-parts", "path")

    def in_alphabetical_order(self) -> "list[PartnerPage]":
        """Return the partners sorted by title in the reader's language, case and accents aside."""
        return sorted(self, key=lambda partner: fold(str(partner.texts.title)))

    def home_country(self) -> Subquery:
        """Return the country of the cluster that runs the portal, for use inside another query."""
        return Subquery(self.filter(is_this_cluster=True).values("country")[:1])

    def counted_by_country(self) -> "list[dict[str, Any]]":
        """Return ``country`` codes with the ``count`` of their partners, most first."""
        counted = (
            self.exclude(country="").order_by().values("country").annotate(count=Count("pk", distinct=True))
        )
        return sorted(counted, key=lambda row: (-row["count"], row["country"]))


def _readable(field: str) -> list[Case]:
    """Return a text in the reader's order of languages, each empty where the page is not published in it."""
    return list(readable_texts(field, active_language()).values())


def _place() -> dict[str, Any]:
    """Return the columns of a ``partners.places.Place``."""
    # As texts, which no backend converts row by row.
    facts = {
        "north": Cast("latitude", CharField()),
        "east": Cast("longitude", CharField()),
        "land": F("country"),
        "is_home": Case(When(is_this_cluster=True, then=Value("1")), default=Value("")),
        "own_path": F(column("url_path", active_language())),
    }
    return facts | {f"title_{number}": title for number, title in enumerate(_readable("title"))}


PartnerManager = PagesOutsideBin.from_queryset(PartnerQuerySet)


class PartnerContactQuerySet(models.QuerySet[Any]):
    """People to turn to at a partner."""

    def shown_on(self, day: date) -> Self:
        """Return those who have agreed to be shown and are still on ``day``."""
        return self.filter(
            Q(expires_on__isnull=True) | Q(expires_on__gte=day),
            consented_on__isnull=False,
            consented_on__lte=day,
        )
