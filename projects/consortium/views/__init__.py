"""Screens of consortia in the space of partners."""

from projects.consortium.views.calendars import calendar, calendar_feed, revoke_calendar
from projects.consortium.views.documents import add_document, add_version, download, withdraw
from projects.consortium.views.pages import page
from projects.consortium.views.projects import project

__all__ = [
    "add_document",
    "add_version",
    "calendar",
    "calendar_feed",
    "download",
    "page",
    "project",
    "revoke_calendar",
    "withdraw",
]
