"""What calls add to the home page and to the strategy's indicators."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cluster_portal.pages.querysets import of_types
from cluster_portal.pages.related import RelatedPages
from cluster_portal.strategy.charts import Year, draw_years
from cluster_portal.strategy.indicators import Indicator, Reader, plain_number, register_indicator
from cluster_portal.strategy.sections import on_home
from projects.calls.contexts import keep_fresh
from projects.calls.states import CallState
from projects.models import CallIndexPage, CallPage

# What a visitor can take in on the front page.
_CALLS_ON_HOME = 4
_GROUPS = {
    CallState.OPEN: "open",
    CallState.CLOSING_SOON: "open",
    CallState.FORTHCOMING: "forthcoming",
    CallState.CLOSED: "last_closed",
}


@on_home
def calls_on_home(request: HttpRequest, related: RelatedPages) -> dict[str, Any]:
    """Show the calls of the moment: open, forthcoming, closed last."""
    now = timezone.now()
    calls = CallPage.objects.visible_to(request.user).best_of_each(now, _CALLS_ON_HOME)
    related.want(matching=of_types(CallIndexPage) | Q(path__in={call.parent_path for call in calls}))
    keep_fresh(request, calls)
    shown: dict[str, Any] = {name: [] for name in ("open", "forthcoming", "last_closed")} | {"number_open": 0}
    for call in calls:
        group = _GROUPS[call.state_at(now)]
        shown[group].append(call)
        if group == "open":
            shown["number_open"] = call.number_open

    def with_projects() -> dict[str, Any]:
        for call in calls:
            call.project = related.at_tree_path(call.parent_path)
        return shown

    return {
        "calls": with_projects,
        "call_index_url": lambda: next((page.url for page in related.of_type(CallIndexPage)), ""),
    }


@register_indicator("calls_opened", gettext_lazy("Calls opened to companies"), by_year=True)
def calls_opened(reader: Reader) -> Indicator | None:
    """Count the calls that have been opened, in all and by year."""
    counted = CallPage.objects.visible_to(reader).counted_by_first_year(timezone.now())
    if not counted:
        return None
    years = [Year(year, number, plain_number(number)) for year, number in counted]
    return Indicator(
        label=_("Calls opened to companies"),
        value=plain_number(sum(number for _year, number in counted)),
        as_of=timezone.localdate(),
        years=draw_years(years, gettext_lazy("By the year in which a call opens"), plain_number),
    )
