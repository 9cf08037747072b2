"""The forms with which staff answer, one for each change of a proposal."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from partners.proposals.accepting import Answer
from partners.proposals.declared import field_named
from partners.proposals.fields import NOTHING, Proposable, Version
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

    def __init__(self, words: ChangeInWords, about: str, draft: Version | None, data: Any = None) -> None:
        change = words.change
        super().__init__(data, prefix=f"change-{change.pk}")
        self.words = words
        self.change: ProposedChange = change
        self.field: Proposable | None = field_named(about, change.field)
        self.draft = draft
        self.names: dict[str, str] = {}
        self.fields["seen"].initial = words.seen
        if self.field is None or draft is None:
            choices = [pair for pair in Choice.choices if pair[0] != Choice.ACCEPT]
            self.fields["decision"].choices = choices  # type: ignore[attr-defined]
        else:
            self._add_inputs(self.field, draft)

    def _add_inputs(self, field: Proposable, draft: Version) -> None:
        proposed, language = self.change.value_proposed, self.change.language
        initial = field.decompose(proposed)
        for part, item in field.inputs_of_staff(draft, language, proposed).items():
            name = f"value-{part}" if part else "value"
            if not part:
                item.label = _("Text to take over (change it here where needed)")
            if language:
                item.widget.attrs["lang"] = language
            item.required, item.initial = False, initial.get(part)
            self.names[part] = name
            self.fields[name] = item

    def clean(self) -> dict[str, Any]:
        """Work out the value to take over."""
        cleaned = super().clean() or {}
        self.value = self.change.value_proposed
        if cleaned.get("decision") != Choice.ACCEPT or self.field is None or self.draft is None:
            return cleaned
        if not self.field.can_be_edited or any(name not in cleaned for name in self.names.values()):
            return cleaned
        typed = {part: cleaned[name] for part, name in self.names.items()}
        try:
            self.value = self.field.compose(
                self.field.decompose(self.change.value_proposed) | typed, self.draft
            )
        except ValidationError as error:
            for part, errors in error.error_dict.items():
                self.add_error(self.names.get(part, "decision"), errors)
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
    proposal: ChangeProposal, words: list[ChangeInWords], draft: Version | None, data: Any = None
) -> list[AnswerForm]:
    """Return a form for each change; without a draft of the page none can be accepted."""
    return [AnswerForm(one, proposal.about, draft, data) for one in words]
