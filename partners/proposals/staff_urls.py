"""Addresses of the screens on which staff answer proposals, below the admin's."""

from django.urls import path

from partners.proposals import staff_views

app_name = "proposals"
urlpatterns = [
    path("", staff_views.index, name="index"),
    path("<uuid:uuid>/", staff_views.proposal, name="proposal"),
    path("files/<int:pk>/", staff_views.file, name="file"),
]
