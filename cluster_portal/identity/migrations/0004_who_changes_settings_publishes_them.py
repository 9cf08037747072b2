"""Whoever may change the portal settings may publish them, as before settings had drafts."""

from typing import Any

from django.db import migrations

MODEL = {"content_type__app_label": "identity", "content_type__model": "portalsettings"}


def let_them_publish(apps: Any, schema_editor: Any) -> None:
    permissions = apps.get_model("auth", "Permission").objects.using(schema_editor.connection.alias)
    change = permissions.filter(codename="change_portalsettings", **MODEL).first()
    if change is None:
        # A new database has no permissions yet; its groups are made with both.
        return
    publish, _created = permissions.get_or_create(
        content_type_id=change.content_type_id,
        codename="publish_portalsettings",
        defaults={"name": "Can publish portal settings"},
    )
    publish.group_set.add(*change.group_set.all())
    publish.user_set.add(*change.user_set.all())


def forget_publishing(apps: Any, schema_editor: Any) -> None:
    permissions = apps.get_model("auth", "Permission").objects.using(schema_editor.connection.alias)
    permissions.filter(codename="publish_portalsettings", **MODEL).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0003_versions_and_drafts"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("accounts", "0001_initial"),
    ]

    operations = [migrations.RunPython(let_them_publish, forget_publishing)]
