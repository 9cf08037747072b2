"""The outbox in the admin's menu, and a word on its home screen when mails could not be sent."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from cluster_portal.outbox.models import OutgoingMail
from cluster_portal.outbox.views import OutboxView, send_again

RIGHTS = ("view_outgoingmail", "change_outgoingmail")


def may_see(request: HttpRequest) -> bool:
    """Return whether the person may see the outbox."""
    return any(request.user.has_perm(f"outbox.{right}") for right in RIGHTS)


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    """Add the screens."""
    return [
        path("reports/mails/", OutboxView.as_view(), name="outbox"),
        path("reports/mails/results/", OutboxView.as_view(results_only=True), name="outbox_results"),
        path("reports/mails/send-again/", send_again, name="outbox_send_all_again"),
        path("reports/mails/<int:pk>/send-again/", send_again, name="outbox_send_again"),
    ]


class OutboxMenuItem(MenuItem):
    """Shown to those who may see the outbox."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether the person may see the outbox."""
        return may_see(request)


@hooks.register("register_reports_menu_item")
def register_menu_item() -> MenuItem:
    """Add the outbox to the reports."""
    return OutboxMenuItem(_("Mails"), reverse("outbox"), name="outbox", icon_name="mail", order=660)


@hooks.register("register_permissions")
def rights_on_mails() -> "QuerySet[Permission]":
    """Let groups be given the right to see the outbox, and to send again."""
    return Permission.objects.filter(content_type__app_label="outbox", codename__in=RIGHTS)


class GivenUpPanel(Component):
    """How many mails could not be sent lately."""

    name = "mails_given_up"
    template_name = "outbox/given_up.html"
    order = 10

    def __init__(self, count: int) -> None:
        self.count = count

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """Give the template the number."""
        return {"count": self.count}


@hooks.register("construct_homepage_panels", order=1000)
def tell_of_mails_given_up(request: HttpRequest, panels: list[Component]) -> None:
    """Say at the top of the admin's home that mails could not be sent, to those who may see the outbox."""
    if may_see(request) and (count := OutgoingMail.objects.given_up_lately().count()):
        panels.insert(0, GivenUpPanel(count))
