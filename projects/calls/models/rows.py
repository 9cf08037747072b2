"""What a call lists: its stages or cut-offs, the support it gives, its documents."""

import uuid
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from cluster_portal.languages.panels import translated
from cluster_portal.languages.texts import TranslatedTexts
from projects.calls.fields import ZonedMomentField
from projects.models.classifications import SupportKind

CURRENCY = RegexValidator(r"^[A-Z]{3}$", _("Write the currency as three capital letters, as in EUR."))


class CallRow(TranslatedTexts, Orderable):
    """A row of a call."""

    uuid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)

    class Meta(Orderable.Meta):
        abstract = True


class CallDeadline(CallRow):
    """The deadline of one stage, or one of several cut-offs."""

    call = ParentalKey("projects.CallPage", on_delete=models.CASCADE, related_name="deadlines")
    moment = ZonedMomentField(_("date and time"), help_text=_("In the call’s time zone."))
    label = models.CharField(
        _("name"), max_length=80, blank=True, help_text=_("Empty: “First stage”, “Cut-off 2” and so on.")
    )

    panels = [FieldPanel("moment"), translated("label")]

    class Meta(Orderable.Meta):
        verbose_name = _("stage or cut-off")
        verbose_name_plural = _("stages or cut-offs")
        indexes = [models.Index(fields=["call", "moment"], name="call_deadlines")]

    def __str__(self) -> str:
        return str(self.texts.label or self.moment)

    @property
    def zone(self) -> ZoneInfo:
        """Return the time zone of the call."""
        return self.call.zone


class CallSupport(CallRow):
    """One kind of support that a call gives, and how much of it."""

    call = ParentalKey("projects.CallPage", on_delete=models.CASCADE, related_name="supports")
    kind = models.ForeignKey(
        SupportKind, verbose_name=_("kind of support"), on_delete=models.PROTECT, related_name="supports"
    )
    amount = models.DecimalField(
        _("fixed amount"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("What everybody receives."),
    )
    rate = models.DecimalField(
        _("rate (%)"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text=_("Which part of the costs is paid."),
    )
    ceiling = models.DecimalField(
        _("ceiling"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("What one company or project receives at most."),
    )
    currency = models.CharField(_("currency"), max_length=3, default="EUR", validators=[CURRENCY])

    panels = [FieldPanel("kind"), FieldRowPanel(["amount", "rate", "ceiling", "currency"])]

    class Meta(Orderable.Meta):
        verbose_name = _("support")
        verbose_name_plural = _("support")

    def __str__(self) -> str:
        return str(self.kind)

    def clean(self) -> None:
        """Refuse an amount above the ceiling."""
        super().clean()
        if self.amount is not None and self.ceiling is not None and self.amount > self.ceiling:
            raise ValidationError({"amount": _("The amount cannot be larger than the ceiling.")})


class CallDocument(CallRow):
    """A document that companies need, such as the guide for applicants."""

    call = ParentalKey("projects.CallPage", on_delete=models.CASCADE, related_name="documents")
    document = models.ForeignKey(
        "media.PortalDocument",
        verbose_name=_("document"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    title = models.CharField(
        _("title"), max_length=150, blank=True, help_text=_("Empty: the title of the document.")
    )

    panels = [FieldPanel("document"), translated("title")]

    class Meta(Orderable.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def __str__(self) -> str:
        return str(self.display_title)

    @property
    def display_title(self) -> Any:
        """Return the row's title, else that of the document, as a Text."""
        return self.texts.title or self.document.texts.title
