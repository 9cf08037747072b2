"""What staff choose when they publish a page: languages, facts, and when."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from cluster_portal.languages.codes import own_name
from cluster_portal.staff.changes import LanguageChange, State

if TYPE_CHECKING:
    from django.http import QueryDict


@dataclass(frozen=True, slots=True)
class LanguageChoice:
    """A language as it stands in the form."""

    code: str
    name: str
    is_chosen: bool
    can_be_chosen: bool


class PublishForm(forms.Form):
    """Languages and facts to publish now."""

    languages = forms.MultipleChoiceField(label=_("Languages"), required=False)
    facts = forms.BooleanField(label=_("Facts that all languages share"), required=False)
    # What tells the version that the form showed from others.
    shown = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data: Any,
        *,
        languages: Sequence[LanguageChange],
        facts: bool,
        is_live: bool,
        shown: str = "",
        proposed: Collection[str] | None = None,
        prefix: str | None = None,
    ) -> None:
        super().__init__(data, initial={"facts": facts, "shown": shown}, prefix=prefix)
        self._offered = languages
        self._proposed = proposed
        field = self.fields["languages"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - tells the type checker
        field.choices = [(change.code, own_name(change.code)) for change in languages if self._can(change)]
        if not facts:
            del self.fields["facts"]
        elif not is_live:
            # The first publication has its facts whatever is chosen.
            self.fields["facts"].disabled = True

    @staticmethod
    def _can(change: LanguageChange) -> bool:
        return change.state is not State.ABSENT

    @property
    def choices(self) -> list[LanguageChoice]:
        """Return the languages, those chosen marked: at first what is proposed."""
        name = self.add_prefix("languages")
        sent = set(cast("QueryDict", self.data).getlist(name)) if self.is_bound else None
        return [
            LanguageChoice(
                change.code,
                own_name(change.code),
                is_chosen=self._is_proposed(change) if sent is None else change.code in sent,
                can_be_chosen=self._can(change),
            )
            for change in self._offered
        ]

    def _is_proposed(self, change: LanguageChange) -> bool:
        """Say whether a language is chosen beforehand.

        To be taken off the site, or to come back to it, it has to be chosen by hand.
        """
        if change.state not in (State.NEW, State.CHANGED) or change.was_taken_off:
            return False
        return self._proposed is None or change.code in self._proposed

    def clean(self) -> dict[str, Any]:
        """Ask for something to publish."""
        chosen: dict[str, Any] = super().clean() or {}
        chosen.setdefault("facts", False)
        if "languages" in chosen and not chosen["languages"] and not chosen["facts"]:
            raise forms.ValidationError(_("Choose at least one language, or the facts."))
        return chosen
