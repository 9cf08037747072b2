"""What exists per language on every page."""

from modeltranslation.translator import register

from cluster_portal.languages.options import PortalTranslationOptions
from cluster_portal.pages.models import PortalPage


@register(PortalPage)
class PortalPageTranslation(PortalTranslationOptions):
    """Texts, addresses, and since when the page is live."""

    fields = (
        "title",
        "slug",
        "url_path",
        "seo_title",
        "search_description",
        "summary",
        "live_since",
        "first_live_at",
    )
