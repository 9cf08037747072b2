"""What the languages package registers with Wagtail's history."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry, LogFormatter

from cluster_portal.languages import record_rights
from cluster_portal.languages.codes import own_name
from cluster_portal.languages.publishing import PUBLISHED, REVERTED, SCHEDULED, UNPUBLISHED
from cluster_portal.languages.versions import KEPT

hooks.register("before_create_snippet", record_rights.refuse_new_records)
hooks.register("before_delete_snippet", record_rights.refuse_deleting)
hooks.register("before_edit_snippet", record_rights.refuse_unguarded_forms)
hooks.register("before_bulk_action", record_rights.refuse_bulk_actions)
hooks.register("after_bulk_action", record_rights.log_deleted_records)


class _LanguagesFormatter(LogFormatter):
    """Writes the languages, and whether facts came with them, into an entry of the history."""

    sentence: "str | Promise" = ""

    def format_message(self, log_entry: Any) -> str:
        """Return the entry as staff read it."""
        names = [own_name(code) for code in log_entry.data.get("languages", [])]
        if log_entry.data.get("facts"):
            names.append(_("facts"))
        return str(self.sentence) % {
            "languages": ", ".join(names),
            "moment": log_entry.data.get("moment", ""),
        }


@hooks.register("register_log_actions")
def register_language_actions(actions: LogActionRegistry) -> None:
    """Register what is written into the history when a language is published, taken off, reverted or scheduled."""

    actions.register_action(KEPT, gettext_lazy("Keep a version"), gettext_lazy("As it was before"))

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
