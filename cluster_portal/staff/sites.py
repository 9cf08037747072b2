"""The screen of sites: a site begins where every page below it has one address."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.sites.forms import SiteForm
from wagtail.sites.views import DeleteView, EditView, SiteViewSet

from cluster_portal.pages.models import PortalPage


class PortalSiteForm(SiteForm):
    """Refuses root pages at which addresses would not begin."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["root_page"].error_messages["invalid_choice"] = gettext_lazy(
            "This page is in the bin or no longer there."
        )

    def clean_root_page(self) -> PortalPage:
        """Return the page; addresses leave out the first component of its path, so that it must have one only."""
        page: PortalPage = self.cleaned_data["root_page"]
        if page.alias_of_id:
            raise ValidationError(_("An alias cannot be the page where a site begins. Choose its original."))
        if page.depth != 2:
            raise ValidationError(
                _("A site begins at a page directly below the root of the page tree, as the home page.")
            )
        return page


class _TellsWhatIsWithdrawn:
    """Says how many pages readers no longer find, because no site has them any more."""

    request: HttpRequest

    def form_valid(self, form: Any) -> HttpResponse:
        """Compare before and after."""
        before = PortalPage.objects.published().count()
        response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        number = before - PortalPage.objects.published().count()
        if number > 0:
            words = ngettext(
                "%(number)d published page stands in no site now: readers no longer find it.",
                "%(number)d published pages stand in no site now: readers no longer find them.",
                number,
            )
            messages.warning(self.request, words % {"number": number})
        return response


class PortalSiteEditView(_TellsWhatIsWithdrawn, EditView):
    """Changes a site."""


class PortalSiteDeleteView(_TellsWhatIsWithdrawn, DeleteView):
    """Deletes a site."""


class PortalSiteViewSet(SiteViewSet):
    """Wagtail's screens with the portal's form."""

    edit_view_class = PortalSiteEditView
    delete_view_class = PortalSiteDeleteView

    def get_form_class(self, for_update: bool = False) -> type[PortalSiteForm]:
        """Return the form."""
        return PortalSiteForm
