"""Addresses of the space of partners, below the language."""

from django.urls import path

from partners.space import views

app_name = "space"
urlpatterns = [
    path("", views.home, name="home"),
]
