"""What is published changed last when it was last published: nothing else is known of it."""

from django.conf import settings
from django.db import migrations
from django.db.models import F


def fill_change_dates(apps, schema_editor):
    page_model = apps.get_model("pages", "PortalPage")
    names = {field.name for field in page_model._meta.get_fields()}
    columns = ["changed_at", *(f"changed_at_{code}" for code, _name in settings.LANGUAGES)]
    values = {name: F("last_published_at") for name in columns if name in names}
    page_model.objects.filter(last_published_at__isnull=False).update(**values)


class Migration(migrations.Migration):
    dependencies = [
        ("pages", "0006_change_dates_and_indexes"),
    ]

    operations = [migrations.RunPython(fill_change_dates, migrations.RunPython.noop)]
