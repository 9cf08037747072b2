"""House rules about languages that `manage.py check` enforces."""

from typing import Any

from django.apps import apps
from django.core import checks

from cluster_portal.languages.codes import translated_fields
from cluster_portal.languages.texts import TranslatedTexts


@checks.register(checks.Tags.models)
def translated_models_have_texts(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Every model with translated fields offers ``texts``, so that no fallback is shown silently."""
    return [
        checks.Error(
            f"{model._meta.label} has translated fields but no texts.",
            hint="Let the model inherit from cluster_portal.languages.texts.TranslatedTexts.",
            obj=model,
            id="languages.E001",
        )
        for model in apps.get_models()
        if translated_fields(model) and not issubclass(model, TranslatedTexts)
    ]
