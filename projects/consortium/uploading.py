"""Brings files of a consortium in, and takes documents back. Either all is stored, with the letters, or nothing."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from cluster_portal.accounts.models import User
from cluster_portal.private.storage import private_storage, random_name
from partners.models import PartnerPage
from projects.consortium.kinds import Kind
from projects.consortium.letters import tell_of_version
from projects.consortium.models import ConsortiumDocument, DocumentVersion
from projects.models import ProjectPage

_LONGEST_NAME = 120
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u202a-\u202e\u2066-\u2069]+')


@dataclass(frozen=True, slots=True)
class Upload:
    """A checked file, who brings it and on whose behalf, and what is said of it."""

    file: "UploadedFile[Any]"
    kind: Kind
    user: User
    partner: PartnerPage | None
    note: str = ""


def safe_name(name: str, kind: Kind) -> str:
    """Return the name under which a file can be kept anywhere: no folders, no control characters, its own ending."""
    plain = unicodedata.normalize("NFC", name).replace("\\", "/")
    stem = _NOT_IN_NAMES.sub(" ", PurePosixPath(plain).stem).strip(" .")
    return f"{stem[:_LONGEST_NAME].strip() or 'document'}.{kind.extension}"


def add_document(project: ProjectPage, upload: Upload, title: str, note: str) -> DocumentVersion:
    """Store a new document with its first version, and write to the consortium."""
    document = ConsortiumDocument(
        project=project, title=title, note=note, partner=upload.partner, created_by=upload.user
    )
    return _store(document, upload)


def add_version(document: ConsortiumDocument, upload: Upload) -> DocumentVersion:
    """Store a further version of a document, and write to the consortium.

    Raises ConsortiumDocument.DoesNotExist when it has been withdrawn meanwhile.
    """
    return _store(document, upload)


def _store(document: ConsortiumDocument, upload: Upload) -> DocumentVersion:
    storage = private_storage()
    stored = storage.save(random_name("consortium"), upload.file)
    try:
        with transaction.atomic():
            number = _next_number(document)
            version = DocumentVersion.objects.create(
                document=document,
                number=number,
                file=stored,
                name=safe_name(upload.file.name or "", upload.kind),
                size=upload.file.size or 0,
                kind=upload.kind.media_type,
                sha256=_fingerprint(upload.file),
                note=upload.note,
                partner=upload.partner,
                uploaded_by=upload.user,
            )
            tell_of_version(version)
            return version
    except BaseException:
        storage.delete(stored)
        raise


def _next_number(document: ConsortiumDocument) -> int:
    """Return the number of the next version. Whoever uploads at the same time waits."""
    if document.pk is None:
        document.save()
        return 1
    ConsortiumDocument.objects.shared().select_for_update().get(pk=document.pk)
    newest = document.versions.order_by("-number").first()
    return newest.number + 1 if newest else 1


def _fingerprint(file: "UploadedFile[Any]") -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    return digest.hexdigest()


def withdraw(document: ConsortiumDocument) -> None:
    """Take a document back: nobody reads it any more, its files stay until staff delete it."""
    document.withdrawn_at = timezone.now()
    document.save(update_fields=["withdrawn_at"])
