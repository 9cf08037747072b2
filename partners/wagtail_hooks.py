"""What partners add to the admin."""

from collections.abc import Iterable
from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from cluster_portal.pages.models import PortalPage
from partners.merge_views import merge_view
from partners.merging import MERGED
from partners.models import PartnerPage


@hooks.register("register_admin_urls")
def merge_urls() -> list[URLPattern]:
    """Add the screen that merges two records."""
    return [path("partners/<int:page_id>/merge/", merge_view, name="partners_merge")]


@hooks.register("register_page_header_buttons")
def offer_merge(page: PortalPage, user: Any, view_name: str, next_url: str | None = None) -> Iterable[Button]:
    """Offer to merge a partner with another record of it to those who may publish it."""
    permissions = page.permissions_for_user(user)
    if page.specific_class is PartnerPage and permissions.can_edit() and permissions.can_publish():
        yield Button(
            _("Merge with another record…"),
            url=reverse("partners_merge", args=[page.pk]),
            icon_name="resubmit",
            priority=55,
        )


@hooks.register("register_log_actions")
def name_merge(actions: Any) -> None:
    """Name what the history tells."""
    actions.register_action(MERGED, gettext_lazy("Merge"), gettext_lazy("Merged with another record"))
