"""The cluster's own wordings of the acknowledgement, where it departs from the official ones."""

import re
import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import RevisionMixin

from cluster_portal.languages.codes import column, content_languages, get_value, is_empty, set_value
from cluster_portal.languages.panels import translated
from cluster_portal.languages.texts import TranslatedTexts
from projects.acknowledgement.families import RULES, Family, Role, roles_of
from projects.acknowledgement.official import official_text
from projects.acknowledgement.querysets import WordingQuerySet

_PLACE = re.compile(r"\{([^{}]*)\}")


def today() -> Any:
    """Return the day in the portal's time zone."""
    return timezone.localdate()


class AcknowledgementWording(TranslatedTexts, RevisionMixin, models.Model):
    """How the acknowledgement reads from a day on.

    A text that is empty in a language is the official one, so a wording without any texts goes back to it.
    """

    uuid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    generation = models.CharField(_("generation"), max_length=20, choices=Family.choices)
    role = models.CharField(
        _("funding role"),
        max_length=10,
        choices=Role.choices,
        blank=True,
        help_text=_("Empty for Horizon 2020 and the Recovery and Resilience Facility."),
    )
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    valid_from = models.DateField(
        _("valid from"), default=today, help_text=_("Until that day the previous wording holds.")
    )
    statement = models.TextField(
        _("statement"),
        max_length=400,
        blank=True,
        help_text=_("Empty: the official wording. {number} stands for the grant number."),
    )
    disclaimer = models.TextField(
        _("disclaimer"),
        max_length=1000,
        blank=True,
        help_text=_("Empty: the official wording. {authority} stands for the granting authority."),
    )
    source_note = models.TextField(
        _("source note"), help_text=_("Which document the wording comes from, and who checked it.")
    )

    objects = WordingQuerySet.as_manager()

    panels = [
        FieldRowPanel(["generation", "role", "valid_from"]),
        translated("statement"),
        translated("disclaimer"),
        FieldPanel("source_note"),
    ]

    class Meta:
        verbose_name = _("acknowledgement wording")
        verbose_name_plural = _("acknowledgement wordings")
        ordering = ["generation", "role", "-valid_from", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["generation", "role", "version"], name="acknowledgement_one_of_each_version"
            )
        ]

    def __str__(self) -> str:
        kind = str(Family(self.generation).label)
        if self.role:
            kind = f"{kind}, {Role(self.role).label}"
        return gettext("%(kind)s, version %(version)d") % {"kind": kind, "version": self.version}

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Number the wording when it is made; a text that is the official one is left to follow it."""
        for code in content_languages():
            official = official_text(self.generation, self.role, code)
            for field in ("statement", "disclaimer"):
                if official is not None and get_value(self, field, code) == getattr(official, field):
                    set_value(self, field, code, None)
        self._number()
        super().save(*args, **kwargs)

    def _number(self) -> None:
        if self.pk is None:
            self.version = AcknowledgementWording.objects.next_version(self.generation, self.role)

    @property
    def is_official(self) -> bool:
        """Say whether every text is the official one."""
        return all(
            is_empty(get_value(self, field, code))
            for field in ("statement", "disclaimer")
            for code in content_languages()
        )

    def clean(self) -> None:
        """Refuse a role that makes no difference, and a wording that omits what the grant must name."""
        super().clean()
        if self.generation not in Family.values:
            return
        self._number()
        family = Family(self.generation)
        if self.role not in roles_of(family):
            raise ValidationError({"role": self._role_message(family)})
        errors: dict[str, Any] = {}
        for code in content_languages():
            errors |= self._errors_in(code, RULES[family].places)
        if errors:
            raise ValidationError(errors)

    @staticmethod
    def _role_message(family: Family) -> str:
        if RULES[family].by_role:
            return gettext("Choose the funding role: the statement differs.")
        return gettext("This statement does not depend on the funding role: leave it empty.")

    def _errors_in(self, code: str, places: set[str]) -> dict[str, str]:
        """Return a message by column where a text names too little or something unknown."""
        official = official_text(self.generation, self.role, code)
        texts = {field: get_value(self, field, code) or "" for field in ("statement", "disclaimer")}
        if not any(text.strip() for text in texts.values()):
            return {}
        errors = {}
        shown = {
            field: text if text.strip() else (getattr(official, field) if official else "")
            for field, text in texts.items()
        }
        named = {name for text in shown.values() for name in _PLACE.findall(text)}
        for field, text in texts.items():
            if unknown := set(_PLACE.findall(text)) - {"authority", "number"}:
                errors[column(field, code)] = gettext(
                    "Nothing can be put in the place of {%(name)s}; there are {authority} and {number}."
                ) % {"name": sorted(unknown)[0]}
        if not errors and (missing := places - named):
            name = sorted(missing)[0]
            field = "statement" if name == "number" else "disclaimer"
            errors[column(field, code)] = gettext("The wording must hold {%(name)s}.") % {"name": name}
        return errors
