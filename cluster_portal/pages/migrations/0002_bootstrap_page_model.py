from django.db import migrations
from wagtail.models import BootstrapLocaleField, BootstrapTranslatableModel, BootstrapTranslationKeyField


class Migration(migrations.Migration):
    dependencies = [
        ("pages", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        BootstrapLocaleField("pages.PortalPage"),
        BootstrapTranslationKeyField("pages.PortalPage"),
        BootstrapTranslatableModel("pages.PortalPage"),
    ]
