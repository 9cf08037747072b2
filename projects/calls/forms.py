"""The form in which staff edit a call."""

from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.utils.translation import gettext as _

from cluster_portal.languages.forms import PortalPageForm
from projects.calls import rules
from projects.calls.fields import ZonedMomentFormField, portal_zone
from projects.calls.states import DeadlineModel


class CallPageForm(PortalPageForm):
    """Reads moments in the call's time zone, and says on the field what is wrong with them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zone = self._zone()
        rows = self.formsets["deadlines"].forms if "deadlines" in self.formsets else []
        for form in (self, *rows):
            for field in form.fields.values():
                if isinstance(field, ZonedMomentFormField):
                    field.zone = zone

    def _zone(self) -> ZoneInfo:
        given = self.data.get(self.add_prefix("time_zone")) if self.is_bound else None
        name = given if given in available_timezones() else self.instance.time_zone
        return ZoneInfo(name or portal_zone())

    def clean(self) -> dict[str, Any]:
        """Refuse dates that contradict each other; let the deadline follow from stages or cut-offs."""
        cleaned = super().clean()
        model = cleaned.get("deadline_model", self.instance.deadline_model)
        if "deadlines" not in self.formsets or model not in DeadlineModel.values:
            return cleaned
        rows = self._rows()
        moments = [form.cleaned_data.get("moment") for form in rows]
        opens_at, closes_at = cleaned.get("opens_at"), cleaned.get("closes_at")
        known = [moment for moment in moments if moment]
        if DeadlineModel(model).has_rows:
            end = rules.end_of(model, known)
            if closes_at and "closes_at" in self.changed_data and closes_at != end:
                self.add_error("closes_at", _("Leave this empty: the deadline follows from the dates below."))
            cleaned["closes_at"] = end
        for problem in [
            *rules.problems(model, opens_at, None, moments),
            *rules.missing_rows(model, len(rows)),
        ]:
            self._say(problem, rows)
        return cleaned

    def _rows(self) -> list[Any]:
        """Return the forms of the rows that stay, in their order."""
        formset = self.formsets["deadlines"]
        formset.is_valid()
        rows = [
            form
            for form in formset.forms
            if hasattr(form, "cleaned_data") and form.cleaned_data and not form.cleaned_data.get("DELETE")
        ]
        return sorted(rows, key=lambda form: form.cleaned_data.get("ORDER") or 0)

    def _say(self, problem: rules.Problem, rows: list[Any]) -> None:
        if problem.row is None:
            self.add_error(problem.field if problem.field in self.fields else None, problem.message)
        elif not rows[problem.row].has_error("moment"):
            rows[problem.row].add_error("moment", problem.message)
