"""European projects, the calls they open to companies, and what classifies both."""

import uuid
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable
from wagtail.search import index

from cluster_portal.blocks import RICH_TEXT_FEATURES, BodyBlock
from cluster_portal.languages.panels import translated
from cluster_portal.languages.search import translated_search_fields
from cluster_portal.languages.texts import TranslatedTexts
from cluster_portal.pages.models import PortalPage
from cluster_portal.pages.related import RelatedPages
from projects import contexts
from projects.querysets import CallManager, ProjectManager, ProjectQuerySet
from projects.states import CallState, ProjectStatus, call_state, project_status


class Classification(TranslatedTexts, index.Indexed, models.Model):
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
        H2020 = "h2020", _("Horizon 2020 (2014–2020)")
        INTERREG_2021 = "interreg_2021", _("Interreg and ERDF 2021–2027")
        RRF = "rrf", _("Recovery and Resilience Facility")
        OTHER = "other", _("Other")

    abbreviation = models.CharField(_("abbreviation"), max_length=40, blank=True)
    generation = models.CharField(
        _("generation"), max_length=20, choices=Generation.choices, default=Generation.OTHER
    )

    panels = [translated("name"), FieldRowPanel(["abbreviation", "generation"])]
    search_fields = [
        index.SearchField("abbreviation"),
        index.AutocompleteField("abbreviation"),
        *translated_search_fields("name"),
    ]

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")


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


class ProjectIndexPage(PortalPage):
    """The list of projects."""

    page_description = _("The list of European projects. Projects are pages below it.")
    parent_page_types = ["strategy.HomePage"]
    subpage_types = ["projects.ProjectPage"]
    max_count = 1
    template = "projects/project_index_page.html"

    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)

    content_panels = [*PortalPage.content_panels, translated("body")]
    search_fields = [*PortalPage.search_fields, *translated_search_fields("body")]

    class Meta:
        verbose_name = _("project list")
        verbose_name_plural = _("project lists")

    def get_own_context(self, request: HttpRequest, related: RelatedPages) -> dict[str, Any]:
        """Add the projects by status."""
        return contexts.project_list(request)


