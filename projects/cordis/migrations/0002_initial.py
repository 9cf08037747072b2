
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cordis', '0001_initial'),
        ('projects', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='proposal',
            name='project',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='projects.projectpage'),
        ),
        migrations.AddField(
            model_name='proposedfact',
            name='decided_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='proposedfact',
            name='proposal',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='facts', to='cordis.proposal'),
        ),
        migrations.AddConstraint(
            model_name='factsource',
            constraint=models.UniqueConstraint(fields=('page', 'field'), name='cordis_one_source_per_field'),
        ),
        migrations.AddIndex(
            model_name='cordisorganisation',
            index=models.Index(fields=['organisation_id'], name='cordis_organisation_id'),
        ),
        migrations.AddConstraint(
            model_name='cordisorganisation',
            constraint=models.UniqueConstraint(fields=('grant_number', 'identity', 'role', 'position'), name='cordis_one_row_per_part'),
        ),
        migrations.AddConstraint(
            model_name='proposedfact',
            constraint=models.UniqueConstraint(fields=('proposal', 'key'), name='cordis_one_fact_per_key'),
        ),
    ]
