"""Documents of a consortium, each with its versions."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cluster_portal.pages.binned import RecordsOutsideBin
from cluster_portal.private.storage import private_storage, random_name
from projects.consortium.querysets import DocumentQuerySet, VersionQuerySet


def version_name(instance: models.Model, filename: str) -> str:
    """Return where the file of a version is kept; its own name is kept in the record."""
    return random_name("consortium")


class ConsortiumDocument(models.Model):
    """A document that only the consortium of a project may have."""

    uuid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    project = models.ForeignKey(
        "projects.ProjectPage",
        verbose_name=_("project"),
        on_delete=models.CASCADE,
        related_name="consortium_documents",
    )
    title = models.CharField(_("title"), max_length=200)
    note = models.TextField(_("note"), blank=True, max_length=1000)
    partner = models.ForeignKey(
        "partners.PartnerPage",
        verbose_name=_("partner"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("On whose behalf it was uploaded; empty for the cluster that runs the portal."),
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("created by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, editable=False)

    wagtail_reference_index_ignore = True

    objects: ClassVar[DocumentQuerySet] = RecordsOutsideBin.named_by("project", DocumentQuerySet)  # type: ignore[assignment]

    class Meta:
        verbose_name = _("document of a consortium")
        verbose_name_plural = _("documents of consortia")
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title


class DocumentVersion(models.Model):
    """One version of a document: its file, what is known of it, and who brought it."""

    uuid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    document = models.ForeignKey(
        ConsortiumDocument, verbose_name=_("document"), on_delete=models.CASCADE, related_name="versions"
    )
    number = models.PositiveIntegerField(_("version"))
    file = models.FileField(_("file"), storage=private_storage, upload_to=version_name, max_length=120)
    name = models.CharField(_("name of the file"), max_length=150)
    size = models.PositiveBigIntegerField(_("size"), help_text=_("In bytes."))
    kind = models.CharField(_("kind"), max_length=100, help_text=_("As in application/pdf."))
    sha256 = models.CharField(_("fingerprint"), max_length=64)
    note = models.CharField(_("what has changed"), max_length=300, blank=True)
    partner = models.ForeignKey(
        "partners.PartnerPage",
        verbose_name=_("partner"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("uploaded by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    uploaded_at = models.DateTimeField(_("uploaded"), default=timezone.now, editable=False)

    wagtail_reference_index_ignore = True

    objects: ClassVar[VersionQuerySet] = VersionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("version of a document")
        verbose_name_plural = _("versions of documents")
        ordering = ["document", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="consortium_version_once"),
        ]
        indexes = [models.Index(fields=["uploaded_at"], name="consortium_new_versions")]

    def __str__(self) -> str:
        return f"{self.document} ({self.number})"
