"""The page of a European project."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index

from cluster_portal.blocks import RICH_TEXT_FEATURES, BodyBlock
from cluster_portal.languages.codes import active_language
from cluster_portal.languages.panels import translated
from cluster_portal.languages.search import translated_search_fields
from cluster_portal.pages.models import PortalPage
from cluster_portal.pages.related import RelatedPages
from cluster_portal.staff.fields import SharedRecordsField
from projects import contexts
from projects.acknowledgement.cards import social_card_url
from projects.acknowledgement.panels import CompletenessPanel
from projects.acknowledgement.wordings import with_wording
from projects.models.classifications import Programme, Sector
from projects.querysets import ProjectManager, ProjectQuerySet
from projects.states import ProjectStatus, project_status


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
    granting_authority = models.CharField(
        _("granting authority"),
        max_length=200,
        blank=True,
        help_text=_(
            "As it reads in the disclaimer of that language: “the European Commission”, in French after “de” with "
            "its article, in German in the genitive. Leave it empty while it is not known."
        ),
    )
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
    sectors = SharedRecordsField(Sector, verbose_name=_("sectors"), blank=True, related_name="projects")
    goals = SharedRecordsField(
        "strategy.GoalPage", verbose_name=_("goals served"), blank=True, related_name="projects"
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
        CompletenessPanel(),
        *PortalPage.content_panels,
        translated("full_title"),
        MultiFieldPanel(
            [
                FieldRowPanel(["acronym", "programme"]),
                FieldRowPanel(["starts_on", "ends_on"]),
                FieldRowPanel(["funding_role", "grant_number"]),
                translated("granting_authority"),
                FieldRowPanel(["budget", "eu_contribution", "currency"]),
                "website",
            ],
            heading=_("Facts"),
        ),
        translated("objective"),
        InlinePanel("objectives", heading=_("Key objectives"), label=_("objective")),
        translated("body"),
        InlinePanel("participations", heading=_("Partners"), label=_("participation")),
        InlinePanel("figures", heading=_("Key figures"), label=_("key figure")),
        InlinePanel("results", heading=_("Results and deliverables"), label=_("result")),
        InlinePanel("contacts", heading=_("Contacts"), label=_("contact")),
        MultiFieldPanel(["sectors", "goals"], heading=_("Classification")),
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
        day = timezone.localdate()
        projects: ProjectQuerySet = cls.objects.select_related("programme__mark").with_related_keys()
        return with_wording(projects.with_rows(day), day)

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

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the picture that social networks show: it carries the acknowledgement."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["page_meta"]["image"] = social_card_url(self, active_language()) if self.live else None
        return context

    def followed_by_keys(self) -> list[int]:
        """Return the keys of the projects that continue this one."""
        return (
            list(ProjectPage.objects.filter(follows=self.pk).values_list("pk", flat=True)) if self.pk else []
        )

    def get_own_context(self, request: HttpRequest, related: RelatedPages) -> dict[str, Any]:
        """Add partners, calls, what the project is related to, and the acknowledgement."""
        return contexts.project(self, request, related)
