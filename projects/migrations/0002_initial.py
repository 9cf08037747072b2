
import django.db.models.deletion
import modelcluster.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('media', '0001_initial'),
        ('projects', '0001_initial'),
        ('strategy', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='projectpage',
            name='goals',
            field=modelcluster.fields.ParentalManyToManyField(blank=True, related_name='projects', to='strategy.goalpage', verbose_name='goals served'),
        ),
        migrations.AddField(
            model_name='projectpage',
            name='programme',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='projects', to='projects.programme', verbose_name='programme'),
        ),
        migrations.AddField(
            model_name='projectfigure',
            name='project',
            field=modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='figures', to='projects.projectpage'),
        ),
        migrations.AddField(
            model_name='projectcontact',
            name='project',
            field=modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to='projects.projectpage'),
        ),
        migrations.AddField(
            model_name='participation',
            name='project',
            field=modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='participations', to='projects.projectpage'),
        ),
        migrations.AddField(
            model_name='keyobjective',
            name='project',
            field=modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='objectives', to='projects.projectpage'),
        ),
        migrations.AddField(
            model_name='projectresult',
            name='document',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='project_results', to='media.portaldocument', verbose_name='file'),
        ),
        migrations.AddField(
            model_name='projectresult',
            name='project',
            field=modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='results', to='projects.projectpage'),
        ),
        migrations.AddField(
            model_name='projectpage',
            name='sectors',
            field=modelcluster.fields.ParentalManyToManyField(blank=True, related_name='projects', to='projects.sector', verbose_name='sectors'),
        ),
        migrations.AddField(
            model_name='callpage',
            name='sectors',
            field=modelcluster.fields.ParentalManyToManyField(blank=True, related_name='calls', to='projects.sector', verbose_name='sectors'),
        ),
        migrations.AddField(
            model_name='callsupport',
            name='kind',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='supports', to='projects.supportkind', verbose_name='kind of support'),
        ),
        migrations.AddIndex(
            model_name='calldeadline',
            index=models.Index(fields=['call', 'moment'], name='call_deadlines'),
        ),
        migrations.AddIndex(
            model_name='participation',
            index=models.Index(fields=['partner', 'role', 'project'], name='participation_by_partner'),
        ),
        migrations.AddIndex(
            model_name='callpage',
            index=models.Index(fields=['closes_at', 'opens_at'], name='call_dates'),
        ),
        migrations.AddIndex(
            model_name='callpage',
            index=models.Index(fields=['opens_at'], name='call_opening'),
        ),
    ]
