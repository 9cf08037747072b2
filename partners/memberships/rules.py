"""Where people of partners go once signed in, and who of them needs a second factor."""

from django.urls import reverse

from cluster_portal.accounts.models import User
from cluster_portal.signin.rules import leads_to, needs_second_factor_when
from partners.memberships.models import Membership


@leads_to(20)
def people_of_partners_work_in_the_space(user: User) -> str | None:
    """Send people of partners to their space."""
    return reverse("space:home") if Membership.objects.of(user).exists() else None


@needs_second_factor_when
def manages_a_partner(user: User) -> bool:
    """Say whether somebody manages a partner: invites people, uploads documents, proposes changes."""
    return Membership.objects.of(user).managing().exists()
