"""What consortia add to the space of partners."""

from datetime import timedelta
from typing import cast

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cluster_portal.accounts.models import User
from cluster_portal.operations.jobs import register_job
from partners.letters.kinds import LetterKind, register_letter
from partners.memberships.models import Membership
from partners.space.sections import MenuEntry, Section, on_space, register_entry
from projects.consortium import letters
from projects.consortium.overview import my_projects


@on_space(10)
def projects_section(request: HttpRequest, memberships: list[Membership]) -> Section:
    """Show the person's projects first."""
    return Section("consortium/my_projects.html", my_projects(cast("User", request.user), memberships))


register_entry(MenuEntry(label=_("Calendar"), url_name="consortium:calendar", order=30))
register_letter(LetterKind(letters.NEW_DOCUMENT, _("New documents of my projects"), 10))
register_letter(LetterKind(letters.DEADLINES, _("What is due in 14 and in 3 days"), 20))
register_job("consortium_deadlines", timedelta(days=1), letters.remind_of_deadlines)
