"""What projects and calls add to the home page, to goals, to partners and to the strategy's indicators."""

from typing import Any

from django.db.models import Sum
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cluster_portal.languages.templatetags.portal_formats import portal_money
from cluster_portal.strategy.indicators import Indicator, Reader, plain_number, register_indicator
from cluster_portal.strategy.models import GoalPage
from cluster_portal.strategy.sections import on_goal, on_home
from partners.directory import on_partner
from partners.models import PartnerPage
from projects.models import CallPage, Participation, ProjectPage

# What a visitor can take in on the front page.
_CALLS_ON_HOME = 4
_PROJECTS_ON_HOME = 4


@on_home
def projects_on_home(request: HttpRequest) -> dict[str, Any]:
    """Show the calls of the moment and the latest projects."""
    calls = CallPage.objects.visible_to(request.user).with_project()
    now = timezone.now()
    return {
        "calls": {
            "open": list(calls.open_at(now)[:_CALLS_ON_HOME]),
            "forthcoming": list(calls.forthcoming_at(now)[:_CALLS_ON_HOME]),
            "last_closed": list(calls.closed_at(now)[:_CALLS_ON_HOME]),
        },
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
    rows = Participation.objects.filter(
        partner=partner.pk, project__in=ProjectPage.objects.visible_to(request.user)
    ).select_related("project", "project__programme")
    return {"participations": list(rows)}


@register_indicator("projects_with_foreign_partners", gettext_lazy("Projects with partners abroad"))
def projects_with_foreign_partners(reader: Reader) -> Indicator | None:
    """Count the projects with a partner outside the cluster's country."""
    own = PartnerPage.objects.visible_to(reader).filter(is_this_cluster=True).first()
    count = ProjectPage.objects.visible_to(reader).with_partners_abroad(own.country if own else "").count()
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
