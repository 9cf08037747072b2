"""Writing down which pages name which files in their texts, in the transaction that changes a page."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import ForeignKey, Model
from modelcluster.models import get_all_child_relations
from wagtail import hooks
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage
from wagtail.models import Revision

from cluster_portal.languages.codes import columns, translated_fields
from cluster_portal.media.models import FileUse, PortalDocument, PortalImage
from cluster_portal.pages.models import PortalPage

# "document" or "image", the key of the file, the language of the text (empty for facts).
Named = tuple[str, int, str]


def record_page(page: PortalPage, update_fields: Iterable[str] | None = None) -> None:
    """Note which files the stored texts of ``page`` name now. Those it named before stay noted as such.

    A page that is held as a ``PortalPage``, as Wagtail does to move it, has its texts in the database only.
    """
    if type(page) is not page.specific_class:
        return
    texts = text_columns(type(page))
    if texts.keys() & page.get_deferred_fields() or (
        update_fields is not None and not texts.keys() & set(update_fields)
    ):
        return
    found = files_in_texts(page)
    _add(page.pk, found)
    changed = [use for use in FileUse.objects.filter(page=page.pk) if use.is_live != (_named(use) in found)]
    for use in changed:
        use.is_live = not use.is_live
    FileUse.objects.bulk_update(changed, ["is_live"])


def record_draft(revision: Revision) -> None:
    """Note which files a draft names."""
    model: Any = revision.content_type.model_class()
    if model is None or not issubclass(model, PortalPage):
        return
    page = int(revision.object_id)
    content = revision.content
    found = {
        (kind, key, language)
        for name, language in text_columns(model).items()
        for kind, key in _files_in(model._meta.get_field(name), content.get(name))
    }
    found |= set(_in_columns(model, content))
    for relation in get_all_child_relations(model):
        for row in content.get(relation.get_accessor_name()) or ():
            found |= set(_in_columns(relation.related_model, row))
    _add(page, found)


def record_apart(page: int, record: Model) -> None:
    """Note that a record which belongs to a page, but is not for its readers, names files in its texts."""
    _add(page, files_in_texts(record))


def files_in_texts(record: Model) -> set[Named]:
    """Return the files that the rich texts and blocks of a page or record name."""
    return {
        (kind, key, language)
        for name, language in text_columns(type(record)).items()
        for kind, key in _files_in(record._meta.get_field(name), record.__dict__.get(name))
    }


def rebuild() -> int:
    """Note the files of all pages and their latest drafts again; return the number of pages.

    Functions registered as ``note_files`` do the same for records that belong to pages.
    """
    count = 0
    for page in PortalPage.objects.select_related("latest_revision").iterator(chunk_size=200):
        record_page(page.specific)
        if page.latest_revision is not None:
            record_draft(page.latest_revision)
        count += 1
    for note in hooks.get_hooks("note_files"):
        note()
    return count


@transaction.atomic
def begin() -> None:
    """Note all that was there before the list of uses, earlier drafts too; does nothing once there is one."""
    if FileUse.objects.exists():
        return
    pages = ContentType.objects.get_for_model(PortalPage)
    for revision in Revision.objects.filter(base_content_type=pages).iterator(chunk_size=200):
        record_draft(revision)
    rebuild()


def text_columns(model: type[Model]) -> dict[str, str]:
    """Return the columns of a page or record that hold rich texts or blocks, each with its language."""
    translated = {column: code for name in translated_fields(model) for code, column in columns(name).items()}
    return {
        field.name: translated.get(field.name, "")
        for field in model._meta.concrete_fields
        if hasattr(field, "extract_references") and field.name not in translated_fields(model)
    }


def _files_in(field: Any, value: Any) -> Iterator[tuple[str, int]]:
    if not value:
        return
    for model, key, _model_path, _content_path in field.extract_references(field.to_python(value)):
        if kind := _kind_of(model):
            yield kind, int(key)


def _in_columns(model: Any, values: dict[str, Any]) -> Iterator[Named]:
    """Return the files that the foreign keys of a page or a row name."""
    for field in model._meta.concrete_fields:
        if isinstance(field, ForeignKey) and (kind := _kind_of(field.related_model)):
            key = values.get(field.name)
            if key:
                yield kind, int(key), ""


def _kind_of(model: Any) -> str:
    if issubclass(model, AbstractDocument):
        return "document"
    return "image" if issubclass(model, AbstractImage) else ""


def _named(use: FileUse) -> Named:
    if use.document_id is not None:
        return "document", use.document_id, use.language
    return "image", use.image_id or 0, use.language


def _add(page: int, found: set[Named]) -> None:
    """Note files that are not noted yet; somebody else may be doing the same."""
    if not found:
        return
    found = found - {_named(use) for use in FileUse.objects.filter(page=page)}
    existing = {
        kind: set(
            model._base_manager.filter(pk__in=[key for of, key, _ in found if of == kind]).values_list(
                "pk", flat=True
            )
        )
        for kind, model in (("document", PortalDocument), ("image", PortalImage))
    }
    FileUse.objects.bulk_create(
        (
            FileUse(page_id=page, language=language, **{f"{kind}_id": key})
            for kind, key, language in found
            if key in existing[kind]
        ),
        ignore_conflicts=True,
    )
