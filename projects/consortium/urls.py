"""Addresses of consortia in the space of partners, below the language."""

from django.urls import path

from projects.consortium import views

app_name = "consortium"
urlpatterns = [
    path("projects/<uuid:project>/", views.project, name="project"),
    path("projects/<uuid:project>/documents/", views.add_document, name="add_document"),
    path("projects/<uuid:project>/documents/<uuid:document>/", views.add_version, name="add_version"),
    path("projects/<uuid:project>/documents/<uuid:document>/withdraw/", views.withdraw, name="withdraw"),
    path("projects/<uuid:project>/pages/<uuid:page>/", views.page, name="page"),
    path("documents/<uuid:version>/", views.download, name="download"),
    path("calendar/", views.calendar, name="calendar"),
    path("calendar/<uuid:token>/revoke/", views.revoke_calendar, name="revoke_calendar"),
    path("calendar/<str:secret>.ics", views.calendar_feed, name="calendar_feed"),
]
