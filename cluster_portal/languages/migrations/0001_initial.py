
import cluster_portal.languages.sources
import django.core.serializers.json
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('contenttypes', '0002_remove_content_type_name'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='GroupLanguage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(choices=cluster_portal.languages.sources.language_choices, max_length=10, verbose_name='language')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='languages', to='auth.group')),
            ],
            options={
                'verbose_name': 'language of a group',
                'verbose_name_plural': 'languages of groups',
                'constraints': [models.UniqueConstraint(fields=('group', 'language'), name='languages_group_once')],
            },
        ),
        migrations.CreateModel(
            name='LanguageSchedule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(choices=cluster_portal.languages.sources.language_choices, max_length=10, verbose_name='language')),
                ('action', models.CharField(choices=[('publish', 'Publish'), ('unpublish', 'Unpublish')], default='publish', max_length=10, verbose_name='action')),
                ('moment', models.DateTimeField(db_index=True, verbose_name='moment')),
                ('includes_facts', models.BooleanField(default=False, verbose_name='with the facts')),
                ('content', models.JSONField(default=dict, editable=False, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='language_schedules', to=settings.WAGTAIL_PAGE_MODEL)),
            ],
            options={
                'verbose_name': 'schedule of a language',
                'verbose_name_plural': 'schedules of languages',
                'constraints': [models.UniqueConstraint(fields=('page', 'language', 'action'), name='languages_schedule_once')],
            },
        ),
        migrations.CreateModel(
            name='TranslationState',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('object_id', models.PositiveBigIntegerField()),
                ('title', models.CharField(blank=True, max_length=255, verbose_name='title')),
                ('language', models.CharField(choices=cluster_portal.languages.sources.language_choices, max_length=10, verbose_name='language')),
                ('state', models.CharField(choices=[('source', 'Source'), ('missing', 'Missing'), ('partial', 'Partial'), ('outdated', 'Outdated'), ('up_to_date', 'Up to date')], max_length=12, verbose_name='state')),
                ('units', models.PositiveIntegerField(default=0)),
                ('units_machine', models.PositiveIntegerField(default=0)),
                ('words', models.PositiveIntegerField(default=0)),
                ('words_missing', models.PositiveIntegerField(default=0)),
                ('words_outdated', models.PositiveIntegerField(default=0)),
                ('changed_at', models.DateTimeField()),
                ('content_type', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contenttypes.contenttype')),
                ('page', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='translation_states', to=settings.WAGTAIL_PAGE_MODEL)),
            ],
            options={
                'verbose_name': 'state of translation',
                'verbose_name_plural': 'states of translation',
                'indexes': [models.Index(fields=['language', 'state'], name='languages_t_languag_ef9d60_idx'), models.Index(fields=['content_type', 'language'], name='languages_t_content_e4cc55_idx')],
                'constraints': [models.UniqueConstraint(fields=('content_type', 'object_id', 'language'), name='languages_state_once')],
            },
        ),
        migrations.CreateModel(
            name='UnitConfirmation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('object_id', models.PositiveBigIntegerField()),
                ('language', models.CharField(max_length=10)),
                ('unit_key', models.CharField(max_length=255)),
                ('accepted', models.JSONField(default=list)),
                ('source_text', models.TextField(blank=True)),
                ('seen_source', models.CharField(blank=True, max_length=64)),
                ('target', models.CharField(max_length=64)),
                ('is_machine', models.BooleanField(default=False)),
                ('confirmed_at', models.DateTimeField()),
                ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('content_type', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contenttypes.contenttype')),
            ],
            options={
                'verbose_name': 'confirmed translation',
                'verbose_name_plural': 'confirmed translations',
                'constraints': [models.UniqueConstraint(fields=('content_type', 'object_id', 'language', 'unit_key'), name='languages_unit_once')],
            },
        ),
    ]
