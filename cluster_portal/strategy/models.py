"""The home page, the strategy with its goals and target areas, and plain pages."""

import uuid
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.fields import StreamField
from wagtail.models import Orderable

from cluster_portal.blocks import BodyBlock
from cluster_portal.countries import country_choices, country_name
from cluster_portal.geography import LATITUDE, LONGITUDE
from cluster_portal.languages.codes import active_language
from cluster_portal.languages.panels import translated
from cluster_portal.languages.search import translated_search_fields
from cluster_portal.languages.texts import Text, TranslatedTexts, follow_languages_of
from cluster_portal.pages.models import PortalPage
from cluster_portal.pages.querysets import of_types
from cluster_portal.pages.related import RelatedPages
from cluster_portal.strategy import indicators, maps, sections
from cluster_portal.strategy.fields import IndicatorKeysField


class HomePage(PortalPage):
    """The front page."""

    page_description = _("The front page: what the cluster is, calls open now, projects, goals and partners.")
    parent_page_types = ["pages.PortalPage"]
    subpage_types = [
        "strategy.StrategyPage",
        "projects.ProjectIndexPage",
        "projects.CallIndexPage",
        "partners.PartnerIndexPage",
        "strategy.ContentPage",
    ]
    max_count = 1
    template = "strategy/home_page.html"

    heading = models.CharField(
        _("opening sentence"),
        max_length=160,
        blank=True,
        help_text=_("What the cluster is, in one sentence."),
    )
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)

    content_panels = [*PortalPage.content_panels, translated("heading"), translated("body")]
    # The home page has no slug to edit: it never shows in an address.
    promote_panels = PortalPage.promote_panels[1:]
    search_fields = [*PortalPage.search_fields, *translated_search_fields("heading", "body")]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_own_context(self, request: HttpRequest, related: RelatedPages) -> dict[str, Any]:
        """Add the goals and what the apps show on the home page."""
        related.want(matching=of_types(GoalPage))
        return {"goals": lambda: related.of_type(GoalPage)} | sections.home_context(request, related)


class StrategyPage(PortalPage):
    """The international strategy."""

    page_description = _("The strategy as a whole; its goals and target areas are pages below it.")
    parent_page_types = ["strategy.HomePage"]
    subpage_types = ["strategy.GoalPage", "strategy.TargetAreasPage", "strategy.ContentPage"]
    template = "strategy/strategy_page.html"

    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)

    content_panels = [*PortalPage.content_panels, translated("body")]
    search_fields = [*PortalPage.search_fields, *translated_search_fields("body")]

    class Meta:
        verbose_name = _("strategy page")
        verbose_name_plural = _("strategy pages")

    def get_own_context(self, request: HttpRequest, related: RelatedPages) -> dict[str, Any]:
        """Add the goals, the course over the years of what they are measured by, and the target areas."""
        related.want(matching=of_types(GoalPage, TargetAreasPage), joined="goalpage")

        @cache
        def charted() -> list[indicators.Indicator]:
            return indicators.charted(_measured_by(related.of_type(GoalPage)), request.user)

        return {
            "goals": lambda: related.of_type(GoalPage),
            "indicators": charted,
            "target_areas_page": lambda: next(iter(related.of_type(TargetAreasPage)), None),
            "area_map": lambda: maps.world_map(maps.shading(request.user)),
        }


def _measured_by(goals: Iterable[PortalPage]) -> Iterator[str]:
    """Return the keys of the indicators of goals that were read with their own columns."""
    for goal in goals:
        yield from goal.goalpage.indicators


class GoalPage(PortalPage):
    """One goal of the strategy."""

    page_description = _(
        "One goal of the strategy: what it aims at, how it is measured, which projects serve it."
    )
    parent_page_types = ["strategy.StrategyPage"]
    subpage_types: list[str] = []
    template = "strategy/goal_page.html"

    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)
    indicators = IndicatorKeysField(
        _("indicators"),
        default=list,
        blank=True,
        help_text=_("Figures counted from the portal’s own records, shown with the day they were counted."),
    )

    content_panels = [*PortalPage.content_panels, translated("body"), FieldPanel("indicators")]
    search_fields = [*PortalPage.search_fields, *translated_search_fields("body")]

    class Meta:
        verbose_name = _("goal page")
        verbose_name_plural = _("goal pages")

    def get_own_context(self, request: HttpRequest, related: RelatedPages) -> dict[str, Any]:
        """Add the indicators and what the apps show of the goal."""
        counted = indicators.count(self.indicators, request.user)
        return {"indicators": counted} | sections.goal_context(request, self)


