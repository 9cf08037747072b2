"""What projects and calls add to the home page, to goals, to partners and to the strategy's indicators."""

from typing import Any

from django.db.models import Q, Sum
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cluster_portal.languages.templatetags.portal_formats import portal_money
from cluster_portal.pages.querysets import may_be_seen, of_types
from cluster_portal.pages.related import RelatedPages
from cluster_portal.strategy.indicators import Indicator, Reader, plain_number, register_indicator
from cluster_portal.strategy.models import GoalPage
from cluster_portal.strategy.sections import on_goal, on_home
from partners.directory import on_partner
from partners.models import PartnerPage
from projects.models import CallPage, Participation, ProjectIndexPage, ProjectPage

# What a visitor can take in on the front page.
_CALLS_ON_HOME = 4
_PROJECTS_ON_HOME = 4


@on_home
def projects_on_home(request: HttpRequest, related: RelatedPages) -> dict[str, Any]:
    """Show the calls of the moment and the latest projects."""
    calls = list(CallPage.objects.visible_to(request.user).for_home(timezone.now(), _CALLS_ON_HOME))
    parents = {call.parent_path for call in calls}
    related.want(matching=of_types(ProjectIndexPage) | Q(path__in=parents))
    phases = {"open": "open", "forthcoming": "forthcoming", "closed": "last_closed"}
    shown = {name: [call for call in calls if call.phase == phase] for phase, name in phases.items()}

    def with_projects() -> dict[str, Any]:
        for call in calls:
            call.project = related.at_tree_path(call.parent_path)
        return shown

    return {
        "calls": with_projects,
        "project_index_url": lambda: next((page.url for page in related.of_type(ProjectIndexPage)), ""),
        "projects": list(
            ProjectPage.objects.visible_to(request.user).for_cards().newest_first()[:_PROJECTS_ON_HOME]
        ),
    }


@on_goal
def projects_of_goal(request: HttpRequest, goal: GoalPage) -> dict[str, Any]:
    """Show the projects that serve a goal."""
    served = ProjectPage.objects.visible_to(request.user).filter(goals=goal.pk)
    return {"projects": list(served.for_cards().newest_first()) if goal.pk else []}


@on_partner
def projects_of_partner(partner: PartnerPage, request: HttpRequest) -> dict[str, Any]:
    """Show the projects that a partner takes part in."""
    if not partner.pk:
        return {"participations": []}
    rows = Participation.objects.filter(may_be_seen(request.user, "project__"), partner=partner.pk)
    return {"participations": list(rows.select_related("project", "project__programme"))}


@register_indicator("projects_with_foreign_partners", gettext_lazy("Projects with partners abroad"))
def projects_with_foreign_partners(reader: Reader) -> Indicator | None:
    """Count the projects with a partner outside the cluster's country."""
    count = (
        ProjectPage.objects.visible_to(reader)
        .with_partners_abroad(PartnerPage.objects.home_country())
        .count()
    )
    return (
        Indicator(_("Projects with partners abroad"), plain_number(count), timezone.localdate())
        if count
        else None
    )


@register_indicator("eu_money", gettext_lazy("EU contribution obtained"))
def eu_money(reader: Reader) -> Indicator | None:
    """Add up the EU contributions of the projects for which it is known."""
    total = (
        ProjectPage.objects.visible_to(reader)
        .filter(currency="EUR")
        .aggregate(total=Sum("eu_contribution"))["total"]
    )
    if not total:
        return None
    return Indicator(_("EU contribution of the projects"), portal_money(total, "EUR"), timezone.localdate())


@register_indicator("calls_opened", gettext_lazy("Calls opened to companies"))
def calls_opened(reader: Reader) -> Indicator | None:
    """Count the calls that have been opened."""
    count = CallPage.objects.visible_to(reader).exclude(opens_at__gt=timezone.now()).count()
    return (
        Indicator(_("Calls opened to companies"), plain_number(count), timezone.localdate())
        if count
        else None
    )
