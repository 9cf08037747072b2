"""Addresses of the cards, below the language."""

from django.urls import path

from projects.acknowledgement import views

urlpatterns = [
    path("embed/projects/<uuid:uuid>/", views.embed, name="project_embed"),
    path("social/projects/<uuid:uuid>.png", views.social_card, name="project_social_card"),
]
