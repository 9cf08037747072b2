import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('pages', '0002_bootstrap_page_model'),
        ('wagtailcore', '0098_apitoken'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='portalpage',
            name='latest_revision',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision'),
        ),
        migrations.AddField(
            model_name='portalpage',
            name='live_revision',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='live revision'),
        ),
        migrations.AlterField(
            model_name='portalpage',
            name='locale',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.locale', verbose_name='locale'),
        ),
        migrations.AlterField(
            model_name='portalpage',
            name='translation_key',
            field=models.UUIDField(default=uuid.uuid4, editable=False),
        ),
        migrations.AlterUniqueTogether(
            name='portalpage',
            unique_together={('translation_key', 'locale')},
        ),
        migrations.AddConstraint(
            model_name='portalpage',
            constraint=models.UniqueConstraint(fields=('url_path_fr',), name='pages_path_fr'),
        ),
        migrations.AddConstraint(
            model_name='portalpage',
            constraint=models.UniqueConstraint(fields=('url_path_en',), name='pages_path_en'),
        ),
        migrations.AddConstraint(
            model_name='portalpage',
            constraint=models.UniqueConstraint(fields=('url_path_nl',), name='pages_path_nl'),
        ),
        migrations.AddConstraint(
            model_name='portalpage',
            constraint=models.UniqueConstraint(fields=('url_path_de',), name='pages_path_de'),
        ),
    ]
