"""Accounts of partners' people for a first look at the portal."""

from cluster_portal.accounts.models import User
from cluster_portal.operations.accounts import DemoAccount, offer_demo_account
from partners.memberships.models import Membership, Role
from partners.models import PartnerPage


def _join(user: User, role: Role) -> None:
    """Let an account act for the partner that takes part in most projects, the cluster itself aside."""
    others = PartnerPage.objects.visible_to(user).besides_this_cluster()
    if (partner := others.with_most_projects().first()) is not None:
        Membership.objects.create(user=user, partner=partner, role=role)


offer_demo_account(
    DemoAccount(
        "partner-manager@example.org",
        "Partner manager",
        "",
        "manages the people, documents and texts of a partner",
        "en",
        give=lambda user: _join(user, Role.MANAGER),
    )
)
offer_demo_account(
    DemoAccount(
        "partner@example.org",
        "Partner",
        "",
        "sees the projects of a partner",
        "de",
        give=lambda user: _join(user, Role.MEMBER),
    )
)
