"""What the languages package registers with Wagtail."""

from wagtail import hooks

from cluster_portal.languages import record_rights

hooks.register("before_create_snippet", record_rights.refuse_new_records)
hooks.register("before_delete_snippet", record_rights.refuse_deleting)
hooks.register("before_edit_snippet", record_rights.refuse_unguarded_forms)
hooks.register("before_edit_setting", record_rights.refuse_unguarded_forms)
hooks.register("before_bulk_action", record_rights.refuse_bulk_actions)
