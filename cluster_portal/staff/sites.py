"""The screen of sites: a site begins where every page below it has one address."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.sites.forms import SiteForm
from wagtail.sites.views import SiteViewSet

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


class PortalSiteViewSet(SiteViewSet):
    """Wagtail's screens with the portal's form."""

    def get_form_class(self, for_update: bool = False) -> type[PortalSiteForm]:
        """Return the form."""
        return PortalSiteForm
