"""Which texts of images and documents exist per language."""

from modeltranslation.translator import register

from cluster_portal.languages.options import PortalTranslationOptions
from cluster_portal.media.models import PortalDocument, PortalImage


@register(PortalImage)
class PortalImageTranslation(PortalTranslationOptions):
    """Texts of an image."""

    fields = ("title", "description")


@register(PortalDocument)
class PortalDocumentTranslation(PortalTranslationOptions):
    """Texts of a document."""

    fields = ("title", "description")
