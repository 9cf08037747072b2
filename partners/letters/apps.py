"""The app of the letters that people of partners receive."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LettersConfig(AppConfig):
    """Kinds of letters, and who switched which off."""

    name = "partners.letters"
    label = "letters"
    verbose_name = _("letters to partners")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Add the choice of letters to the menu of the space."""
        from partners.space.sections import MenuEntry, register_entry

        register_entry(MenuEntry(_("Mails"), "letters:choose", 85))
