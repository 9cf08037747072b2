"""The app of what staff see in the admin beyond Wagtail."""

from django.apps import AppConfig, apps
from django.db import models
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class StaffConfig(AppConfig):
    """Staff's home screen, columns, previews, confirmation of publishing, groups."""

    name = "cluster_portal.staff"
    label = "staff"
    verbose_name = _("staff")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect the receivers; the groups exist once the database does."""
        from wagtail.admin.forms.models import register_form_field_override

        from cluster_portal.languages import typed
        from cluster_portal.spreadsheets import guard_exports
        from cluster_portal.staff import receivers

        guard_exports()

        for field, override in {
            models.DecimalField: {"form_class": typed.LocalDecimalField},
            models.IntegerField: {"form_class": typed.LocalIntegerField},
            models.DateTimeField: {"form_class": typed.MomentFormField, "widget": typed.MomentInput},
        }.items():
            register_form_field_override(field, override=override)

        # Django announces the end of a migration only for apps with models.
        post_migrate.connect(receivers.make_groups, sender=apps.get_app_config("languages"))
