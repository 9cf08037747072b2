"""What classifies projects and calls."""

import uuid
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldRowPanel
from wagtail.search import index

from cluster_portal.languages.panels import translated
from cluster_portal.languages.records import RevisedRecord
from cluster_portal.languages.search import translated_search_fields
from cluster_portal.media.renditions import rendition


class Classification(RevisedRecord, index.Indexed, models.Model):
    """A named class of projects or calls."""

    uuid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    name = models.CharField(_("name"), max_length=150)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.texts.name)


class Programme(Classification):
    """A funding programme, with its generation: the acknowledgement it demands depends on that."""

    class Generation(models.TextChoices):
        """Programme and financing period."""

        SMP_2021 = "smp_2021", _("Single Market Programme 2021–2027")
        DIGITAL_2021 = "digital_2021", _("Digital Europe 2021–2027")
        HORIZON_2021 = "horizon_2021", _("Horizon Europe 2021–2027")
        LIFE_2021 = "life_2021", _("LIFE 2021–2027")
        ERASMUS_2021 = "erasmus_2021", _("Erasmus+ 2021–2027")
        H2020 = "h2020", _("Horizon 2020 (2014–2020)")
        INTERREG_2021 = "interreg_2021", _("Interreg and ERDF 2021–2027")
        RRF = "rrf", _("Recovery and Resilience Facility")
        OTHER = "other", _("Other")

    abbreviation = models.CharField(_("abbreviation"), max_length=40, blank=True)
    generation = models.CharField(
        _("generation"), max_length=20, choices=Generation.choices, default=Generation.OTHER
    )
    mark = models.ForeignKey(
        "media.PortalImage",
        verbose_name=_("mark"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_(
            "The programme’s own mark, where the grant asks for it beside the emblem, as Interreg does."
        ),
    )

    panels = [translated("name"), FieldRowPanel(["abbreviation", "generation"]), "mark"]
    search_fields = [
        index.SearchField("abbreviation"),
        index.AutocompleteField("abbreviation"),
        *translated_search_fields("name"),
    ]

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")

    @property
    def mark_image(self) -> dict[str, Any] | None:
        """Return address and size of the mark, None where there is none."""
        return rendition(self.mark, "max-480x160|format-webp")


class Sector(Classification):
    """A sector of industry."""

    panels = [translated("name")]
    search_fields = translated_search_fields("name")

    class Meta:
        verbose_name = _("sector")
        verbose_name_plural = _("sectors")


class SupportKind(Classification):
    """A kind of support that calls give, such as training."""

    description = models.TextField(_("description"), blank=True, max_length=300)

    panels = [translated("name"), translated("description")]
    search_fields = translated_search_fields("name")

    class Meta:
        verbose_name = _("kind of support")
        verbose_name_plural = _("kinds of support")
