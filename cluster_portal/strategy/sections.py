"""What the home page and the goals show of the apps that register with them.

``cluster_portal`` knows neither projects nor partners; they add their part here.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

from cluster_portal.pages.related import RelatedPages

if TYPE_CHECKING:
    from cluster_portal.strategy.models import GoalPage

HomeSection = Callable[[HttpRequest, RelatedPages], dict[str, Any]]
GoalSection = Callable[[HttpRequest, "GoalPage"], dict[str, Any]]

_home: list[HomeSection] = []
_goal: list[GoalSection] = []


def on_home(section: HomeSection) -> HomeSection:
    """Register a function that returns a part of the home page's context."""
    _home.append(section)
    return section


def on_goal(section: GoalSection) -> GoalSection:
    """Register a function that returns a part of a goal page's context."""
    _goal.append(section)
    return section


def home_context(request: HttpRequest, related: RelatedPages) -> dict[str, Any]:
    """Return what the apps add to the home page."""
    context: dict[str, Any] = {}
    for section in _home:
        context |= section(request, related)
    return context


def goal_context(request: HttpRequest, goal: "GoalPage") -> dict[str, Any]:
    """Return what the apps add to the page of ``goal``."""
    context: dict[str, Any] = {}
    for section in _goal:
        context |= section(request, goal)
    return context
