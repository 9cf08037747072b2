"""What exists per language on every page."""

from modeltranslation.translator import register

from cluster_portal.languages.options import PortalTranslationOptions
from cluster_portal.pages.models import PortalPage


@register(PortalPage)
class PortalPageTranslation(PortalTranslationOptions):
    """Texts, addresses, since when the page is live, and when it changed."""

    fields = (
        "title",
        "slug",
        "url_path",
        "seo_title",
        "search_description",
        "summary",
        "live_since",
        "first_live_at",
        "changed_at",
    )
