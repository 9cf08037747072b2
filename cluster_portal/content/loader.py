"""Loads content files: all of them or nothing, and never over what staff have changed.

A record is made once. Run again, the loader makes only what it has not made before: it neither doubles a record
nor restores one that staff deleted, and it leaves what it made to staff.
"""

from collections.abc import Callable, Collection
from collections.abc import Mapping as Words
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import DatabaseError, models, transaction
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Site

from cluster_portal.content import values
from cluster_portal.content.files import Mapping, Record, read_folder
from cluster_portal.content.models import LoadedRecord
from cluster_portal.languages.codes import content_languages, set_value, translated_fields
from cluster_portal.pages.models import PortalPage
from cluster_portal.pages.publishing import publish_new

_STRUCTURE = {"key", "model", "parent", "languages", "source_language", "fields"}
ROOT = "root"


@dataclass(frozen=True, slots=True)
class Result:
    """How many records were made, and how many were there already."""

    made: int
    kept: int


def load_folder(
    folder: Path,
    progress: Callable[[str], None] = lambda message: None,
    words: Words[str, str] | None = None,
    languages: Collection[str] | None = None,
) -> Result:
    """Load the content files of ``folder``. Raises ContentError, and then nothing has changed.

    ``words`` replaces placeholders such as ``[[cluster]]`` in the texts. Pages are published in ``languages``, by
    default in all that they have a title in; what a page's own record says goes first.
    """
    records = read_folder(folder, words)
    loader = _Loader(records, progress, languages)
    with transaction.atomic():
        return loader.load()


