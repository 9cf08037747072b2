"""Addresses of proposals in the space of partners."""

from django.urls import path

from partners.proposals import views

urlpatterns = [
    path("partner/<uuid:uuid>/", views.record, name="partner_record"),
    path("projects/<uuid:uuid>/part/", views.part, name="project_part"),
    path("proposals/", views.mine, name="proposals"),
    path("proposals/<uuid:uuid>/withdraw/", views.withdraw, name="withdraw_proposal"),
    path("proposals/files/<int:pk>/", views.file, name="proposal_file"),
]
