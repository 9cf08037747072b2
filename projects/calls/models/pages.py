"""Calls: pages below their project, whose state follows from their dates."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField

from cluster_portal.blocks import RICH_TEXT_FEATURES, BodyBlock
from cluster_portal.languages.panels import translated
from cluster_portal.languages.search import translated_search_fields
from cluster_portal.pages.models import PortalPage
from cluster_portal.pages.related import RelatedPages
from projects.calls import contexts
from projects.calls.querysets import CallManager
from projects.calls.states import CallState, call_state
from projects.models.classifications import Sector, SupportKind

if TYPE_CHECKING:
    from projects.models.projects import ProjectPage


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
    project: "ProjectPage | None" = None

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
