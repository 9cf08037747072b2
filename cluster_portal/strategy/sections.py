"""What the home page shows of the apps that register with it.

``cluster_portal`` knows neither projects nor partners; they add their part of the home page here.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

Section = Callable[[HttpRequest], dict[str, Any]]
_home: list[Section] = []
_goal: list[Callable[[HttpRequest, Any], dict[str, Any]]] = []


def on_home(section: Section) -> Section:
    """Register a function that returns a part of the home page's context."""
    _home.append(section)
    return section


def on_goal(
    section: Callable[[HttpRequest, Any], dict[str, Any]],
) -> Callable[[HttpRequest, Any], dict[str, Any]]:
    """Register a function that returns a part of a goal page's context."""
    _goal.append(section)
    return section


def home_context(request: HttpRequest) -> dict[str, Any]:
    """Return what the apps add to the home page."""
    context: dict[str, Any] = {}
    for section in _home:
        context |= section(request)
    return context


def goal_context(request: HttpRequest, goal: Any) -> dict[str, Any]:
    """Return what the apps add to the page of ``goal``."""
    context: dict[str, Any] = {}
    for section in _goal:
        context |= section(request, goal)
    return context
