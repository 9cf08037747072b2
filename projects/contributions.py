"""What projects add to the home page, to goals, to partners and to the strategy's indicators."""

from typing import Any

from django.db.models import Count, Window
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cluster_portal.languages.templatetags.portal_formats import portal_money, short_money
from cluster_portal.languages.texts import follow_languages_of
from cluster_portal.pages.querysets import may_be_seen, of_types
from cluster_portal.pages.related import RelatedPages
from cluster_portal.strategy.charts import Year, draw_years
from cluster_portal.strategy.indicators import Indicator, Reader, plain_number, register_indicator
from cluster_portal.strategy.models import GoalPage
from cluster_portal.strategy.sections import on_goal, on_home
from partners.models import PartnerPage
from partners.panels import register_users
from partners.sections import on_partner
from projects import structured_data
from projects.models import Participation, ProjectIndexPage, ProjectPage

# What a visitor can take in on the front page.
_PROJECTS_ON_HOME = 4


@on_home
def projects_on_home(request: HttpRequest, related: RelatedPages) -> dict[str, Any]:
    """Show the latest projects, and say how many there are."""
    related.want(matching=of_types(ProjectIndexPage))
    shown = list(
        ProjectPage.objects.visible_to(request.user)
        .for_cards()
        .annotate(number=Window(Count("pk")))
        .newest_first()[:_PROJECTS_ON_HOME]
    )
    return {
        "project_index_url": lambda: next((page.url for page in related.of_type(ProjectIndexPage)), ""),
        "projects": shown,
        "project_count": shown[0].number if shown else 0,
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
    found = list(rows.select_related("project", "project__programme"))
    return {
        "participations": [part for row in found for part in follow_languages_of(row.project, [row])],
        "structured_data": structured_data.organization(partner, alone=True),
    }


@register_users
def projects_naming(partner: PartnerPage) -> list[ProjectPage]:
    """Return the projects that a partner takes part in, for staff."""
    return list(ProjectPage.objects.filter(participations__partner=partner.pk).newest_first().distinct())


_BY_START = gettext_lazy("By the year in which a project starts")


@register_indicator(
    "projects_with_foreign_partners", gettext_lazy("Projects with partners abroad"), by_year=True
)
def projects_with_foreign_partners(reader: Reader) -> Indicator | None:
    """Count the projects with a partner outside the cluster's country, and how many began in each year."""
    counted = (
        ProjectPage.objects.visible_to(reader)
        .with_partners_abroad(reader, PartnerPage.objects.home_country())
        .counted_by_first_year()
    )
    if not counted:
        return None
    years = [Year(year, number, plain_number(number)) for year, number in counted]
    return Indicator(
        label=_("Projects with partners abroad"),
        value=plain_number(sum(number for _year, number in counted)),
        as_of=timezone.localdate(),
        years=draw_years(years, _BY_START, plain_number),
    )


@register_indicator("eu_money", gettext_lazy("EU contribution obtained"), by_year=True)
def eu_money(reader: Reader) -> Indicator | None:
    """Add up the EU contributions of the projects for which it is known, in all and by first year."""
    paid = ProjectPage.objects.visible_to(reader).eu_contribution_by_first_year("EUR")
    if not paid:
        return None
    years = [Year(year, amount, portal_money(amount, "EUR")) for year, amount in paid]
    total = sum(amount for _year, amount in paid)
    return Indicator(
        label=_("EU contribution of the projects"),
        value=portal_money(total, "EUR"),
        as_of=timezone.localdate(),
        years=draw_years(years, _BY_START, short_money),
    )
