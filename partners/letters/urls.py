"""Address of the choice of letters, in the space of partners."""

from django.urls import path

from partners.letters import views

app_name = "letters"
urlpatterns = [path("letters/", views.choose, name="choose")]
