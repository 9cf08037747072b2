"""Names in invitations hold no web address from now on."""

from django.db import migrations, models

import cluster_portal.accounts.names


class Migration(migrations.Migration):
    dependencies = [("memberships", "0004_letters_out_of_the_tasks")]

    operations = [
        migrations.AlterField(
            "invitation",
            "name",
            models.CharField(
                max_length=150,
                validators=[cluster_portal.accounts.names.no_web_address],
                verbose_name="name",
            ),
        ),
    ]
