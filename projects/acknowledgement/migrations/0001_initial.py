
import django.db.models.deletion
import projects.acknowledgement.models
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='AcknowledgementWording',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('generation', models.CharField(choices=[('direct_2021', 'Direct grants 2021–2027'), ('h2020', 'Horizon 2020 (2014–2020)'), ('interreg_2021', 'Interreg and ERDF 2021–2027'), ('rrf', 'Recovery and Resilience Facility')], max_length=20, verbose_name='generation')),
                ('role', models.CharField(blank=True, choices=[('funded', 'all: funded'), ('cofunded', 'a part: co-funded')], help_text='Empty for Horizon 2020 and the Recovery and Resilience Facility.', max_length=10, verbose_name='funding role')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('valid_from', models.DateField(default=projects.acknowledgement.models.today, help_text='Until that day the previous wording holds.', verbose_name='valid from')),
                ('statement', models.TextField(blank=True, help_text='Empty: the official wording. {number} stands for the grant number.', max_length=400, verbose_name='statement')),
                ('statement_fr', models.TextField(blank=True, help_text='Empty: the official wording. {number} stands for the grant number.', max_length=400, null=True, verbose_name='statement')),
                ('statement_en', models.TextField(blank=True, help_text='Empty: the official wording. {number} stands for the grant number.', max_length=400, null=True, verbose_name='statement')),
                ('statement_nl', models.TextField(blank=True, help_text='Empty: the official wording. {number} stands for the grant number.', max_length=400, null=True, verbose_name='statement')),
                ('statement_de', models.TextField(blank=True, help_text='Empty: the official wording. {number} stands for the grant number.', max_length=400, null=True, verbose_name='statement')),
                ('disclaimer', models.TextField(blank=True, help_text='Empty: the official wording. {authority} stands for the granting authority.', max_length=1000, verbose_name='disclaimer')),
                ('disclaimer_fr', models.TextField(blank=True, help_text='Empty: the official wording. {authority} stands for the granting authority.', max_length=1000, null=True, verbose_name='disclaimer')),
                ('disclaimer_en', models.TextField(blank=True, help_text='Empty: the official wording. {authority} stands for the granting authority.', max_length=1000, null=True, verbose_name='disclaimer')),
                ('disclaimer_nl', models.TextField(blank=True, help_text='Empty: the official wording. {authority} stands for the granting authority.', max_length=1000, null=True, verbose_name='disclaimer')),
                ('disclaimer_de', models.TextField(blank=True, help_text='Empty: the official wording. {authority} stands for the granting authority.', max_length=1000, null=True, verbose_name='disclaimer')),
                ('source_note', models.TextField(help_text='Which document the wording comes from, and who checked it.', verbose_name='source note')),
                ('latest_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision')),
            ],
            options={
                'verbose_name': 'acknowledgement wording',
                'verbose_name_plural': 'acknowledgement wordings',
                'ordering': ['generation', 'role', '-valid_from', '-version'],
                'constraints': [models.UniqueConstraint(fields=('generation', 'role', 'version'), name='acknowledgement_one_of_each_version')],
            },
        ),
    ]
