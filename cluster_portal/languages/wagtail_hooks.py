"""What the languages package registers with Wagtail."""

from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from cluster_portal.languages import record_rights
from cluster_portal.languages.versions import KEPT

hooks.register("before_create_snippet", record_rights.refuse_new_records)
hooks.register("before_delete_snippet", record_rights.refuse_deleting)
hooks.register("before_edit_snippet", record_rights.refuse_unguarded_forms)
hooks.register("before_bulk_action", record_rights.refuse_bulk_actions)
hooks.register("after_bulk_action", record_rights.log_deleted_records)


@hooks.register("register_log_actions")
def name_kept_versions(actions: LogActionRegistry) -> None:
    """Name what the history tells of a version that was kept before a change."""
    actions.register_action(KEPT, gettext_lazy("Keep a version"), gettext_lazy("As it was before"))
