
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='GlossaryTerm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('term', models.CharField(max_length=150, verbose_name='term')),
                ('term_fr', models.CharField(max_length=150, null=True, verbose_name='term')),
                ('term_en', models.CharField(max_length=150, null=True, verbose_name='term')),
                ('term_nl', models.CharField(max_length=150, null=True, verbose_name='term')),
                ('term_de', models.CharField(max_length=150, null=True, verbose_name='term')),
                ('note', models.TextField(blank=True, help_text='When the term is used, and what to avoid.', verbose_name='note')),
            ],
            options={
                'verbose_name': 'glossary term',
                'verbose_name_plural': 'glossary terms',
            },
        ),
        migrations.CreateModel(
            name='Upload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=255)),
                ('content', models.BinaryField()),
                ('result', models.JSONField(blank=True, null=True)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'uploaded translation',
                'verbose_name_plural': 'uploaded translations',
            },
        ),
    ]
