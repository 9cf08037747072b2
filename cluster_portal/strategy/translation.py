"""Which texts of the strategy exist per language."""

from modeltranslation.translator import register

from cluster_portal.languages.options import PortalTranslationOptions
from cluster_portal.strategy.models import (
    ContentPage,
    GoalPage,
    HomePage,
    StrategyPage,
    TargetArea,
    TargetAreasPage,
)


@register(HomePage)
class HomePageTranslation(PortalTranslationOptions):
    """Texts of the front page."""

    fields = ("heading", "body")


@register([StrategyPage, GoalPage, TargetAreasPage, ContentPage])
class BodyTranslation(PortalTranslationOptions):
    """The body of a page."""

    fields = ("body",)


@register(TargetArea)
class TargetAreaTranslation(PortalTranslationOptions):
    """Name and reason of a target area."""

    fields = ("name", "reason")
