"""Previews: one per language."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils import translation

from cluster_portal.languages.codes import content_languages, own_name
from cluster_portal.languages.live import reading_drafts

if TYPE_CHECKING:
    from django.template.response import TemplateResponse


class LanguagePreviews:
    """Offers a preview of a page in each language."""

    if TYPE_CHECKING:
        source_language: str

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        """Return one preview per language."""
        return [(code, own_name(code)) for code in content_languages()]

    @property
    def default_preview_mode(self) -> str:
        """Return the language the page is written in."""
        return self.source_language if self.source_language in content_languages() else content_languages()[0]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> "TemplateResponse":
        """Show the page as a reader of one language will see it."""
        language = mode_name if mode_name in content_languages() else self.default_preview_mode
        request.LANGUAGE_CODE = language
        with translation.override(language), reading_drafts():
            response: Any = super().serve_preview(request, mode_name)  # type: ignore[misc]
            if hasattr(response, "render"):
                response.render()
        return response
