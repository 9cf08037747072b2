"""A call: a page below its project, whose state follows from its dates."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField

from cluster_portal.blocks import RICH_TEXT_FEATURES, BodyBlock
from cluster_portal.countries import country_choices
from cluster_portal.languages.panels import translated
from cluster_portal.languages.search import translated_search_fields
from cluster_portal.languages.texts import Text
from cluster_portal.pages.models import PortalPage
from cluster_portal.pages.related import RelatedPages
from cluster_portal.staff.fields import SharedRecordsField
from projects.calls import contexts, rows, rules, wording
from projects.calls.clock import Clock
from projects.calls.fields import CodesField, ZonedMomentField, eu_language_choices, portal_zone, zone_choices
from projects.calls.forms import CallPageForm
from projects.calls.models.rows import CURRENCY, CallDeadline
from projects.calls.querysets import CallManager, CallQuerySet
from projects.calls.states import CallState, DeadlineModel, Schedule
from projects.models.classifications import Sector

if TYPE_CHECKING:
    from collections.abc import Collection

    from projects.models.projects import ProjectPage


class CallPage(PortalPage):
    """A call of a project: companies apply for support."""

    page_description = _("A call for applications. Whether it is open follows from its dates.")
    parent_page_types = ["projects.ProjectPage"]
    subpage_types: list[str] = []
    template = "projects/call_page.html"
    base_form_class = CallPageForm

    deadline_model = models.CharField(
        _("kind of deadline"), max_length=10, choices=DeadlineModel.choices, default=DeadlineModel.SINGLE
    )
    time_zone = models.CharField(
        _("time zone"),
        max_length=40,
        choices=zone_choices,
        default=portal_zone,
        help_text=_("Dates and times of this call are entered and shown in it."),
    )
    opens_at = ZonedMomentField(
        _("opens"), null=True, blank=True, help_text=_("In the call’s time zone. Empty: not known.")
    )
    # The moment from which no new application is accepted; follows from the rows where there are stages or cut-offs.
    closes_at = ZonedMomentField(
        _("deadline"),
        null=True,
        blank=True,
        help_text=_(
            "In the call’s time zone. Empty: not known. With stages or cut-offs leave it: it follows from them."
        ),
    )
    sectors = SharedRecordsField(Sector, verbose_name=_("sectors"), blank=True, related_name="calls")
    countries = CodesField(
        _("countries"),
        codes=country_choices,
        help_text=_("Where a company must be established to apply. None chosen: not restricted by country."),
    )
    application_languages = CodesField(
        _("languages of application"),
        codes=eu_language_choices,
        help_text=_("In which languages an application may be written. None chosen: not known."),
    )
    amount = models.CharField(
        _("amount"), max_length=200, blank=True, help_text=_("What a company can receive, in a few words.")
    )
    budget = models.DecimalField(
        _("total budget"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("What the call gives in all."),
    )
    currency = models.CharField(_("currency"), max_length=3, default="EUR", validators=[CURRENCY])
    who_may_apply = RichTextField(_("who may apply"), blank=True, features=RICH_TEXT_FEATURES)
    how_to_apply = RichTextField(_("how to apply"), blank=True, features=RICH_TEXT_FEATURES)
    apply_url = models.URLField(_("address of the application form"), blank=True)
    results = RichTextField(
        _("results"),
        blank=True,
        features=RICH_TEXT_FEATURES,
        help_text=_("What was selected. Shown once the call is closed."),
    )
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)
    contacts = SharedRecordsField(
        "identity.Contact", verbose_name=_("contacts"), blank=True, related_name="calls"
    )
    source_note = models.TextField(
        _("source note"), blank=True, help_text=_("Where the facts come from. Staff only.")
    )

    # Set where calls are listed without their ancestors.
    project: "ProjectPage | PortalPage | None" = None

    objects: ClassVar[Any] = CallManager()

    content_panels = [
        *PortalPage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel(["deadline_model", "time_zone"]),
                FieldRowPanel(["opens_at", "closes_at"]),
                InlinePanel(
                    "deadlines",
                    heading=_("Stages or cut-offs"),
                    label=_("stage or cut-off"),
                    help_text=_("Only for two stages or several cut-offs, the earliest first."),
                ),
            ],
            heading=_("Dates"),
        ),
        translated("amount"),
        InlinePanel("supports", heading=_("Support"), label=_("kind of support")),
        MultiFieldPanel(
            [FieldRowPanel(["budget", "currency"]), "sectors", "countries", "application_languages"],
            heading=_("Facts"),
        ),
        translated("who_may_apply"),
        translated("how_to_apply"),
        FieldPanel("apply_url"),
        InlinePanel("documents", heading=_("Documents"), label=_("document")),
        FieldPanel("contacts"),
        translated("body"),
        translated("results"),
        FieldPanel("source_note"),
    ]
    search_fields = [
        *PortalPage.search_fields,
        *translated_search_fields("amount", "who_may_apply", "how_to_apply", "body", "results"),
    ]

    class Meta:
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        indexes = [
            models.Index(fields=["closes_at", "opens_at"], name="call_dates"),
            models.Index(fields=["opens_at"], name="call_opening"),
        ]

    @classmethod
    def reading_queryset(cls) -> CallQuerySet:
        """Return the query that reads a call with what its clock needs and what its page lists."""
        return cls.objects.with_clock().with_rows()

    # --- dates ------------------------------------------------------------------------------

    @property
    def zone(self) -> ZoneInfo:
        """Return the time zone of the call."""
        return ZoneInfo(self.time_zone or portal_zone())

    @property
    def has_rows(self) -> bool:
        """Say whether the call has stages or cut-offs."""
        return self.deadline_model in (DeadlineModel.TWO_STAGE, DeadlineModel.CUT_OFFS)

    @property
    def deadline_rows(self) -> list[CallDeadline]:
        """Return the stages or cut-offs, the earliest first."""
        if not self.has_rows:
            return []
        found = (row for row in rows.rows_of(self, "deadlines") if row.moment)
        return sorted(found, key=lambda row: row.moment)

    @cached_property
    def project_ends_on(self) -> date | None:
        """Return the last day of the project; None when it is not known."""
        if "read_project_end" in self.__dict__:
            return self.__dict__["read_project_end"]
        project = self.project or (self.get_parent() if self.path else None)
        if project is None:
            return None
        return getattr(project if hasattr(project, "ends_on") else project.specific, "ends_on", None)

    @property
    def schedule(self) -> Schedule:
        """Return the dates of the call."""
        return Schedule(
            model=self.deadline_model,
            opens_at=self.opens_at,
            closes_at=self.closes_at,
            stops=tuple(row.moment for row in self.deadline_rows),
            project_ends_on=self.project_ends_on if self.closes_at is None else None,
        )

    def clock_at(self, moment: datetime) -> Clock:
        """Return what there is to say of the call at ``moment``."""
        return Clock(self.schedule, moment, self.zone, self.deadline_rows)

    @property
    def clock(self) -> Clock:
        """Return what there is to say of the call now."""
        return self.clock_at(timezone.now())

    def state_at(self, moment: datetime) -> CallState:
        """Return the state at ``moment``."""
        return self.schedule.state_at(moment)

    @property
    def state(self) -> CallState:
        """Return the state at this moment."""
        return self.state_at(timezone.now())

    @property
    def amount_text(self) -> Text:
        """Return what a company can receive, in words."""
        return wording.amount_text(self)

    @property
    def state_label(self) -> str:
        """Return the state in words."""
        return str(self.state.label)

    def follow_rows(self) -> None:
        """Let the deadline follow from the stages or cut-offs."""
        if self.has_rows:
            moments = [row.moment for row in self.deadlines.all() if row.moment]
            self.closes_at = rules.end_of(self.deadline_model, moments)

    def clean(self) -> None:
        """Refuse a deadline before the opening."""
        super().clean()
        self._refuse_dates([])

    def validate_constraints(self, exclude: "Collection[str] | None" = None) -> None:
        """Refuse stages or cut-offs out of order. A form checks its own rows: the page does not have them yet."""
        super().validate_constraints(exclude)
        self.follow_rows()
        if moments := [row.moment for row in self.deadlines.all()]:
            self._refuse_dates(moments)

    def _refuse_dates(self, moments: "list[datetime | None]") -> None:
        if self.deadline_model not in DeadlineModel.values:
            return
        problems = rules.problems(self.deadline_model, self.opens_at, self.closes_at, moments)
        if problems:
            raise ValidationError(
                {problem.field or "deadline_model": problem.message for problem in problems}
            )

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Write the call, its deadline following from its stages or cut-offs."""
        if kwargs.get("update_fields") is None:
            self.follow_rows()
        return super().save(*args, **kwargs)

    save.alters_data = True  # type: ignore[attr-defined]

    def get_own_context(self, request: HttpRequest, related: RelatedPages) -> dict[str, Any]:
        """Add the project, what the call gives, and how much time is left."""
        return contexts.call(self, request, related)
