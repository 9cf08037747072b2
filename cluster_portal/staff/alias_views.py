"""An alias in the admin: it is shown, and made a page of its own by who may publish it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views.generic import HookResponseMixin
from wagtail.admin.views.pages.convert_alias import ConvertAliasView

from cluster_portal.pages.copying import convert_alias, is_withdrawn_with_its_original
from cluster_portal.pages.models import PortalPage
from cluster_portal.pages.privacy import restrictions_over
from cluster_portal.staff.people import signed_in


def may_convert(user: Any, alias: PortalPage) -> bool:
    """Return whether ``user`` may make the alias a page of its own: its text is public at once."""
    lock = alias.get_lock()
    locked = lock is not None and lock.for_user(user)
    return bool(alias.alias_of_id) and not locked and alias.permissions_for_user(user).can_publish()


class PortalConvertAliasView(HookResponseMixin, ConvertAliasView):
    """Makes an alias a page of its own, as public and as closed as it is."""

    template_name = "staff/pages/convert_alias.html"

    def dispatch(self, request: HttpRequest, page_id: int, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse whoever may not publish the page."""
        if not may_convert(request.user, get_object_or_404(PortalPage, pk=page_id, alias_of__isnull=False)):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, page_id, *args, **kwargs)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say whether it stays closed, and whether it becomes a draft."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "stays_closed": bool(restrictions_over(self.page)),
            "becomes_draft": is_withdrawn_with_its_original(self.page),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Convert the alias."""
        convert_alias(self.page, signed_in(request))
        messages.success(
            request,
            _("Page '%(page_title)s' has been converted into an ordinary page.")
            % {"page_title": self.page.get_admin_display_title()},
        )
        if response := self.run_hook("after_convert_alias_page", request, self.page):
            return response
        return redirect(
            self.next_url or "wagtailadmin_pages:edit", *([] if self.next_url else [self.page.pk])
        )
