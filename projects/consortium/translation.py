"""Which texts of a consortium exist per language."""

from modeltranslation.translator import register

from cluster_portal.languages.options import PortalTranslationOptions
from projects.consortium.models import ConsortiumDate, ConsortiumPage


@register(ConsortiumDate)
class ConsortiumDateTranslation(PortalTranslationOptions):
    """Title, place and note of a milestone or meeting."""

    fields = ("title", "place", "note")


@register(ConsortiumPage)
class ConsortiumPageTranslation(PortalTranslationOptions):
    """Title and text of a page of a consortium."""

    fields = ("title", "body")
