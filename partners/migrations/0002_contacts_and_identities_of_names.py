import uuid
from typing import Any

import django.db.models.deletion
import modelcluster.fields
from django.db import migrations, models


def give_identities(apps: Any, schema_editor: Any) -> None:
    """Give each name that is there an identity of its own."""
    names = apps.get_model("partners", "FormerName").objects
    for pk in names.values_list("pk", flat=True):
        names.filter(pk=pk).update(uuid=uuid.uuid4())


class Migration(migrations.Migration):

    dependencies = [
        ("identity", "0002_initial"),
        ("partners", "0001_initial"),
    ]

    operations = [
        migrations.AddField("formername", "uuid", models.UUIDField(editable=False, null=True)),
        migrations.RunPython(give_identities, migrations.RunPython.noop, elidable=True),
        migrations.AlterField(
            "formername", "uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
        ),
        migrations.CreateModel(
            name="PartnerContact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "consented_on",
                    models.DateField(
                        blank=True,
                        help_text="The day on which the person agreed to be shown here. Until then readers do not see it.",
                        null=True,
                        verbose_name="agreed on",
                    ),
                ),
                (
                    "expires_on",
                    models.DateField(
                        blank=True,
                        help_text="The last day on which the contact is shown. Empty: as long as the page.",
                        null=True,
                        verbose_name="until",
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="partner_contacts",
                        to="identity.contact",
                        verbose_name="contact",
                    ),
                ),
                (
                    "partner",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contacts",
                        to="partners.partnerpage",
                    ),
                ),
            ],
            options={
                "verbose_name": "contact of the partner",
                "verbose_name_plural": "contacts of the partner",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
    ]
