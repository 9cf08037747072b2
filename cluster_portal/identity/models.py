"""What makes the portal this cluster's: its name and look, its menus, and facts edited once for all pages."""

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import DraftStateMixin, Orderable
from wagtail.search import index

from cluster_portal.identity.previews import PortalPreviews
from cluster_portal.identity.querysets import MenuItemQuerySet, NoticeQuerySet
from cluster_portal.languages.panels import translated
from cluster_portal.languages.records import RevisedRecord
from cluster_portal.languages.search import translated_search_fields
from cluster_portal.languages.state_panels import TranslationStatesPanel
from cluster_portal.languages.texts import TranslatedTexts
from cluster_portal.pages.rows import keep_identities


class PortalSettings(PortalPreviews, DraftStateMixin, RevisedRecord, ClusterableModel):
    """The one record of who runs the portal, how it looks and what its menus hold.

    What is stored is what readers see; what is being prepared is a revision. Read it with ``public``.
    """

    name = models.CharField(_("name of the cluster"), max_length=100, default="", blank=True)
    short_name = models.CharField(_("short name"), max_length=30, blank=True)
    tagline = models.CharField(_("tagline"), max_length=200, blank=True)
    operator = models.CharField(
        _("legal name"),
        max_length=200,
        blank=True,
        help_text=_("The organisation that answers for the portal."),
    )
    address = models.TextField(_("address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    logo = models.ForeignKey(
        "media.PortalImage",
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    favicon = models.ForeignKey(
        "media.PortalImage",
        verbose_name=_("icon in the browser’s tab"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    accent = models.CharField(
        _("accent colour"),
        max_length=7,
        blank=True,
        validators=[
            RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Write the colour as # and six hexadecimal digits."))
        ],
        help_text=_("As #1a5fb4. Empty: the portal’s own."),
    )
    legal_note = models.TextField(
        _("legal lines"), blank=True, help_text=_("Shown at the foot of every page.")
    )
    footer_1_heading = models.CharField(_("heading of the first footer column"), max_length=60, blank=True)
    footer_2_heading = models.CharField(_("heading of the second footer column"), max_length=60, blank=True)

    panels = [
        TranslationStatesPanel(),
        MultiFieldPanel(
            [translated("name"), "short_name", translated("tagline"), "operator"], heading=_("The cluster")
        ),
        MultiFieldPanel([translated("address"), FieldRowPanel(["phone", "email"])], heading=_("Address")),
        MultiFieldPanel([FieldRowPanel(["logo", "favicon"]), "accent"], heading=_("Look")),
        InlinePanel("menu_items", heading=_("Menus"), label=_("menu item")),
        MultiFieldPanel(
            [translated("footer_1_heading"), translated("footer_2_heading"), translated("legal_note")],
            heading=_("Foot of the page"),
        ),
    ]

    class Meta:
        verbose_name = _("portal settings")
        verbose_name_plural = _("portal settings")
        # Wagtail makes this one only after the groups of staff are made.
        permissions = [("publish_portalsettings", "Can publish portal settings")]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    @classmethod
    def public(cls) -> "PortalSettings":
        """Return the settings as readers see them, with the pictures; empty ones while nobody has filled them in."""
        found = cls._default_manager.select_related("logo", "favicon").order_by("pk").first()
        return found if found is not None else cls()

    @classmethod
    def the_record(cls) -> "PortalSettings":
        """Return the record, which is made when there is none."""
        found = cls._default_manager.order_by("pk").first()
        return found if found is not None else cls._default_manager.create()

    def with_content_json(self, content: dict[str, Any]) -> "PortalSettings":
        """Return the settings as a version has them; menu items keep their identity."""
        settings: PortalSettings = super().with_content_json(content)
        keep_identities(self, settings)
        return settings


class MenuItem(TranslatedTexts, Orderable):
    """One entry of a menu: a page, or another address."""

    class Place(models.TextChoices):
        """Where the entry stands."""

        MAIN = "main", _("Main menu")
        FOOTER_1 = "footer1", _("Footer, first column")
        FOOTER_2 = "footer2", _("Footer, second column")
        LEGAL = "legal", _("Footer, legal line")
        SOCIAL = "social", _("Social networks")

    settings = ParentalKey(PortalSettings, on_delete=models.CASCADE, related_name="menu_items")
    uuid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    place = models.CharField(_("place"), max_length=10, choices=Place.choices, default=Place.MAIN)
    page = models.ForeignKey(
        "pages.PortalPage",
        verbose_name=_("page"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    url = models.URLField(_("address"), blank=True, help_text=_("Instead of a page."))
    label = models.CharField(
        _("label"), max_length=60, blank=True, help_text=_("Empty: the title of the page.")
    )

    objects = MenuItemQuerySet.as_manager()

    panels = [FieldRowPanel(["place", "page", "url"]), translated("label")]

    class Meta(Orderable.Meta):
        verbose_name = _("menu item")
        verbose_name_plural = _("menu items")

    def __str__(self) -> str:
        return str(self.texts.label or self.page or self.url)

    def clean(self) -> None:
        """Ask for exactly one target."""
        super().clean()
        if bool(self.page_id) == bool(self.url):
            raise ValidationError({"page": _("Choose either a page or an address.")})


class Contact(RevisedRecord, index.Indexed, models.Model):
    """A person or a desk to turn to."""

    uuid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    name = models.CharField(_("name"), max_length=150)
    role = models.CharField(_("role"), max_length=150, blank=True)
    organisation = models.CharField(_("organisation"), max_length=150, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)

    panels = ["name", translated("role"), "organisation", FieldRowPanel(["email", "phone"])]
    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.SearchField("organisation"),
        *translated_search_fields("role"),
    ]

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class KeyFigure(RevisedRecord, index.Indexed, models.Model):
    """A figure about the cluster, with the day it held and where it comes from."""

    uuid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    label = models.CharField(_("what is counted"), max_length=120)
    prefix = models.CharField(
        _("before the figure"), max_length=40, blank=True, help_text=_("As in “about”.")
    )
    value = models.CharField(_("figure"), max_length=40)
    unit = models.CharField(_("unit"), max_length=60, blank=True)
    as_of = models.DateField(_("as of"), help_text=_("The day on which the figure held."))
    source = models.CharField(_("source"), max_length=200, blank=True)
    source_url = models.URLField(_("address of the source"), blank=True)

    panels = [
        translated("label"),
        translated("prefix"),
        FieldPanel("value"),
        translated("unit"),
        "as_of",
        translated("source"),
        "source_url",
    ]
    search_fields = [index.SearchField("value"), *translated_search_fields("label")]

    class Meta:
        verbose_name = _("key figure")
        verbose_name_plural = _("key figures")
        ordering = ["-as_of", "pk"]

    def __str__(self) -> str:
        return f"{self.texts.label}: {self.value}"


class Notice(RevisedRecord, models.Model):
    """A message to all readers, for a while."""

    class Level(models.TextChoices):
        """How urgent it is."""

        INFO = "info", _("Information")
        WARNING = "warning", _("Warning")

    text = models.CharField(_("text"), max_length=300)
    level = models.CharField(_("kind"), max_length=10, choices=Level.choices, default=Level.INFO)
    starts_at = models.DateTimeField(_("from"), null=True, blank=True)
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    panels = [translated("text"), "level", FieldRowPanel(["starts_at", "ends_at"])]

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")

    def __str__(self) -> str:
        return str(self.texts.text)

    def clean(self) -> None:
        """Refuse a notice that ends before it starts."""
        super().clean()
        errors: dict[str, Any] = {}
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            errors["ends_at"] = _("The end must come after the beginning.")
        if errors:
            raise ValidationError(errors)
