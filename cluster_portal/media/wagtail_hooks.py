"""What files add to the admin."""

from wagtail import hooks

from cluster_portal.media.admin_views import MoveDocuments, MoveImages

# After Wagtail's own, whose place they take.
hooks.register("register_bulk_action", MoveDocuments, order=10)
hooks.register("register_bulk_action", MoveImages, order=10)
