"""Proposals of partners in the admin: menu, first screen, rights."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cluster_portal.staff.home import Task
from partners.proposals.models import ChangeProposal


@hooks.register("register_admin_urls")
def proposal_urls() -> list[URLResolver]:
    """Add the screens."""
    return [path("proposals/", include("partners.proposals.staff_urls"))]


class ProposalsMenuItem(MenuItem):
    """Shown to those who may answer."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Say whether the user may answer proposals."""
        return request.user.has_perm("proposals.change_changeproposal")


@hooks.register("register_admin_menu_item")
def proposals_menu_item() -> MenuItem:
    """Add the menu item."""
    return ProposalsMenuItem(
        _("Proposals"), reverse("proposals:index"), name="proposals", icon_name="comment", order=160
    )


@hooks.register("register_staff_tasks")
def offer_to_answer(user: Any) -> list[Task]:
    """Say on the first screen how many proposals wait for the user's answer."""
    waiting = ChangeProposal.objects.decided_by_staff(user).waiting().count()
    if not waiting:
        return []
    description = ngettext(
        "%(count)s proposal of a partner waits.", "%(count)s proposals of partners wait.", waiting
    )
    return [
        Task(
            label=gettext("Answer proposals"),
            description=description % {"count": waiting},
            url=reverse("proposals:index"),
            icon="comment",
            order=5,
        )
    ]


@hooks.register("register_permissions")
def proposal_permissions() -> QuerySet[Permission]:
    """Let groups be given the right to answer."""
    return Permission.objects.filter(content_type__app_label="proposals", codename="change_changeproposal")


@hooks.register("register_editor_permissions")
def editors_may_answer() -> list[tuple[str, str]]:
    """Let editors answer proposals about the pages that they may edit."""
    return [("proposals", "change_changeproposal")]
