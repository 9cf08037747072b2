"""Keeping the stored findings up to date."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import models, transaction

from cluster_portal.editorial.models import Finding
from cluster_portal.editorial.problems import Problem, problems_of
from cluster_portal.languages.codes import default_language
from cluster_portal.languages.querysets import record_type
from cluster_portal.languages.rebuilding import drafted_records
from cluster_portal.pages.models import PortalPage


@dataclass(frozen=True, slots=True)
class Looked:
    """What looking at all records gave."""

    records: int
    problems: int


@transaction.atomic
def store(instance: models.Model) -> list[Problem]:
    """Look at a record and store what is found; return it."""
    with default_language():
        found = problems_of(instance)
        title = str(instance)[:255]
    Finding.objects.of_record(instance).delete()
    Finding.objects.bulk_create(
        Finding(
            content_type=record_type(instance),
            object_id=instance.pk,
            page_id=instance.pk if isinstance(instance, PortalPage) else None,
            title=title,
            language=problem.language,
            code=problem.code,
            unit_key=problem.unit_key[:255],
            label=problem.label[:255],
            excerpt=problem.excerpt[:255],
            details=dict(problem.details),
        )
        for problem in found
    )
    return found


def forget(instance: models.Model) -> None:
    """Forget the findings on a record."""
    Finding.objects.of_record(instance).delete()


def look_at_everything(
    show: Callable[[models.Model, Problem], None] = lambda instance, problem: None,
) -> Looked:
    """Look at all records as they are drafted: dates pass although nobody writes."""
    records = problems = 0
    for instance in drafted_records():
        found = store(instance)
        for problem in found:
            show(instance, problem)
        records += 1
        problems += len(found)
    return Looked(records, problems)
