"""Which texts of the portal's identity exist per language."""

from modeltranslation.translator import register

from cluster_portal.identity.models import Contact, KeyFigure, MenuItem, Notice, PortalSettings
from cluster_portal.languages.options import PortalTranslationOptions


@register(PortalSettings)
class PortalSettingsTranslation(PortalTranslationOptions):
    """Names and lines of the portal."""

    fields = ("name", "tagline", "address", "legal_note", "footer_1_heading", "footer_2_heading")


@register(MenuItem)
class MenuItemTranslation(PortalTranslationOptions):
    """The label of a menu entry."""

    fields = ("label",)


@register(Contact)
class ContactTranslation(PortalTranslationOptions):
    """What a contact does."""

    fields = ("role",)


@register(KeyFigure)
class KeyFigureTranslation(PortalTranslationOptions):
    """The words around a figure."""

    fields = ("label", "prefix", "unit", "source")


@register(Notice)
class NoticeTranslation(PortalTranslationOptions):
    """The message."""

    fields = ("text",)
