"""Partner organisations: one record each, used by every page that names them."""

import uuid
from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable
from wagtail.search import index

from cluster_portal.blocks import BodyBlock
from cluster_portal.countries import country_choices, country_name
from cluster_portal.geography import LATITUDE, LONGITUDE
from cluster_portal.languages.panels import translated
from cluster_portal.languages.search import translated_search_fields
from cluster_portal.media.renditions import rendition
from cluster_portal.pages.models import PortalPage
from cluster_portal.pages.related import RelatedPages
from partners import contexts
from partners.former_names import keep_public_names
from partners.listing.context import partner_list
from partners.marks import initials
from partners.panels import UsedOnPanel
from partners.querysets import PartnerContactQuerySet, PartnerManager, PartnerQuerySet


class PartnerIndexPage(PortalPage):
    """The directory of partners."""

    page_description = _("The directory of partners, as a list and on a map. Partners are pages below it.")
    parent_page_types = ["strategy.HomePage"]
    subpage_types = ["partners.PartnerPage"]
    max_count = 1
    template = "partners/partner_index_page.html"

    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)

    content_panels = [*PortalPage.content_panels, translated("body")]
    search_fields = [*PortalPage.search_fields, *translated_search_fields("body")]

    class Meta:
        verbose_name = _("partner directory")
        verbose_name_plural = _("partner directories")

    def get_own_context(self, request: HttpRequest, related: RelatedPages) -> dict[str, Any]:
        """Add filters, the partners that match them, and their map."""
        return partner_list(self, request, related)


class PartnerPage(PortalPage):
    """A partner organisation."""

    class Kind(models.TextChoices):
        """What it is."""

        CLUSTER = "cluster", _("Cluster")
        ASSOCIATION = "association", _("Association")
        COMPANY = "company", _("Company")
        RESEARCH = "research", _("Research centre or university")
        HUB = "hub", _("Innovation hub")
        PUBLIC = "public", _("Public body")

    page_description = _("An organisation the cluster works with. Projects refer to this record.")
    parent_page_types = ["partners.PartnerIndexPage"]
    subpage_types: list[str] = []
    template = "partners/partner_page.html"

    acronym = models.CharField(_("acronym"), max_length=40, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, blank=True)
    country = models.CharField(_("country"), max_length=2, choices=country_choices, blank=True)
    region = models.CharField(_("region"), max_length=120, blank=True)
    city = models.CharField(_("city"), max_length=120, blank=True)
    latitude = models.DecimalField(
        _("latitude"), max_digits=8, decimal_places=5, null=True, blank=True, validators=LATITUDE
    )
    longitude = models.DecimalField(
        _("longitude"), max_digits=8, decimal_places=5, null=True, blank=True, validators=LONGITUDE
    )
    website = models.URLField(_("website"), blank=True)
    cordis_id = models.CharField(
        _("PIC"),
        max_length=20,
        blank=True,
        db_index=True,
        validators=[RegexValidator(r"^\d{3,20}$", _("A PIC has digits only."))],
        help_text=_("The organisation’s number (participant identification code) in EU programmes."),
    )
    logo = models.ForeignKey(
        "media.PortalImage",
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    founded = models.PositiveSmallIntegerField(
        _("founded in"), null=True, blank=True, validators=[MinValueValidator(1800), MaxValueValidator(2100)]
    )
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)
    successor = models.ForeignKey(
        "self",
        verbose_name=_("successor"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="predecessors",
        help_text=_("The organisation that has taken its place."),
    )
    is_this_cluster = models.BooleanField(
        _("this cluster"), default=False, help_text=_("The organisation that runs this portal.")
    )
    source_note = models.TextField(
        _("source note"), blank=True, help_text=_("Where the facts come from. Staff only.")
    )

    objects: ClassVar[Any] = PartnerManager()

    content_panels = [
        UsedOnPanel(),
        *PortalPage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel(["acronym", "kind", "founded"]),
                FieldRowPanel(["website", "cordis_id", "is_this_cluster"]),
                "logo",
            ],
            heading=_("Organisation"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel(["country", "latitude", "longitude"]),
                translated("region"),
                translated("city"),
            ],
            heading=_("Place"),
        ),
        translated("body"),
        MultiFieldPanel(
            [
                InlinePanel("former_names", heading=_("Former and other names"), label=_("name")),
                PageChooserPanel("successor", "partners.PartnerPage"),
            ],
            heading=_("History"),
        ),
        InlinePanel("contacts", heading=_("People to contact"), label=_("contact")),
        FieldPanel("source_note"),
    ]
    search_fields = [
        *PortalPage.search_fields,
        index.SearchField("acronym", boost=2),
        index.AutocompleteField("acronym"),
        index.FilterField("country"),
        index.FilterField("kind"),
        index.RelatedFields("former_names", [index.SearchField("name"), index.AutocompleteField("name")]),
        *translated_search_fields("body", "city", "region"),
    ]

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")

    @classmethod
    def reading_queryset(cls) -> PartnerQuerySet:
        """Return the query that reads a partner with its logo, its rows and the keys of those it succeeded."""
        partners: PartnerQuerySet = cls.objects.select_related("logo").with_predecessors()
        return partners.with_rows(timezone.localdate())

    def keys_of_predecessors(self) -> list[int]:
        """Return the keys of the partners that this one has taken the place of."""
        return (
            list(PartnerPage.objects.filter(successor=self.pk).values_list("pk", flat=True))
            if self.pk
            else []
        )

    @property
    def country_name(self) -> str:
        """Return the country's name in the reader's language."""
        return country_name(self.country) if self.country else ""

    @property
    def initials(self) -> str:
        """Return up to three letters that stand for the partner where it has no logo."""
        return initials(self.acronym or str(self.title))

    @property
    def logo_image(self) -> dict[str, Any] | None:
        """Return address and size of the logo, None where there is none."""
        return rendition(self.logo, "max-256x256|format-webp")

    def clean(self) -> None:
        """Refuse half a coordinate and a partner that succeeds itself."""
        super().clean()
        errors: dict[str, Any] = {}
        if (self.latitude is None) != (self.longitude is None):
            missing = "latitude" if self.latitude is None else "longitude"
            errors[missing] = _("Give both latitude and longitude, or neither.")
        if self.successor_id and self.successor_id == self.pk:
            errors["successor"] = _("A partner cannot be its own successor.")
        if errors:
            raise ValidationError(errors)

    def prepare_draft(self) -> None:
        """Let a name that is public and will not be any more become a former one."""
        super().prepare_draft()
        keep_public_names(self)

    def get_own_context(self, request: HttpRequest, related: RelatedPages) -> dict[str, Any]:
        """Add what the partner takes part in, its names and its place."""
        return contexts.partner(self, request, related)


