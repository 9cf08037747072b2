"""Names hold no web address from now on; names of before are left as they are."""

from django.db import migrations, models

import cluster_portal.accounts.names


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_addresses_in_normal_form")]

    operations = [
        migrations.AlterField(
            "user",
            "name",
            models.CharField(
                max_length=150,
                validators=[cluster_portal.accounts.names.no_web_address],
                verbose_name="name",
            ),
        ),
    ]
