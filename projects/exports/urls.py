"""Addresses of exports, below a language."""

from django.urls import path

from projects.exports.views import export

urlpatterns = [path("export/<slug:what>.<slug:extension>", export, name="export")]
