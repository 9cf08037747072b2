from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('projects', '0004_deadlines_and_support'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='participation',
            index=models.Index(fields=['partner', 'role', 'project'], name='participation_by_partner'),
        ),
    ]
