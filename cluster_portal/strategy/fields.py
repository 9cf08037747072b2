"""A field that holds which indicators a goal shows."""

from typing import Any

from django import forms
from django.db import models

from cluster_portal.strategy.indicators import indicator_choices


class IndicatorKeysField(models.JSONField):
    """A list of the keys of registered indicators, edited as check boxes."""

    def formfield(self, **kwargs: Any) -> forms.Field:
        """Return check boxes for what is registered."""
        return forms.MultipleChoiceField(
            choices=indicator_choices,
            required=False,
            label=str(self.verbose_name).capitalize(),
            help_text=self.help_text,
            widget=forms.CheckboxSelectMultiple,
        )
