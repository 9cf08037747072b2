"""Which texts of the exchange exist per language."""

from modeltranslation.translator import register

from cluster_portal.exchange.models import GlossaryTerm
from cluster_portal.languages.options import PortalTranslationOptions


@register(GlossaryTerm)
class GlossaryTermTranslation(PortalTranslationOptions):
    """The term itself."""

    fields = ("term",)
