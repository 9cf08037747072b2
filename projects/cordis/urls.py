"""Addresses of the CORDIS screens, below the admin's."""

from django.urls import path

from projects.cordis import views

app_name = "cordis"
urlpatterns = [
    path("", views.index, name="index"),
    path("imports/<uuid:uuid>/", views.run, name="run"),
    path("<uuid:uuid>/", views.proposal, name="proposal"),
    path("<uuid:uuid>/compare/", views.compare, name="compare"),
    path("<uuid:uuid>/facts/<int:pk>/reopen/", views.reopen, name="reopen"),
]
