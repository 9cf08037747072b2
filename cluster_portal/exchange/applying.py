"""Carrying out an import: as drafts, in one language, each record as a whole or not at all."""

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, models, transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Revision

from cluster_portal.exchange import records, texts
from cluster_portal.exchange.model import InFile, InUnit
from cluster_portal.exchange.planning import check_file, grouped, plan_record
from cluster_portal.exchange.plans import APPLIED, Outcome, Plan, RecordPlan
from cluster_portal.exchange.records import RecordRef, is_page
from cluster_portal.languages import states
from cluster_portal.languages.intents import Intent, intending
from cluster_portal.languages.records import RevisedRecord
from cluster_portal.languages.versions import save_version
from cluster_portal.pages.drafts import save_draft

logger = logging.getLogger(__name__)

IMPORTED = "exchange.import"

Progress = Callable[[int, int], None]


def apply_file(file: InFile, user: Any = None, progress: Progress = lambda done, total: None) -> Plan:
    """Import a file and return what became of it. Raises ExchangeError (see ``check_file``).

    Records are planned again, one by one, as they are now; whatever changed since the file was looked at is refused.
    Records that were done stay done when the import is interrupted.
    """
    check_file(file, user)
    groups = grouped(file)
    done = []
    for number, (name, units) in enumerate(groups.items(), start=1):
        done.append(_apply_record(file, name, units, user))
        progress(number, len(groups))
    return Plan(file.source, file.target, file.format, done)


def _apply_record(file: InFile, name: str, units: list[InUnit], user: Any) -> RecordPlan:
    plan = None
    try:
        with transaction.atomic():
            ref = RecordRef.parse(name)
            instance = records.find([ref], for_update=True).get(ref) if ref else None
            plan = plan_record(file, name, units, instance, user)
            if instance is not None and plan.applied:
                _save(file, plan, instance, user)
    except ValidationError as error:
        return _as_refused(plan, "; ".join(error.messages))
    except DatabaseError:
        logger.exception("Importing %s failed.", name)
        return _as_refused(plan, _("It could not be saved. Nothing of it was changed."))
    return plan


def _as_refused(plan: RecordPlan | None, reason: str) -> RecordPlan:
    if plan is None:
        raise RuntimeError("The record could not be read.")
    units = [
        replace(unit, outcome=Outcome.REFUSED, reason=reason) if unit.outcome in APPLIED else unit
        for unit in plan.units
    ]
    return replace(plan, units=units)


def _save(file: InFile, plan: RecordPlan, instance: models.Model, user: Any) -> None:
    written = {unit.key: unit.value for unit in plan.with_outcome(Outcome.NEW, Outcome.CHANGED)}
    revision = None
    if written:
        texts.write(instance, file.source, file.target, written)
        revision = save_record(instance, Intent(user=user), log_action=False)
    confirmed = [unit.key for unit in plan.with_outcome(Outcome.CONFIRMED)]
    if confirmed:
        states.mark_valid(instance, [file.target], keys=confirmed, user=user)
    log(
        instance=instance,
        action=IMPORTED,
        user=user,
        data={"language": file.target, "format": file.format, "units": len(plan.applied)},
        revision=revision,
        content_changed=bool(written),
    )


def save_record(instance: Any, intent: Intent, *, log_action: bool = True) -> Revision | None:
    """Save a record whose texts were set: a page or the portal settings as a draft, another record as it is.

    The texts count as translations of the source of now. Returns the version of a record that is no page, where
    versions are kept. Whoever has an action of its own for the history logs it. Raises ValidationError for what the
    record does not accept.
    """
    if is_page(instance):
        save_draft(instance, intent)
        return None
    with intending(intent):
        if isinstance(instance, RevisedRecord):
            return save_version(instance, intent.user, log_action=log_action)
        instance.full_clean()
        instance.save()
    return None
