"""Rows of CORDIS as they are, proposals made from them, and where accepted facts came from."""

import uuid
from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from projects.cordis.choices import CordisStatus, Decision, MatchedBy, RunState
from projects.cordis.problems import Problem
from projects.cordis.querysets import (
    CordisOrganisationQuerySet,
    CordisProjectQuerySet,
    ProposalQuerySet,
    ProposedFactQuerySet,
)
from projects.models import Participation


class ImportRun(models.Model):
    """One reading of CORDIS files, with its progress and what was wrong with them."""

    uuid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    source = models.CharField(_("files"), max_length=300)
    strict = models.BooleanField(_("all or nothing"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=RunState.choices, default=RunState.WAITING)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    heard_at = models.DateTimeField(auto_now=True)
    percent = models.PositiveSmallIntegerField(default=0)
    projects = models.PositiveIntegerField(_("projects"), default=0)
    organisations = models.PositiveIntegerField(_("participations"), default=0)
    persons_left_out = models.PositiveIntegerField(_("natural persons left out"), default=0)
    proposals = models.PositiveIntegerField(_("proposals"), default=0)
    problem_count = models.PositiveIntegerField(_("problems"), default=0)
    problems_kept = models.JSONField(default=list)
    message = models.TextField(blank=True)

    class Meta:
        verbose_name = _("CORDIS import")
        verbose_name_plural = _("CORDIS imports")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.source

    @property
    def problems(self) -> list[Problem]:
        """Return the first problems."""
        return [Problem.from_json(data) for data in self.problems_kept]

    @property
    def is_under_way(self) -> bool:
        """Say whether the run waits or works."""
        return self.state in (RunState.WAITING, RunState.RUNNING)


class CordisProject(models.Model):
    """A row of project.csv: what the portal understands of it, and the row itself."""

    grant_number = models.CharField(max_length=40, unique=True)
    acronym = models.CharField(max_length=200, blank=True)
    title = models.TextField(blank=True)
    objective = models.TextField(blank=True)
    status = models.CharField(max_length=10, choices=CordisStatus.choices, blank=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    total_cost = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    eu_contribution = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    framework_programme = models.CharField(max_length=60, blank=True)
    updated_at = models.DateTimeField(null=True)
    raw = models.JSONField()
    run = models.ForeignKey(ImportRun, null=True, on_delete=models.SET_NULL, related_name="+")
    loaded_at = models.DateTimeField()

    objects: ClassVar[Any] = CordisProjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("project in CORDIS")
        verbose_name_plural = _("projects in CORDIS")

    def __str__(self) -> str:
        return f"{self.grant_number} {self.acronym}".strip()

    @property
    def url(self) -> str:
        """Return the address of the project in CORDIS."""
        return f"https://cordis.europa.eu/project/id/{self.grant_number}"

    @property
    def as_of(self) -> date:
        """Return the day the source last changed, else the day it was read."""
        return (self.updated_at or self.loaded_at).date()


class CordisOrganisation(models.Model):
    """A row of organization.csv: an organisation's part in a project. Natural persons are never stored."""

    grant_number = models.CharField(max_length=40)
    # The participant identification code (PIC), else a key made from the name.
    identity = models.CharField(max_length=200)
    organisation_id = models.CharField(max_length=20, blank=True)
    vat_number = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=500)
    short_name = models.CharField(max_length=200, blank=True)
    activity = models.CharField(max_length=10, blank=True)
    role = models.CharField(max_length=20, choices=Participation.Role.choices)
    position = models.PositiveIntegerField(default=0)
    country = models.CharField(max_length=2, blank=True)
    city = models.CharField(max_length=200, blank=True)
    latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True)
    website = models.CharField(max_length=500, blank=True)
    contribution = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    updated_at = models.DateTimeField(null=True)
    raw = models.JSONField()
    run = models.ForeignKey(ImportRun, null=True, on_delete=models.SET_NULL, related_name="+")
    loaded_at = models.DateTimeField()

    objects: ClassVar[Any] = CordisOrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("participation in CORDIS")
        verbose_name_plural = _("participations in CORDIS")
        constraints = [
            models.UniqueConstraint(
                fields=["grant_number", "identity", "role", "position"], name="cordis_one_row_per_part"
            )
        ]
        indexes = [models.Index(fields=["organisation_id"], name="cordis_organisation_id")]

    def __str__(self) -> str:
        return self.name

    @property
    def as_of(self) -> date:
        """Return the day the source last changed, else the day it was read."""
        return (self.updated_at or self.loaded_at).date()


class Proposal(models.Model):
    """What CORDIS says about a project and the portal does not, fact by fact. Staff decide."""

    uuid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    grant_number = models.CharField(_("grant number"), max_length=40, unique=True)
    title = models.CharField(_("title"), max_length=300)
    # Empty until the project's page is there.
    project = models.ForeignKey(
        "projects.ProjectPage", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    refreshed_at = models.DateTimeField(_("last compared"))

    objects: ClassVar[Any] = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["-refreshed_at"]

    def __str__(self) -> str:
        return f"{self.title} ({self.grant_number})"


class ProposedFact(models.Model):
    """One fact: the portal's value, the source's value and its date, and what staff decided."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="facts")
    # What the fact is about, as in "budget", "participation:999905974" or "partner:12:country".
    key = models.CharField(max_length=255)
    position = models.PositiveIntegerField(default=0)
    portal_value = models.JSONField(null=True)
    source_value = models.JSONField()
    source_date = models.DateField()
    matched_by = models.CharField(max_length=20, choices=MatchedBy.choices, blank=True)
    # Partners that it may be, best first: {"pk", "score"}; for participations only.
    candidates = models.JSONField(default=list)
    # Why staff should look twice.
    remark = models.CharField(max_length=40, blank=True)
    decision = models.CharField(max_length=10, choices=Decision.choices, default=Decision.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = ProposedFactQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposed fact")
        verbose_name_plural = _("proposed facts")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["proposal", "key"], name="cordis_one_fact_per_key")]

    def __str__(self) -> str:
        return self.key


class FactSource(models.Model):
    """Where the value of a field came from, and when it was taken over."""

    page = models.ForeignKey("pages.PortalPage", on_delete=models.CASCADE, related_name="fact_sources")
    field = models.CharField(_("field"), max_length=100)
    source = models.CharField(_("source"), max_length=60, default="CORDIS")
    source_url = models.URLField(_("address of the source"), blank=True)
    source_date = models.DateField(_("state of the source"))
    value = models.JSONField(_("value"))
    accepted_at = models.DateTimeField(_("taken over"))
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("source of a fact")
        verbose_name_plural = _("sources of facts")
        ordering = ["field"]
        constraints = [models.UniqueConstraint(fields=["page", "field"], name="cordis_one_source_per_field")]

    def __str__(self) -> str:
        return f"{self.field}: {self.source}"
