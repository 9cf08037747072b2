"""What consortia add to the space of partners."""

from typing import cast

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cluster_portal.accounts.models import User
from partners.memberships.models import Membership
from partners.space.sections import MenuEntry, Section, on_space, register_entry
from projects.consortium.overview import my_projects


@on_space(10)
def projects_section(request: HttpRequest, memberships: list[Membership]) -> Section:
    """Show the person's projects first."""
    return Section("consortium/my_projects.html", my_projects(cast("User", request.user), memberships))


register_entry(MenuEntry(label=_("Calendar"), url_name="consortium:calendar", order=30))
