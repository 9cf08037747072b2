"""django-allauth's addresses that are no longer those of their account: they opened it all the same."""

from django.db import migrations
from django.db.models import F


def to_normal_form(apps, schema_editor):
    apps.get_model("account", "EmailAddress").objects.exclude(email=F("user__email")).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_addresses_in_normal_form"),
        ("account", "0009_emailaddress_unique_primary_email"),
    ]

    operations = [migrations.RunPython(to_normal_form, migrations.RunPython.noop)]
