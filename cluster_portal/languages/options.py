"""Registration of translated fields."""

from modeltranslation.translator import TranslationOptions


class PortalTranslationOptions(TranslationOptions):
    """A text that is missing is NULL, whether it was never written or was emptied in a form."""

    empty_values = None
