"""What can be done with pages chosen in the explorer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction


class ExportBulkAction(PageBulkAction):
    """Leads to the export form with the pages chosen."""

    display_name = _("Export for translation")
    action_type = "export_for_translation"
    aria_label = _("Export selected pages for translation")
    template_name = "exchange/export.html"
    action_priority = 60

    def check_perm(self, page: object) -> bool:
        """Let the form decide which pages may be exported."""
        return True

    def get(self, request: HttpRequest) -> HttpResponse:
        """Go to the form."""
        chosen = request.GET.getlist("id")
        if "all" in chosen:
            parent = request.GET.get("childOf")
            chosen = [str(key) for key in self.get_all_objects_in_listing_query(parent)]
        return redirect(f"{reverse('exchange_export')}?{urlencode([('page', key) for key in chosen])}")

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Go to the form as well: there is nothing to confirm here."""
        return self.get(request)
