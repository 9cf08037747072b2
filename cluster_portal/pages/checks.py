"""House rules about pages that `manage.py check` enforces."""

from collections.abc import Sequence
from typing import Any

from django.core import checks
from wagtail.models import PagePermissionTester
from wagtail.permissions import policy_registry

from cluster_portal.pages.permissions import PortalPagePermissionTester

# Who decides for each kind of record. Pages: PortalPagePermissionTester; the others: Django's permissions of the
# model as groups have them, for collections those of Wagtail's collection tree.
DECIDED_POLICIES = {
    "PagePermissionPolicy",
    "ModelPermissionPolicy",
    "CollectionManagementPermissionPolicy",
    "CollectionOwnershipPermissionPolicy",
}


@checks.register
def every_permission_is_decided(app_configs: Any, **kwargs: Any) -> Sequence[checks.CheckMessage]:
    """Name whatever Wagtail asks about a person's rights that the portal has not decided."""
    questions = [name for name in dir(PagePermissionTester) if name.startswith("can_")]
    undecided = [name for name in questions if name not in vars(PortalPagePermissionTester)]
    policies = {
        type(policy).__name__: model._meta.label
        for registry in (policy_registry.values_by_class, policy_registry.values_by_exact_class)
        for model, policy in registry.items()
        if type(policy).__module__.startswith("wagtail.")
    }
    return [
        checks.Error(
            f"Wagtail asks {name}() of a page, and PortalPagePermissionTester does not decide it.",
            hint="Write the method, for whoever is limited to languages too.",
            id="pages.E001",
        )
        for name in undecided
    ] + [
        checks.Error(
            f"{label} has the permission policy {name}, which nobody has looked at.",
            hint="Decide what translators may do by it, and add it to DECIDED_POLICIES.",
            id="pages.E002",
        )
        for name, label in policies.items()
        if name not in DECIDED_POLICIES
    ]
