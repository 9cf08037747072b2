"""What the base page registers with Wagtail."""

from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.rich_text.feature_registry import FeatureRegistry

from cluster_portal.languages.codes import name_of
from cluster_portal.languages.templatetags.portal_formats import portal_moment
from cluster_portal.pages.history import CANCELLED, PUBLISHED, REVERTED, SCHEDULED, UNPUBLISHED
from cluster_portal.pages.richtext import PortalPageLinkHandler


@hooks.register("register_rich_text_features", order=10)
def register_page_links(features: FeatureRegistry) -> None:
    """Replace Wagtail's links between pages by the portal's."""
    features.register_link_type(PortalPageLinkHandler)


class _LanguagesFormatter(LogFormatter):
    """Writes the languages, and whether facts came with them, into an entry of the history."""

    sentence: "str | Promise" = ""

    def format_message(self, log_entry: Any) -> str:
        """Return the entry as staff read it."""
        names = [name_of(code) for code in log_entry.data.get("languages", [])]
        if log_entry.data.get("facts"):
            names.append(_("facts"))
        return str(self.sentence) % {
            "languages": ", ".join(names),
            "moment": _moment(log_entry.data.get("moment", "")),
        }


def _moment(written: str) -> str:
    """Return a moment as staff read it; as it is written where it is none."""
    try:
        return portal_moment(datetime.fromisoformat(written))
    except ValueError:
        return written


@hooks.register("register_log_actions")
def register_language_actions(actions: LogActionRegistry) -> None:
    """Register what is written into the history when a language is published, taken off, reverted or scheduled."""

    @actions.register_action(PUBLISHED)
    class _Published(_LanguagesFormatter):
        label = gettext_lazy("Publish languages")
        sentence = gettext_lazy("Published: %(languages)s")

    @actions.register_action(UNPUBLISHED)
    class _Unpublished(_LanguagesFormatter):
        label = gettext_lazy("Unpublish languages")
        sentence = gettext_lazy("Taken off the site: %(languages)s")

    @actions.register_action(REVERTED)
    class _Reverted(_LanguagesFormatter):
        label = gettext_lazy("Revert languages")
        sentence = gettext_lazy("Brought back to an earlier version: %(languages)s")

    @actions.register_action(SCHEDULED)
    class _Scheduled(_LanguagesFormatter):
        label = gettext_lazy("Schedule languages")
        sentence = gettext_lazy("Scheduled for %(moment)s: %(languages)s")

    @actions.register_action(CANCELLED)
    class _Cancelled(_LanguagesFormatter):
        label = gettext_lazy("Cancel a schedule")
        sentence = gettext_lazy("Schedule for %(moment)s cancelled: %(languages)s")
