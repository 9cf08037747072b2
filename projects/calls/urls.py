"""Addresses of feeds and calendars of calls, below the language."""

from django.urls import path

from projects.calls import views

urlpatterns = [
    path("calls.atom", views.feed, name="calls_feed"),
    path("calls.ics", views.calendar, name="calls_calendar"),
    path("calls/<uuid:identity>.ics", views.call_calendar, name="call_calendar"),
]
