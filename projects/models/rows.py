"""What a project has several of: objectives, partners' parts, key figures, results, contacts."""

import uuid
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldRowPanel, PageChooserPanel
from wagtail.models import Orderable

from cluster_portal.languages.panels import translated
from cluster_portal.languages.texts import TranslatedTexts


class KeyObjective(TranslatedTexts, Orderable):
    """One key objective of a project."""

    project = ParentalKey("projects.ProjectPage", on_delete=models.CASCADE, related_name="objectives")
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

    project = ParentalKey("projects.ProjectPage", on_delete=models.CASCADE, related_name="participations")
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
        # The list of projects groups all participations by partner and role.
        indexes = [models.Index(fields=["partner", "role", "project"], name="participation_by_partner")]

    def __str__(self) -> str:
        return f"{self.partner} ({self.role_label})"

    def clean(self) -> None:
        """Refuse a contribution that is larger than the project's own."""
        super().clean()
        project = getattr(self, "project", None)
        limit: Decimal | None = project.eu_contribution if project is not None else None
        if self.contribution is not None and limit is not None and self.contribution > limit:
            raise ValidationError(
                {"contribution": _("A partner cannot receive more than the EU contribution of the project.")}
            )

    @property
    def role_label(self) -> str:
        """Return the role in words."""
        return str(self.Role(self.role).label)


class ProjectFigure(TranslatedTexts, Orderable):
    """A figure about a project, with the day it held and where it comes from."""

    project = ParentalKey("projects.ProjectPage", on_delete=models.CASCADE, related_name="figures")
    uuid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    label = models.CharField(_("what is counted"), max_length=120)
    value = models.CharField(_("figure"), max_length=40)
    unit = models.CharField(_("unit"), max_length=60, blank=True)
    as_of = models.DateField(
        _("as of"), null=True, blank=True, help_text=_("The day on which the figure held, if known.")
    )
    source = models.CharField(_("source"), max_length=200, blank=True)

    panels = [
        translated("label"),
        FieldRowPanel(["value", "as_of"]),
        translated("unit"),
        translated("source"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("key figure")
        verbose_name_plural = _("key figures")

    def __str__(self) -> str:
        return f"{self.texts.label}: {self.value}"


class ProjectResult(TranslatedTexts, Orderable):
    """Something a project has made or owes: a file here or an address elsewhere."""

    class Kind(models.TextChoices):
        """What it is."""

        DELIVERABLE = "deliverable", _("Deliverable")
        REPORT = "report", _("Report")
        PUBLICATION = "publication", _("Publication")
        DATASET = "dataset", _("Data set")
        TOOL = "tool", _("Tool or software")
        RESULT = "result", _("Other result")

    class Dissemination(models.TextChoices):
        """Who may have it."""

        PUBLIC = "public", _("Public")
        CONSORTIUM = "consortium", _("Consortium only")

    # Readers of the page are given the files of these rows.
    shows_file_when = models.Q(dissemination=Dissemination.PUBLIC)

    project = ParentalKey("projects.ProjectPage", on_delete=models.CASCADE, related_name="results")
    uuid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.RESULT)
    dissemination = models.CharField(
        _("dissemination"),
        max_length=12,
        choices=Dissemination.choices,
        default=Dissemination.CONSORTIUM,
        help_text=_(
            "Only what is public is shown to readers; a file for the consortium is closed to others."
        ),
    )
    document = models.ForeignKey(
        "media.PortalDocument",
        verbose_name=_("file"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="project_results",
    )
    url = models.URLField(_("address"), blank=True, help_text=_("Instead of a file."))
    due_on = models.DateField(_("due"), null=True, blank=True)
    submitted_on = models.DateField(_("submitted"), null=True, blank=True)

    panels = [
        translated("title"),
        FieldRowPanel(["kind", "dissemination"]),
        FieldRowPanel(["document", "url"]),
        FieldRowPanel(["due_on", "submitted_on"]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("result")
        verbose_name_plural = _("results")

    def __str__(self) -> str:
        return str(self.texts.title)

    def clean(self) -> None:
        """Refuse a file together with an address."""
        super().clean()
        if self.document_id and self.url:
            raise ValidationError({"url": _("Choose either a file or an address.")})

    @property
    def kind_label(self) -> str:
        """Return the kind in words."""
        return str(self.Kind(self.kind).label)

    @property
    def is_public(self) -> bool:
        """Say whether readers may have it."""
        return self.dissemination == self.Dissemination.PUBLIC

    @property
    def target(self) -> str:
        """Return the address of the file or of the page elsewhere; empty while there is none."""
        return str(self.document.url) if self.document is not None else self.url


class ProjectContact(Orderable):
    """Whom to turn to about a project, until a day."""

    project = ParentalKey("projects.ProjectPage", on_delete=models.CASCADE, related_name="contacts")
    contact = models.ForeignKey(
        "identity.Contact",
        verbose_name=_("contact"),
        on_delete=models.CASCADE,
        related_name="project_contacts",
    )
    expires_on = models.DateField(
        _("until"),
        null=True,
        blank=True,
        help_text=_("The last day on which the contact is shown. Empty: as long as the page."),
    )

    panels = [FieldRowPanel(["contact", "expires_on"])]

    class Meta(Orderable.Meta):
        verbose_name = _("contact of the project")
        verbose_name_plural = _("contacts of the project")

    def __str__(self) -> str:
        return str(self.contact)

    def is_valid_on(self, day: Any) -> bool:
        """Say whether the contact is shown on ``day``."""
        return self.expires_on is None or day <= self.expires_on
