"""What must hold between the dates of a call, whoever writes them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from projects.calls.states import DeadlineModel

_STAGES = 2


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, and where: on a field of the call, or on a row (counted from 0)."""

    message: str | Promise
    field: str = ""
    row: int | None = None


def end_of(model: str, moments: Sequence[datetime]) -> datetime | None:
    """Return from when on no new application is accepted: after the last cut-off, or the first of two stages."""
    if not moments:
        return None
    return max(moments) if model == DeadlineModel.CUT_OFFS else min(moments)


def problems(
    model: str, opens_at: datetime | None, closes_at: datetime | None, moments: Sequence[datetime | None]
) -> list[Problem]:
    """Return what is wrong with dates; ``moments`` are those of the rows, in the order staff gave them."""
    found: list[Problem] = []
    has_rows = DeadlineModel(model).has_rows
    if not has_rows and opens_at and closes_at and _utc(closes_at) <= _utc(opens_at):
        found.append(Problem(_("The deadline must come after the opening."), field="closes_at"))
    if not has_rows and moments:
        message = _("Only calls with two stages or several cut-offs have rows of dates: remove them.")
        found.append(Problem(message, field="deadline_model"))
        return found
    earlier = opens_at
    for number, moment in enumerate(moments):
        if moment is None:
            found.append(Problem(_("Give the date and time."), row=number))
            continue
        if earlier is not None and _utc(moment) <= _utc(earlier):
            found.append(
                Problem(
                    _("This must come after the one before it.")
                    if number and earlier is not opens_at
                    else _("This must come after the opening."),
                    row=number,
                )
            )
        earlier = moment
    return found


def missing_rows(model: str, number: int) -> list[Problem]:
    """Return what is wrong with how many rows of dates there are."""
    if model == DeadlineModel.TWO_STAGE and number != _STAGES:
        return [Problem(_("Give the dates of both stages below, and no others."), field="deadline_model")]
    if model == DeadlineModel.CUT_OFFS and not number:
        return [Problem(_("Give at least one cut-off below."), field="deadline_model")]
    return []


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)