class TargetAreasPage(PortalPage):
    """The countries and regions that the cluster turns to."""

    page_description = _("The countries and regions the cluster turns to, on a map and as a list.")
    parent_page_types = ["strategy.StrategyPage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    template = "strategy/target_areas_page.html"

    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)

    content_panels = [
        *PortalPage.content_panels,
        translated("body"),
        InlinePanel("areas", heading=_("Target areas"), label=_("target area")),
    ]
    search_fields = [*PortalPage.search_fields, *translated_search_fields("body")]

    class Meta:
        verbose_name = _("target areas page")
        verbose_name_plural = _("target areas pages")

    def get_own_context(self, request: HttpRequest, related: RelatedPages) -> dict[str, Any]:
        """Add the areas by tier, and their map."""
        areas = follow_languages_of(self, list(self.areas.all()))
        tiers = [
            {
                "key": tier.value,
                "label": tier.label,
                "areas": [
                    {"name": area.display_name, "reason": area.texts.reason}
                    for area in areas
                    if area.tier == tier
                ],
            }
            for tier in TargetArea.Tier
            if any(area.tier == tier for area in areas)
        ]
        return {"tiers": tiers, "area_map": maps.area_map(areas)}


class TargetArea(TranslatedTexts, Orderable):
    """A country or a region that the cluster turns to, and why."""

    class Kind(models.TextChoices):
        """What it is."""

        COUNTRY = "country", _("Country")
        REGION = "region", _("Region")

    class Tier(models.TextChoices):
        """How close it is to the cluster's daily work."""

        NEAR = "near", _("Neighbouring countries")
        FURTHER = "further", _("Further afield")

    page = ParentalKey(TargetAreasPage, on_delete=models.CASCADE, related_name="areas")
    uuid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.COUNTRY)
    country = models.CharField(_("country"), max_length=2, choices=country_choices)
    name = models.CharField(
        _("name of the region"),
        max_length=100,
        blank=True,
        help_text=_("Only for a region; countries have theirs."),
    )
    tier = models.CharField(_("tier"), max_length=10, choices=Tier.choices, default=Tier.NEAR)
    reason = models.TextField(_("why"), blank=True, max_length=400)
    latitude = models.DecimalField(
        _("latitude"), max_digits=8, decimal_places=5, null=True, blank=True, validators=LATITUDE
    )
    longitude = models.DecimalField(
        _("longitude"), max_digits=8, decimal_places=5, null=True, blank=True, validators=LONGITUDE
    )

    panels = [
        FieldRowPanel(["kind", "tier", "country"]),
        translated("name"),
        translated("reason"),
        FieldRowPanel(["latitude", "longitude"]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("target area")
        verbose_name_plural = _("target areas")

    def __str__(self) -> str:
        return str(self.display_name)

    @property
    def display_name(self) -> Text:
        """Return the region's name, or the country's in the reader's language."""
        if self.kind == self.Kind.REGION and self.texts.name:
            return self.texts.name
        return Text(country_name(self.country), active_language(), active_language())

    def clean(self) -> None:
        """Ask for a name where the country's is not enough."""
        super().clean()
        if self.kind == self.Kind.REGION and not self.name:
            raise ValidationError({"country": _("Give the region a name in at least one language.")})


class ContentPage(PortalPage):
    """A plain page."""

    page_description = _("A plain page: about, contact, accessibility, privacy and the like.")
    parent_page_types = ["strategy.HomePage", "strategy.StrategyPage", "strategy.ContentPage"]
    subpage_types = ["strategy.ContentPage"]
    template = "strategy/content_page.html"

    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)

    content_panels = [*PortalPage.content_panels, translated("body")]
    search_fields = [*PortalPage.search_fields, *translated_search_fields("body")]

    class Meta:
        verbose_name = _("content page")
        verbose_name_plural = _("content pages")
