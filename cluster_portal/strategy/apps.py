"""The app of the home page, the strategy and plain pages."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StrategyConfig(AppConfig):
    """Home, strategy, goals, target areas, plain content pages."""

    name = "cluster_portal.strategy"
    label = "strategy"
    verbose_name = _("strategy")
    default_auto_field = "django.db.models.BigAutoField"
