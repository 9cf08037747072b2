"""The app of partners' proposals."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProposalsConfig(AppConfig):
    """Changes that partners propose, and what staff answer."""

    name = "partners.proposals"
    label = "proposals"
    verbose_name = _("proposals of partners")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Add proposals to the space and to the letters; let no file outlive its proposal."""
        from partners.letters.kinds import LetterKind, register_letter
        from partners.proposals import contributions, merge_parts, receivers  # noqa: F401
        from partners.proposals.telling import ANSWERED

        register_letter(LetterKind(ANSWERED, _("Answers to my proposals"), 30))
