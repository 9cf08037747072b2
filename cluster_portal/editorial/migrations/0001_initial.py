
import cluster_portal.languages.sources
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('object_id', models.PositiveBigIntegerField()),
                ('title', models.CharField(blank=True, max_length=255, verbose_name='title')),
                ('language', models.CharField(choices=cluster_portal.languages.sources.language_choices, max_length=10, verbose_name='language')),
                ('code', models.CharField(choices=[('empty_link', 'Link text that says nothing'), ('link_language', 'Link to another language'), ('missing_target', 'Link to a page that is gone'), ('past_date', 'Past date announced as coming'), ('empty_section', 'Section without text'), ('no_alternative', 'Image without alternative text'), ('typography', 'Typography')], max_length=30, verbose_name='kind')),
                ('unit_key', models.CharField(blank=True, max_length=255)),
                ('label', models.CharField(blank=True, max_length=255)),
                ('excerpt', models.CharField(blank=True, max_length=255)),
                ('details', models.JSONField(default=dict)),
                ('content_type', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contenttypes.contenttype')),
                ('page', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='findings', to=settings.WAGTAIL_PAGE_MODEL)),
            ],
            options={
                'verbose_name': 'finding',
                'verbose_name_plural': 'findings',
                'indexes': [models.Index(fields=['content_type', 'object_id'], name='editorial_f_content_662c23_idx'), models.Index(fields=['language', 'code'], name='editorial_f_languag_fb0be2_idx')],
            },
        ),
    ]
