"""Whether a record may be changed now, and by whom."""

from datetime import timedelta
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.models import EditingSession
from wagtail.permissions import policy_registry

from cluster_portal.approval.submissions import held_from
from cluster_portal.exchange.records import is_page
from cluster_portal.languages.querysets import record_type
from cluster_portal.pages.models import PortalPage

# The editor tells the portal every few seconds that it is open.
_JUST_SEEN = timedelta(minutes=1)


def refusal(instance: models.Model, user: Any, language: str) -> str:
    """Return why ``user`` may not write a record in ``language`` now, empty when nothing is in the way.

    Without a user, as on the command line, only locks and people at work count.
    """
    if is_page(instance):
        reason = _page_refusal(instance, user, language)
    elif user is not None and not may_change(user, instance):
        reason = _("You may not change it.")
    else:
        reason = ""
    return reason or _somebody_at_work(instance, user)


def _page_refusal(page: PortalPage, user: Any, language: str) -> str:
    if page.alias_of_id:
        return _("The page is an alias; import into its original.")
    if user is not None and not page.permissions_for_user(user).can_edit():
        return _("You may not edit the page.")
    lock = page.get_lock()
    if lock is not None and (user is None or lock.for_user(user)):
        return _("The page is locked.")
    if user is not None and language in held_from(user, page).languages:
        return _("This language waits for approval.")
    return ""


def _somebody_at_work(instance: models.Model, user: Any) -> str:
    sessions = EditingSession.objects.filter(
        content_type=record_type(instance),
        object_id=str(instance.pk),
        is_editing=True,
        last_seen_at__gte=timezone.now() - _JUST_SEEN,
    ).select_related("user")
    if user is not None:
        sessions = sessions.exclude(user=user)
    session = sessions.first()
    if session is None:
        return ""
    return _("%s is editing it at this moment. Import the file again later.") % session.user


def may_change(user: Any, instance: models.Model) -> bool:
    """Say whether a user may change a record that is no page."""
    policy = policy_registry.get_by_type(type(instance))
    return bool(policy.user_has_permission_for_instance(user, "change", instance))
