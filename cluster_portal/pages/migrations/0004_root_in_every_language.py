"""The root of the tree that Wagtail made has no texts per language; children would get paths without a slash.

Wagtail's welcome page goes: the portal brings a home page of its own.
"""

from django.conf import settings
from django.db import migrations


def fill_root(apps, schema_editor):
    page_model = apps.get_model("pages", "PortalPage")
    apps.get_model("wagtailcore", "Site").objects.all().delete()
    page_model.objects.filter(depth__gt=1).delete()
    page_model.objects.filter(depth=1).update(numchild=0)
    names = {field.name for field in page_model._meta.get_fields()}
    for root in page_model.objects.filter(depth=1):
        for code, _name in settings.LANGUAGES:
            if f"url_path_{code}" in names:
                setattr(root, f"title_{code}", root.title)
                setattr(root, f"slug_{code}", root.slug)
                setattr(root, f"url_path_{code}", "/")
        root.save()


class Migration(migrations.Migration):
    dependencies = [
        ("pages", "0003_finalize_page_model"),
    ]

    operations = [migrations.RunPython(fill_root, migrations.RunPython.noop)]
