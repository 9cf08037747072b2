"""What a partner may say about its part in a project."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cluster_portal.languages.codes import set_value
from partners.proposals.fields import Acceptance, TextOfPage, Version


class TextOfParticipation(TextOfPage):
    """A text of the partner's participation."""

    def holder(self, version: Version) -> Any:
        """Return the partner's first participation."""
        rows = sorted(version.page.participations.all(), key=lambda row: row.sort_order or 0)
        return next((row for row in rows if row.partner_id == version.partner), None)

    def write(self, version: Version, language: str, value: Any, acceptance: Acceptance) -> None:
        """Set the text, and hand the row back to the draft."""
        row = self.holder(version)
        if row is None:
            raise ValidationError(_("The partner does not take part in the project any more."))
        set_value(row, self.name, language, value or None)
        # Each reading gives other objects: the draft learns of the change by adding the row again.
        version.page.participations.add(row)
