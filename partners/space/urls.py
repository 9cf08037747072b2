"""Addresses of the space of partners, below the language."""

from django.urls import include, path

from partners.space import views

app_name = "space"
urlpatterns = [
    path("", views.home, name="home"),
    path("", include("partners.proposals.urls")),
]
