"""Addresses of the interface; the version is part of them."""

from django.urls import path

from projects.api.interface import api
from projects.api.views import description

urlpatterns = [
    path("", description, name="api_description"),
    path("", api.urls),
]