class FormerName(Orderable):
    """Another name of a partner: an earlier one, or one in another language."""

    partner = ParentalKey(PartnerPage, on_delete=models.CASCADE, related_name="former_names")
    uuid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    name = models.CharField(_("name"), max_length=200)
    until = models.PositiveSmallIntegerField(
        _("until"), null=True, blank=True, help_text=_("The year it was last used, if known.")
    )

    panels = [FieldRowPanel(["name", "until"])]

    class Meta(Orderable.Meta):
        verbose_name = _("former or other name")
        verbose_name_plural = _("former and other names")

    def __str__(self) -> str:
        return self.name


class PartnerContact(Orderable):
    """Whom to turn to at a partner: shown once the person has agreed, until a day."""

    partner = ParentalKey(PartnerPage, on_delete=models.CASCADE, related_name="contacts")
    uuid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    contact = models.ForeignKey(
        "identity.Contact",
        verbose_name=_("contact"),
        on_delete=models.CASCADE,
        related_name="partner_contacts",
    )
    consented_on = models.DateField(
        _("agreed on"),
        null=True,
        blank=True,
        help_text=_("The day on which the person agreed to be shown here. Until then readers do not see it."),
    )
    expires_on = models.DateField(
        _("until"),
        null=True,
        blank=True,
        help_text=_("The last day on which the contact is shown. Empty: as long as the page."),
    )

    objects = PartnerContactQuerySet.as_manager()

    panels = ["contact", FieldRowPanel(["consented_on", "expires_on"])]

    class Meta(Orderable.Meta):
        verbose_name = _("contact of the partner")
        verbose_name_plural = _("contacts of the partner")

    def __str__(self) -> str:
        return str(self.contact)

    def clean(self) -> None:
        """Refuse a consent that lies ahead, and one that ends before it was given."""
        super().clean()
        errors: dict[str, Any] = {}
        if self.consented_on and self.consented_on > timezone.localdate():
            errors["consented_on"] = _("The consent must have been given already.")
        if self.consented_on and self.expires_on and self.expires_on < self.consented_on:
            errors["expires_on"] = _("The last day must come after the consent.")
        if errors:
            raise ValidationError(errors)

    def is_shown_on(self, day: date) -> bool:
        """Say whether readers see the contact on ``day``."""
        if self.consented_on is None or self.consented_on > day:
            return False
        return self.expires_on is None or day <= self.expires_on