class ProjectPage(PortalPage):
    """A European project."""

    class FundingRole(models.TextChoices):
        """Whether the European Union pays all or a part."""

        FUNDED = "funded", _("Funded by the European Union")
        COFUNDED = "cofunded", _("Co-funded by the European Union")

    page_description = _(
        "A European project: programme, period, partners, objectives. Its calls are pages below it."
    )
    parent_page_types = ["projects.ProjectIndexPage"]
    subpage_types = ["projects.CallPage"]
    template = "projects/project_page.html"

    acronym = models.CharField(_("acronym"), max_length=60, blank=True)
    full_title = models.CharField(_("full title"), max_length=300, blank=True)
    programme = models.ForeignKey(
        Programme,
        verbose_name=_("programme"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="projects",
    )
    funding_role = models.CharField(
        _("funding role"),
        max_length=10,
        choices=FundingRole.choices,
        blank=True,
        help_text=_("As the grant agreement says. Leave it empty while it is not known."),
    )
    granting_authority = models.CharField(_("granting authority"), max_length=200, blank=True)
    grant_number = models.CharField(_("grant number"), max_length=40, blank=True)
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    budget = models.DecimalField(
        _("total budget"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    eu_contribution = models.DecimalField(
        _("EU contribution"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    currency = models.CharField(_("currency"), max_length=3, default="EUR")
    website = models.URLField(_("website"), blank=True)
    objective = RichTextField(_("objective"), blank=True, features=RICH_TEXT_FEATURES)
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)
    sectors = ParentalManyToManyField(Sector, verbose_name=_("sectors"), blank=True, related_name="projects")
    goals = ParentalManyToManyField(
        "strategy.GoalPage", verbose_name=_("goals served"), blank=True, related_name="projects"
    )
    contacts = ParentalManyToManyField(
        "identity.Contact", verbose_name=_("contacts"), blank=True, related_name="projects"
    )
    follows = models.ForeignKey(
        "self",
        verbose_name=_("follows"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="followed_by",
        help_text=_("The earlier project that this one continues."),
    )
    source_note = models.TextField(
        _("source note"), blank=True, help_text=_("Where the facts come from. Staff only.")
    )

    objects: ClassVar[Any] = ProjectManager()

    content_panels = [
        *PortalPage.content_panels,
        translated("full_title"),
        MultiFieldPanel(
            [
                FieldRowPanel(["acronym", "programme"]),
                FieldRowPanel(["starts_on", "ends_on"]),
                FieldRowPanel(["funding_role", "granting_authority", "grant_number"]),
                FieldRowPanel(["budget", "eu_contribution", "currency"]),
                "website",
            ],
            heading=_("Facts"),
        ),
        translated("objective"),
        InlinePanel("objectives", heading=_("Key objectives"), label=_("objective")),
        translated("body"),
        InlinePanel("participations", heading=_("Partners"), label=_("participation")),
        MultiFieldPanel(["sectors", "goals", "contacts"], heading=_("Classification")),
        PageChooserPanel("follows", "projects.ProjectPage"),
        FieldPanel("source_note"),
    ]
    search_fields = [
        *PortalPage.search_fields,
        index.SearchField("acronym", boost=3),
        index.AutocompleteField("acronym"),
        index.SearchField("grant_number"),
        *translated_search_fields("full_title", "objective", "body"),
    ]

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")

    @classmethod
    def reading_queryset(cls) -> ProjectQuerySet:
        """Return the query that reads a project with its programme and the keys of what it is related to."""
        return cls.objects.select_related("programme").with_related_keys()

    @property
    def status(self) -> ProjectStatus:
        """Return the status today, in the portal's time zone."""
        return project_status(self.starts_on, self.ends_on, timezone.localdate())

    @property
    def status_label(self) -> str:
        """Return the status in words."""
        return str(self.status.label)

    def clean(self) -> None:
        """Refuse a period that ends before it begins and a contribution above the budget."""
        super().clean()
        errors: dict[str, Any] = {}
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            errors["ends_on"] = _("The project cannot end before it starts.")
        if (
            self.budget is not None
            and self.eu_contribution is not None
            and self.eu_contribution > self.budget
        ):
            errors["eu_contribution"] = _("The EU contribution cannot be larger than the total budget.")
        if self.follows_id and self.follows_id == self.pk:
            errors["follows"] = _("A project cannot follow itself.")
        if errors:
            raise ValidationError(errors)

    def get_own_context(self, request: HttpRequest, related: RelatedPages) -> dict[str, Any]:
        """Add partners, calls and what the project is related to."""
        return contexts.project(self, related)


class KeyObjective(TranslatedTexts, Orderable):
    """One key objective of a project."""

    project = ParentalKey(ProjectPage, on_delete=models.CASCADE, related_name="objectives")
    uuid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    text = models.TextField(_("text"), max_length=500)

    panels = [translated("text")]

    class Meta(Orderable.Meta):
        verbose_name = _("key objective")
        verbose_name_plural = _("key objectives")

    def __str__(self) -> str:
        return str(self.texts.text)


class Participation(TranslatedTexts, Orderable):
    """A partner's part in a project."""

    class Role(models.TextChoices):
        """The partner's role under the grant."""

        COORDINATOR = "coordinator", _("Coordinator")
        PARTICIPANT = "participant", _("Participant")
        ASSOCIATED = "associated", _("Associated partner")
        THIRD_PARTY = "third_party", _("Third party")

    project = ParentalKey(ProjectPage, on_delete=models.CASCADE, related_name="participations")
    uuid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    partner = models.ForeignKey(
        "partners.PartnerPage",
        verbose_name=_("partner"),
        on_delete=models.PROTECT,
        related_name="participations",
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices, default=Role.PARTICIPANT)
    contribution = models.DecimalField(
        _("EU contribution"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    note = models.CharField(_("note"), max_length=200, blank=True)

    panels = [
        PageChooserPanel("partner", "partners.PartnerPage"),
        FieldRowPanel(["role", "contribution"]),
        translated("note"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("participation")
        verbose_name_plural = _("participations")

    def __str__(self) -> str:
        return f"{self.partner} ({self.role_label})"

    @property
    def role_label(self) -> str:
        """Return the role in words."""
        return str(self.Role(self.role).label)


class CallPage(PortalPage):
    """A call of a project: companies apply for support."""

    page_description = _("A call for applications. Whether it is open follows from its dates.")
    parent_page_types = ["projects.ProjectPage"]
    subpage_types: list[str] = []
    template = "projects/call_page.html"

    opens_at = models.DateTimeField(
        _("opens"), null=True, blank=True, help_text=_("In the portal’s time zone. Empty: not known.")
    )
    closes_at = models.DateTimeField(
        _("deadline"), null=True, blank=True, help_text=_("In the portal’s time zone. Empty: not known.")
    )
    kinds_of_support = ParentalManyToManyField(
        SupportKind, verbose_name=_("kinds of support"), blank=True, related_name="calls"
    )
    sectors = ParentalManyToManyField(Sector, verbose_name=_("sectors"), blank=True, related_name="calls")
    amount = models.CharField(
        _("amount"), max_length=200, blank=True, help_text=_("What a company can receive, in a few words.")
    )
    who_may_apply = RichTextField(_("who may apply"), blank=True, features=RICH_TEXT_FEATURES)
    how_to_apply = RichTextField(_("how to apply"), blank=True, features=RICH_TEXT_FEATURES)
    apply_url = models.URLField(_("address of the application form"), blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)
    source_note = models.TextField(
        _("source note"), blank=True, help_text=_("Where the facts come from. Staff only.")
    )

    # Set where calls are listed without their ancestors.
    project: ProjectPage | None = None

    objects: ClassVar[Any] = CallManager()

    content_panels = [
        *PortalPage.content_panels,
        MultiFieldPanel(
            [FieldRowPanel(["opens_at", "closes_at"]), "kinds_of_support", "sectors"], heading=_("Facts")
        ),
        translated("amount"),
        translated("who_may_apply"),
        translated("how_to_apply"),
        FieldPanel("apply_url"),
        translated("body"),
        FieldPanel("source_note"),
    ]
    search_fields = [
        *PortalPage.search_fields,
        *translated_search_fields("amount", "who_may_apply", "how_to_apply", "body"),
    ]

    class Meta:
        verbose_name = _("call")
        verbose_name_plural = _("calls")

    @property
    def state(self) -> CallState:
        """Return the state at this moment."""
        return call_state(self.opens_at, self.closes_at, timezone.now())

    @property
    def state_label(self) -> str:
        """Return the state in words."""
        return str(self.state.label)

    def clean(self) -> None:
        """Refuse a deadline before the opening."""
        super().clean()
        if self.opens_at and self.closes_at and self.closes_at <= self.opens_at:
            raise ValidationError({"closes_at": _("The deadline must come after the opening.")})

    def get_own_context(self, request: HttpRequest, related: RelatedPages) -> dict[str, Any]:
        """Add the project and what the call gives."""
        return contexts.call(self)


__all__ = [
    "CallPage",
    "KeyObjective",
    "Participation",
    "Programme",
    "ProjectIndexPage",
    "ProjectPage",
    "Sector",
    "SupportKind",
]
