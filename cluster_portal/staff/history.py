"""The history of a page: it tells which languages were published, and brings single languages back."""

from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.views.generic.history import ActionColumn
from wagtail.admin.views.pages.history import PageHistoryView

from cluster_portal.pages.history import PUBLISHED


class LanguageActionColumn(ActionColumn):
    """What happened, and what can be done with that version."""

    def get_status(self, instance: Any, parent_context: Any) -> str | None:
        """Say which version is public, also when languages were published one by one."""
        if instance.action == PUBLISHED and instance.revision_id == self.object.live_revision_id:
            return _("Live version")
        status: str | None = super().get_status(instance, parent_context)
        return status

    def get_actions(self, instance: Any, parent_context: Any) -> list[dict[str, str]]:
        """Offer to bring single languages back to this version."""
        actions: list[dict[str, str]] = super().get_actions(instance, parent_context)
        if actions and instance.revision_id != self.object.latest_revision_id:
            url = reverse("staff_revert_languages", args=[self.object.pk, instance.revision_id])
            actions.append({"url": url, "label": _("Bring languages back")})
        return actions


class PortalHistoryView(PageHistoryView):
    """The history of a page."""

    @cached_property
    def columns(self) -> list[Any]:
        """Use the portal's column of actions."""
        first, *others = super().columns
        mine = LanguageActionColumn(
            first.name,
            label=first.label,
            object=first.object,
            url_names=first.url_names,
            user_can_unschedule=first.user_can_unschedule,
        )
        return [mine, *others]
