"""The forms with which staff answer, one for each change of a proposal."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from partners.proposals.accepting import Answer
from partners.proposals.declared import field_named
from partners.proposals.fields import NOTHING, Proposable
from partners.proposals.models import ChangeProposal, ProposedChange
from partners.proposals.presenting import ChangeInWords


class Choice(models.TextChoices):
    """What staff may do with a change now."""

    LATER = "later", _("Decide later")
    ACCEPT = "accept", _("Accept")
    REFUSE = "refuse", _("Refuse")


class AnswerForm(forms.Form):
    """The answer to one change: accept it as it stands in the form, refuse it, or leave it for later."""

    decision = forms.ChoiceField(
        label=_("Decision"), choices=Choice.choices, initial=Choice.LATER, widget=forms.RadioSelect
    )
    reply = forms.CharField(
        label=_("A word of reply"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, words: ChangeInWords, about: str, data: Any = None, *, can_be_accepted: bool) -> None:
        change = words.change
        super().__init__(data, prefix=f"change-{change.pk}")
        self.words = words
        self.change: ProposedChange = change
        self.field: Proposable | None = field_named(about, change.field)
        self.names: dict[str, str] = {}
        self.fields["seen"].initial = words.seen
        if self.field is None or not can_be_accepted:
            choices = [pair for pair in Choice.choices if pair[0] != Choice.ACCEPT]
            self.fields["decision"].choices = choices  # type: ignore[attr-defined]
        elif self.field.can_be_edited:
            self._add_inputs(self.field)

    def _add_inputs(self, field: Proposable) -> None:
        initial = field.decompose(self.change.value_proposed)
        for part, item in field.inputs().items():
            name = f"value-{part}" if part else "value"
            if not part:
                item.label = _("Text to take over (change it here where needed)")
            if self.change.language:
                item.widget.attrs["lang"] = self.change.language
            item.required, item.initial = False, initial.get(part)
            self.names[part] = name
            self.fields[name] = item

    def clean(self) -> dict[str, Any]:
        """Work out the value to take over."""
        cleaned = super().clean() or {}
        self.value = self.change.value_proposed
        if cleaned.get("decision") != Choice.ACCEPT or self.field is None or not self.names:
            return cleaned
        if any(name not in cleaned for name in self.names.values()):
            return cleaned
        try:
            self.value = self.field.compose({part: cleaned[name] for part, name in self.names.items()})
        except ValidationError as error:
            for part, errors in error.error_dict.items():
                self.add_error(self.names[part], errors)
        if self.value is NOTHING:
            self.add_error("decision", _("There is nothing to take over: refuse it instead."))
        return cleaned

    @property
    def answer(self) -> Answer | None:
        """Return the answer, None where it is left for later; only after validation."""
        cleaned = self.cleaned_data
        if cleaned["decision"] == Choice.LATER:
            return None
        accepted = cleaned["decision"] == Choice.ACCEPT
        return Answer(accepted, self.value if accepted else None, cleaned["reply"], cleaned["seen"])

    @property
    def value_fields(self) -> list[Any]:
        """Return the fields in which staff change the value."""
        return [self[name] for name in self.names.values()]


def answer_forms(
    proposal: ChangeProposal, words: list[ChangeInWords], *, can_be_accepted: bool, data: Any = None
) -> list[AnswerForm]:
    """Return a form for each change."""
    return [AnswerForm(one, proposal.about, data, can_be_accepted=can_be_accepted) for one in words]
