"""Which texts of partners exist per language."""

from modeltranslation.translator import register

from cluster_portal.languages.options import PortalTranslationOptions
from partners.models import PartnerIndexPage, PartnerPage


@register(PartnerIndexPage)
class PartnerIndexPageTranslation(PortalTranslationOptions):
    """The body of the directory."""

    fields = ("body",)


@register(PartnerPage)
class PartnerPageTranslation(PortalTranslationOptions):
    """Place names and the body."""

    fields = ("region", "city", "body")
