"""Addresses of the space of partners, below the language."""

from django.urls import include, path

from partners.memberships import views as people
from partners.space import views

app_name = "space"
urlpatterns = [
    path("", views.home, name="home"),
    path("people/", people.people, name="people"),
    path("people/<uuid:identity>/invite/", people.invite, name="invite"),
    path("people/<uuid:identity>/member/<int:key>/", people.change_role, name="change_role"),
    path("people/<uuid:identity>/invited/<uuid:invited>/again/", people.send_again, name="invite_again"),
    path(
        "people/<uuid:identity>/invited/<uuid:invited>/withdraw/",
        people.withdraw,
        name="withdraw_invitation",
    ),
    path("invitation/<str:secret>/", people.invitation, name="invitation"),
    path("invitation/<str:secret>/new-link/", people.new_link, name="invitation_new_link"),
    path("", include("partners.proposals.urls")),
]
