"""Calls of projects, what they list, and the list of all calls."""

from projects.calls.models.index import CallIndexPage
from projects.calls.models.pages import CallPage
from projects.calls.models.rows import CallDeadline, CallDocument, CallSupport

__all__ = ["CallDeadline", "CallDocument", "CallIndexPage", "CallPage", "CallSupport"]
