
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('grant_number', models.CharField(max_length=40, unique=True, verbose_name='grant number')),
                ('title', models.CharField(max_length=300, verbose_name='title')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('refreshed_at', models.DateTimeField(verbose_name='last compared')),
            ],
            options={
                'verbose_name': 'proposal',
                'verbose_name_plural': 'proposals',
                'ordering': ['-refreshed_at'],
            },
        ),
        migrations.CreateModel(
            name='ProposedFact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=255)),
                ('position', models.PositiveIntegerField(default=0)),
                ('portal_value', models.JSONField(null=True)),
                ('source_value', models.JSONField()),
                ('source_date', models.DateField()),
                ('matched_by', models.CharField(blank=True, choices=[('identifier', 'same identifier'), ('name', 'same name'), ('former_name', 'same former or other name'), ('similar_name', 'similar name'), ('none', 'no partner found')], max_length=20)),
                ('candidates', models.JSONField(default=list)),
                ('remark', models.CharField(blank=True, max_length=40)),
                ('decision', models.CharField(choices=[('open', 'To decide'), ('accepted', 'Accepted'), ('declined', 'Declined')], default='open', max_length=10)),
                ('decided_at', models.DateTimeField(null=True)),
            ],
            options={
                'verbose_name': 'proposed fact',
                'verbose_name_plural': 'proposed facts',
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='FactSource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('field', models.CharField(max_length=100, verbose_name='field')),
                ('source', models.CharField(default='CORDIS', max_length=60, verbose_name='source')),
                ('source_url', models.URLField(blank=True, verbose_name='address of the source')),
                ('source_date', models.DateField(verbose_name='state of the source')),
                ('value', models.JSONField(verbose_name='value')),
                ('accepted_at', models.DateTimeField(verbose_name='taken over')),
                ('accepted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='fact_sources', to=settings.WAGTAIL_PAGE_MODEL)),
            ],
            options={
                'verbose_name': 'source of a fact',
                'verbose_name_plural': 'sources of facts',
                'ordering': ['field'],
            },
        ),
        migrations.CreateModel(
            name='ImportRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('source', models.CharField(max_length=300, verbose_name='files')),
                ('strict', models.BooleanField(default=False, verbose_name='all or nothing')),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('running', 'Running'), ('done', 'Done'), ('refused', 'Refused')], default='waiting', max_length=10, verbose_name='state')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('heard_at', models.DateTimeField(auto_now=True)),
                ('percent', models.PositiveSmallIntegerField(default=0)),
                ('projects', models.PositiveIntegerField(default=0, verbose_name='projects')),
                ('organisations', models.PositiveIntegerField(default=0, verbose_name='participations')),
                ('persons_left_out', models.PositiveIntegerField(default=0, verbose_name='natural persons left out')),
                ('proposals', models.PositiveIntegerField(default=0, verbose_name='proposals')),
                ('problem_count', models.PositiveIntegerField(default=0, verbose_name='problems')),
                ('problems_kept', models.JSONField(default=list)),
                ('message', models.TextField(blank=True)),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'CORDIS import',
                'verbose_name_plural': 'CORDIS imports',
                'ordering': ['-created_at'],
            },
        ),
        migrations.CreateModel(
            name='CordisProject',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('grant_number', models.CharField(max_length=40, unique=True)),
                ('acronym', models.CharField(blank=True, max_length=200)),
                ('title', models.TextField(blank=True)),
                ('objective', models.TextField(blank=True)),
                ('status', models.CharField(blank=True, choices=[('signed', 'Signed'), ('closed', 'Closed'), ('terminated', 'Terminated')], max_length=10)),
                ('starts_on', models.DateField(null=True)),
                ('ends_on', models.DateField(null=True)),
                ('total_cost', models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                ('eu_contribution', models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                ('framework_programme', models.CharField(blank=True, max_length=60)),
                ('updated_at', models.DateTimeField(null=True)),
                ('raw', models.JSONField()),
                ('loaded_at', models.DateTimeField()),
                ('run', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='cordis.importrun')),
            ],
            options={
                'verbose_name': 'project in CORDIS',
                'verbose_name_plural': 'projects in CORDIS',
            },
        ),
        migrations.CreateModel(
            name='CordisOrganisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('grant_number', models.CharField(max_length=40)),
                ('identity', models.CharField(max_length=200)),
                ('organisation_id', models.CharField(blank=True, max_length=20)),
                ('vat_number', models.CharField(blank=True, max_length=40)),
                ('name', models.CharField(max_length=500)),
                ('short_name', models.CharField(blank=True, max_length=200)),
                ('activity', models.CharField(blank=True, max_length=10)),
                ('role', models.CharField(choices=[('coordinator', 'Coordinator'), ('participant', 'Participant'), ('associated', 'Associated partner'), ('third_party', 'Third party')], max_length=20)),
                ('position', models.PositiveIntegerField(default=0)),
                ('country', models.CharField(blank=True, max_length=2)),
                ('city', models.CharField(blank=True, max_length=200)),
                ('latitude', models.DecimalField(decimal_places=5, max_digits=8, null=True)),
                ('longitude', models.DecimalField(decimal_places=5, max_digits=8, null=True)),
                ('website', models.CharField(blank=True, max_length=500)),
                ('contribution', models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                ('updated_at', models.DateTimeField(null=True)),
                ('raw', models.JSONField()),
                ('loaded_at', models.DateTimeField()),
                ('run', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='cordis.importrun')),
            ],
            options={
                'verbose_name': 'participation in CORDIS',
                'verbose_name_plural': 'participations in CORDIS',
            },
        ),
    ]
