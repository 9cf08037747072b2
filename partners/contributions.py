"""What partners add to the home page and to the strategy's indicators."""

from collections import Counter
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cluster_portal.countries import country_name
from cluster_portal.pages.querysets import of_types
from cluster_portal.pages.related import RelatedPages
from cluster_portal.strategy.indicators import (
    Indicator,
    IndicatorRow,
    Reader,
    plain_number,
    register_indicator,
)
from cluster_portal.strategy.sections import on_home
from partners.maps import overview
from partners.models import PartnerIndexPage, PartnerPage
from partners.places import points_of


@on_home
def partners_on_home(request: HttpRequest, related: RelatedPages) -> dict[str, Any]:
    """Show where the partners are."""
    related.want(matching=of_types(PartnerIndexPage))
    places = list(PartnerPage.objects.visible_to(request.user).places())
    counts = Counter(country for _north, _east, country, is_home, *_more in places if country and not is_home)

    def directory_url() -> str:
        return next((page.url for page in related.of_type(PartnerIndexPage)), "")

    return {
        "partner_map": lambda: overview(points_of(places), directory_url()),
        "partner_count": sum(counts.values()),
        "partner_index_url": directory_url,
        "countries": [
            {"code": code, "name": country_name(code), "count": count}
            for code, count in sorted(counts.items(), key=lambda item: (-item[1], country_name(item[0])))
        ],
    }


@register_indicator("partners_by_country", gettext_lazy("Partners by country"))
def partners_by_country(reader: Reader) -> Indicator | None:
    """Count the partners, the cluster itself aside, and where they are."""
    counted = PartnerPage.objects.visible_to(reader).besides_this_cluster().counted_by_country()
    if not counted:
        return None
    return Indicator(
        label=_("Partners"),
        value=plain_number(sum(row["count"] for row in counted)),
        as_of=timezone.localdate(),
        rows=[IndicatorRow(country_name(row["country"]), row["count"]) for row in counted],
    )
