"""The portal with settings and menus that are not published yet."""

from typing import Any

from django.http import HttpRequest, HttpResponseNotFound
from django.utils import translation
from wagtail.models import PreviewableMixin, Site

from cluster_portal.languages.codes import content_languages, own_name

# The attribute of a request that holds the settings to show instead of the public ones.
DRAFTED = "drafted_portal_settings"


class PortalPreviews(PreviewableMixin):
    """Shows the home page with these settings, in each language."""

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        """Return one preview per language."""
        return [(code, own_name(code)) for code in content_languages()]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> Any:
        """Show the home page as a reader of one language will see it."""
        language = mode_name if mode_name in content_languages() else content_languages()[0]
        site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
        if site is None:
            return HttpResponseNotFound()
        setattr(request, DRAFTED, self)
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response: Any = site.root_page.specific.serve(request)
            if hasattr(response, "render"):
                response.render()
        return response