class _Loader:
    """One run over a list of records."""

    def __init__(
        self, records: list[Record], progress: Callable[[str], None], languages: Collection[str] | None
    ) -> None:
        self.records = records
        self.languages = content_languages() if languages is None else languages
        self.progress = progress
        self.known: dict[str, tuple[type[models.Model] | None, int]] = {
            row.key: (row.content_type.model_class(), row.object_id)
            for row in LoadedRecord.objects.select_related("content_type")
        }
        self.made: dict[str, models.Model] = {}

    def load(self) -> Result:
        """Make the records that are new: first so that all exist, then with what refers to others."""
        new = [record for record in self.records if record.key not in self.known]
        for record in new:
            self._guard(record, self._make)
        for record in new:
            self._guard(record, self._complete)
            self.progress(record.key)
        return Result(len(new), len(self.records) - len(new))

    @staticmethod
    def _guard(record: Record, step: Callable[[Record], None]) -> None:
        try:
            step(record)
        except ValidationError as error:
            raise record.error("; ".join(_messages(error))) from error
        except DatabaseError as error:
            raise record.error(f"the database refuses it: {error}") from error

    def _model(self, record: Record) -> type[models.Model]:
        try:
            return apps.get_model(str(record.data["model"]))
        except (LookupError, ValueError) as error:
            raise record.error(
                f"there is no model {record.data['model']}.", record.data.line_of("model")
            ) from error

    # --- first pass: plain values -------------------------------------------------------------

    def _make(self, record: Record) -> None:
        model = self._model(record)
        instance = model()
        self._check_names(record)
        self._set_fields(record, instance, record.data.get("fields", Mapping()), references=False)
        if isinstance(instance, PortalPage):
            instance.source_language = record.data.get("source_language", settings.LANGUAGE_CODE)
            instance.live = False
            self._parent(record).add_child(instance=instance)
            self._serve_below(instance)
        else:
            instance.save()
        self.made[record.key] = instance
        self.known[record.key] = (model, instance.pk)
        LoadedRecord.objects.create(
            key=record.key,
            content_type=ContentType.objects.get_for_model(model),
            object_id=instance.pk,
        )

    @staticmethod
    def _check_names(record: Record) -> None:
        for name in set(record.data) - _STRUCTURE:
            raise record.error(f"a record has no “{name}”.", record.data.line_of(name))
        if not isinstance(record.data.get("fields", Mapping()), Mapping):
            raise record.error("fields is a mapping of names and values.", record.data.line_of("fields"))
        languages = record.data.get("languages", [])
        if not isinstance(languages, list):
            raise record.error("languages is a list, as in [fr, en].", record.data.line_of("languages"))
        named = [(code, "languages") for code in languages]
        if "source_language" in record.data:
            named.append((record.data["source_language"], "source_language"))
        for code, name in named:
            if code not in content_languages():
                raise record.error(f"there is no language “{code}”.", record.data.line_of(name))

    def _parent(self, record: Record) -> PortalPage:
        parent_key = record.data.get("parent")
        if parent_key == ROOT:
            return PortalPage.objects.get(depth=1)
        try:
            return PortalPage.objects.get(pk=self._resolve(str(parent_key), PortalPage))
        except (ValueError, PortalPage.DoesNotExist) as error:
            raise record.error(
                f"there is no parent page “{parent_key}”.", record.data.line_of("parent")
            ) from error

    @staticmethod
    def _serve_below(page: PortalPage) -> None:
        """Let the first page below the root be the home page of the site."""
        if page.depth == 2 and not Site.objects.exists():
            address = urlparse(settings.SITE_URL)
            Site.objects.create(
                hostname=address.hostname or "localhost",
                port=address.port or (443 if address.scheme == "https" else 80),
                root_page=page,
                is_default_site=True,
                site_name=settings.WAGTAIL_SITE_NAME,
            )

    # --- second pass: references, blocks, rows ------------------------------------------------

    def _complete(self, record: Record) -> None:
        instance = self.made[record.key]
        instance.refresh_from_db()
        self._set_fields(record, instance, record.data.get("fields", Mapping()), references=True)
        if isinstance(instance, PortalPage):
            publish_new(instance, record.data.get("languages", self.languages))
        else:
            instance.full_clean()
            instance.save()

    def _set_fields(self, record: Record, instance: models.Model, data: Mapping, *, references: bool) -> None:
        """Set the fields that refer to other records, or those that do not."""
        for name, value in data.items():
            try:
                field = instance._meta.get_field(name)
            except FieldDoesNotExist as error:
                raise record.error(
                    f"{type(instance).__name__} has no field “{name}”.", data.line_of(name)
                ) from error
            if field.one_to_many:
                if not isinstance(value, list) or not all(isinstance(row, Mapping) for row in value):
                    raise record.error(f"{name} is a list of rows.", data.line_of(name))
                if references:
                    self._add_rows(record, instance, field, value)
                continue
            refers = isinstance(
                field, (models.ForeignKey, models.ManyToManyField, StreamField, RichTextField)
            )
            if refers is references:
                try:
                    self._set(record, instance, field, name, value)
                except (ValueError, TypeError) as error:
                    raise record.error(f"{name}: {error}", data.line_of(name)) from error
                except ValidationError as error:
                    raise record.error(
                        f"{name}: {'; '.join(_messages(error))}", data.line_of(name)
                    ) from error

    def _add_rows(self, record: Record, instance: models.Model, relation: Any, rows: list[Mapping]) -> None:
        for number, row in enumerate(rows):
            child = relation.related_model()
            if hasattr(child, "sort_order"):
                child.sort_order = number
            for references in (False, True):
                self._set_fields(record, child, row, references=references)
            try:
                child.full_clean(exclude=[relation.field.name])
            except ValidationError as error:
                raise record.error("; ".join(_messages(error)), row.line) from error
            getattr(instance, relation.get_accessor_name()).add(child)

    def _set(self, record: Record, instance: models.Model, field: Any, name: str, value: Any) -> None:
        if isinstance(field, models.ManyToManyField):
            getattr(instance, name).set([self._resolve(key, field.related_model) for key in value])
        elif isinstance(field, models.ForeignKey):
            setattr(
                instance,
                field.attname,
                None if value is None else self._resolve(str(value), field.related_model),
            )
        elif name in translated_fields(type(instance)):
            if not isinstance(value, dict):
                raise ValueError("give one text per language, as in {fr: …, en: …}.")
            for code, text in value.items():
                if code not in content_languages():
                    raise ValueError(f"there is no language “{code}”.")
                set_value(instance, name, code, self._text(record, field, name, text))
        else:
            setattr(instance, name, values.plain(field, value))

    def _text(self, record: Record, field: Any, name: str, text: Any) -> Any:
        if text is None:
            return None
        if isinstance(field, StreamField):
            return values.stream(field, text, self._resolve, f"{record.key}:{name}")
        if isinstance(field, RichTextField):
            return values.rich_text(str(text), self._resolve, field.features, f"{record.key}:{name}")
        return values.plain(field, text)

    def _resolve(self, key: str, wanted: type[models.Model] | None = None) -> int:
        if key not in self.known:
            raise ValueError(f"there is no record “{key}”.")
        model, pk = self.known[key]
        if wanted is not None and (model is None or not issubclass(model, wanted)):
            raise ValueError(f"“{key}” is no {wanted._meta.verbose_name}.")
        return pk


def _messages(error: ValidationError) -> list[str]:
    if hasattr(error, "message_dict"):
        return [f"{name}: {' '.join(messages)}" for name, messages in error.message_dict.items()]
    return list(error.messages)
