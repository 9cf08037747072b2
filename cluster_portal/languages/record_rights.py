"""Rights per language on records that are no pages: by every route of the admin."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest
from wagtail.admin.panels import get_edit_handler
from wagtail.log_actions import log
from wagtail.snippets.models import get_snippet_models

from cluster_portal.languages.codes import translated_fields
from cluster_portal.languages.limited import LimitedForm
from cluster_portal.languages.rights import may_write_facts


def refuse_new_records(request: HttpRequest, model: type[models.Model]) -> None:
    """Refuse whoever is limited to languages: a record begins with its facts. A copy is a new record too."""
    if not may_write_facts(request.user):
        raise PermissionDenied


def refuse_deleting(request: HttpRequest, records: Iterable[models.Model]) -> None:
    """Refuse whoever is limited to languages: a deleted record is gone in every language."""
    if not may_write_facts(request.user):
        raise PermissionDenied


def refuse_unguarded_forms(request: HttpRequest, record: models.Model) -> None:
    """Refuse whoever is limited to languages where the form could not keep to them."""
    if may_write_facts(request.user):
        return
    model = type(record)
    if not translated_fields(model) or not issubclass(get_edit_handler(model).get_form_class(), LimitedForm):
        raise PermissionDenied


def log_deleted_records(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any, *args: Any
) -> None:
    """Let the history of the site tell which records were deleted together: Wagtail tells of single ones only."""
    if action_type == "delete" and action.model in get_snippet_models():
        for record in objects:
            log(instance=record, action="wagtail.delete", user=request.user, deleted=True)


def refuse_bulk_actions(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any, *args: Any
) -> None:
    """Refuse whoever is limited to languages, unless the action says that it keeps to theirs."""
    if not may_write_facts(request.user) and not getattr(action, "keeps_to_languages", False):
        raise PermissionDenied
