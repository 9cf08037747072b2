"""Forms and screens for the people who sign in."""

from typing import Any

from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import UserViewSet


class StaffUserCreationForm(UserCreationForm):
    """Creates a person."""

    first_name = None
    last_name = None

    class Meta(UserCreationForm.Meta):
        fields = {"email", "name", "language", "is_active", "is_superuser", "groups"}


class StaffUserEditForm(UserEditForm):
    """Edits a person."""

    first_name = None
    last_name = None

    class Meta(UserEditForm.Meta):
        fields = {"email", "name", "language", "is_active", "is_superuser", "groups"}


class StaffUserViewSet(UserViewSet):
    """Staff's list and forms of people."""

    def get_form_class(self, for_update: bool = False) -> Any:
        """Return the form for one name and a language."""
        return StaffUserEditForm if for_update else StaffUserCreationForm
