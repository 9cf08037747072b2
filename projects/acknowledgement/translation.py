"""Which texts of a wording exist per language."""

from modeltranslation.translator import register

from cluster_portal.languages.options import PortalTranslationOptions
from projects.acknowledgement.models import AcknowledgementWording


@register(AcknowledgementWording)
class AcknowledgementWordingTranslation(PortalTranslationOptions):
    """Statement and disclaimer."""

    fields = ("statement", "disclaimer")
