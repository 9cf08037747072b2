"""The choice of letters."""

from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cluster_portal.accounts.models import User
from partners.letters.kinds import letter_kinds
from partners.letters.models import UnwantedLetter


class LettersForm(forms.Form):
    """Which letters somebody wants."""

    wanted = forms.MultipleChoiceField(
        label=_("Write to me about"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        kinds = letter_kinds()
        unwanted = set(UnwantedLetter.objects.of(user).values_list("letter", flat=True))
        wanted = [kind.key for kind in kinds if kind.key not in unwanted]
        super().__init__(*args, **{"initial": {"wanted": wanted}, **kwargs})
        field = self.fields["wanted"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - for the type checker
        field.choices = [(kind.key, kind.label) for kind in kinds]

    @transaction.atomic
    def save(self) -> None:
        """Store what somebody does not want."""
        unwanted = {kind.key for kind in letter_kinds()} - set(self.cleaned_data["wanted"])
        UnwantedLetter.objects.of(self.user).exclude(letter__in=unwanted).delete()
        UnwantedLetter.objects.bulk_create(
            [UnwantedLetter(user=self.user, letter=key) for key in unwanted], ignore_conflicts=True
        )
