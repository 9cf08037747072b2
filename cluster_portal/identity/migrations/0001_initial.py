
import django.core.validators
import django.db.models.deletion
import modelsearch.index
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=150, verbose_name='name')),
                ('role', models.CharField(blank=True, max_length=150, verbose_name='role')),
                ('role_fr', models.CharField(blank=True, max_length=150, null=True, verbose_name='role')),
                ('role_en', models.CharField(blank=True, max_length=150, null=True, verbose_name='role')),
                ('role_nl', models.CharField(blank=True, max_length=150, null=True, verbose_name='role')),
                ('role_de', models.CharField(blank=True, max_length=150, null=True, verbose_name='role')),
                ('organisation', models.CharField(blank=True, max_length=150, verbose_name='organisation')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail address')),
                ('phone', models.CharField(blank=True, max_length=40, verbose_name='telephone')),
            ],
            options={
                'verbose_name': 'contact',
                'verbose_name_plural': 'contacts',
                'ordering': ['name'],
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='KeyFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('label', models.CharField(max_length=120, verbose_name='what is counted')),
                ('label_fr', models.CharField(max_length=120, null=True, verbose_name='what is counted')),
                ('label_en', models.CharField(max_length=120, null=True, verbose_name='what is counted')),
                ('label_nl', models.CharField(max_length=120, null=True, verbose_name='what is counted')),
                ('label_de', models.CharField(max_length=120, null=True, verbose_name='what is counted')),
                ('prefix', models.CharField(blank=True, help_text='As in “about”.', max_length=40, verbose_name='before the figure')),
                ('prefix_fr', models.CharField(blank=True, help_text='As in “about”.', max_length=40, null=True, verbose_name='before the figure')),
                ('prefix_en', models.CharField(blank=True, help_text='As in “about”.', max_length=40, null=True, verbose_name='before the figure')),
                ('prefix_nl', models.CharField(blank=True, help_text='As in “about”.', max_length=40, null=True, verbose_name='before the figure')),
                ('prefix_de', models.CharField(blank=True, help_text='As in “about”.', max_length=40, null=True, verbose_name='before the figure')),
                ('value', models.CharField(max_length=40, verbose_name='figure')),
                ('unit', models.CharField(blank=True, max_length=60, verbose_name='unit')),
                ('unit_fr', models.CharField(blank=True, max_length=60, null=True, verbose_name='unit')),
                ('unit_en', models.CharField(blank=True, max_length=60, null=True, verbose_name='unit')),
                ('unit_nl', models.CharField(blank=True, max_length=60, null=True, verbose_name='unit')),
                ('unit_de', models.CharField(blank=True, max_length=60, null=True, verbose_name='unit')),
                ('as_of', models.DateField(help_text='The day on which the figure held.', verbose_name='as of')),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='source')),
                ('source_fr', models.CharField(blank=True, max_length=200, null=True, verbose_name='source')),
                ('source_en', models.CharField(blank=True, max_length=200, null=True, verbose_name='source')),
                ('source_nl', models.CharField(blank=True, max_length=200, null=True, verbose_name='source')),
                ('source_de', models.CharField(blank=True, max_length=200, null=True, verbose_name='source')),
                ('source_url', models.URLField(blank=True, verbose_name='address of the source')),
            ],
            options={
                'verbose_name': 'key figure',
                'verbose_name_plural': 'key figures',
                'ordering': ['-as_of', 'pk'],
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=300, verbose_name='text')),
                ('text_fr', models.CharField(max_length=300, null=True, verbose_name='text')),
                ('text_en', models.CharField(max_length=300, null=True, verbose_name='text')),
                ('text_nl', models.CharField(max_length=300, null=True, verbose_name='text')),
                ('text_de', models.CharField(max_length=300, null=True, verbose_name='text')),
                ('level', models.CharField(choices=[('info', 'Information'), ('warning', 'Warning')], default='info', max_length=10, verbose_name='kind')),
                ('starts_at', models.DateTimeField(blank=True, null=True, verbose_name='from')),
                ('ends_at', models.DateTimeField(blank=True, null=True, verbose_name='until')),
            ],
            options={
                'verbose_name': 'notice',
                'verbose_name_plural': 'notices',
            },
        ),
        migrations.CreateModel(
            name='PortalSettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(blank=True, default='', max_length=100, verbose_name='name of the cluster')),
                ('name_fr', models.CharField(blank=True, default='', max_length=100, null=True, verbose_name='name of the cluster')),
                ('name_en', models.CharField(blank=True, default='', max_length=100, null=True, verbose_name='name of the cluster')),
                ('name_nl', models.CharField(blank=True, default='', max_length=100, null=True, verbose_name='name of the cluster')),
                ('name_de', models.CharField(blank=True, default='', max_length=100, null=True, verbose_name='name of the cluster')),
                ('short_name', models.CharField(blank=True, max_length=30, verbose_name='short name')),
                ('tagline', models.CharField(blank=True, max_length=200, verbose_name='tagline')),
                ('tagline_fr', models.CharField(blank=True, max_length=200, null=True, verbose_name='tagline')),
                ('tagline_en', models.CharField(blank=True, max_length=200, null=True, verbose_name='tagline')),
                ('tagline_nl', models.CharField(blank=True, max_length=200, null=True, verbose_name='tagline')),
                ('tagline_de', models.CharField(blank=True, max_length=200, null=True, verbose_name='tagline')),
                ('operator', models.CharField(blank=True, help_text='The organisation that answers for the portal.', max_length=200, verbose_name='legal name')),
                ('address', models.TextField(blank=True, verbose_name='address')),
                ('address_fr', models.TextField(blank=True, null=True, verbose_name='address')),
                ('address_en', models.TextField(blank=True, null=True, verbose_name='address')),
                ('address_nl', models.TextField(blank=True, null=True, verbose_name='address')),
                ('address_de', models.TextField(blank=True, null=True, verbose_name='address')),
                ('phone', models.CharField(blank=True, max_length=40, verbose_name='telephone')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail address')),
                ('accent', models.CharField(blank=True, help_text='As #1a5fb4. Empty: the portal’s own.', max_length=7, validators=[django.core.validators.RegexValidator('^#[0-9a-fA-F]{6}$', 'Write the colour as # and six hexadecimal digits.')], verbose_name='accent colour')),
                ('legal_note', models.TextField(blank=True, help_text='Shown at the foot of every page.', verbose_name='legal lines')),
                ('legal_note_fr', models.TextField(blank=True, help_text='Shown at the foot of every page.', null=True, verbose_name='legal lines')),
                ('legal_note_en', models.TextField(blank=True, help_text='Shown at the foot of every page.', null=True, verbose_name='legal lines')),
                ('legal_note_nl', models.TextField(blank=True, help_text='Shown at the foot of every page.', null=True, verbose_name='legal lines')),
                ('legal_note_de', models.TextField(blank=True, help_text='Shown at the foot of every page.', null=True, verbose_name='legal lines')),
                ('footer_1_heading', models.CharField(blank=True, max_length=60, verbose_name='heading of the first footer column')),
                ('footer_1_heading_fr', models.CharField(blank=True, max_length=60, null=True, verbose_name='heading of the first footer column')),
                ('footer_1_heading_en', models.CharField(blank=True, max_length=60, null=True, verbose_name='heading of the first footer column')),
                ('footer_1_heading_nl', models.CharField(blank=True, max_length=60, null=True, verbose_name='heading of the first footer column')),
                ('footer_1_heading_de', models.CharField(blank=True, max_length=60, null=True, verbose_name='heading of the first footer column')),
                ('footer_2_heading', models.CharField(blank=True, max_length=60, verbose_name='heading of the second footer column')),
                ('footer_2_heading_fr', models.CharField(blank=True, max_length=60, null=True, verbose_name='heading of the second footer column')),
                ('footer_2_heading_en', models.CharField(blank=True, max_length=60, null=True, verbose_name='heading of the second footer column')),
                ('footer_2_heading_nl', models.CharField(blank=True, max_length=60, null=True, verbose_name='heading of the second footer column')),
                ('footer_2_heading_de', models.CharField(blank=True, max_length=60, null=True, verbose_name='heading of the second footer column')),
            ],
            options={
                'verbose_name': 'portal settings',
                'verbose_name_plural': 'portal settings',
            },
        ),
        migrations.CreateModel(
            name='MenuItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('place', models.CharField(choices=[('main', 'Main menu'), ('footer1', 'Footer, first column'), ('footer2', 'Footer, second column'), ('legal', 'Footer, legal line'), ('social', 'Social networks')], default='main', max_length=10, verbose_name='place')),
                ('url', models.URLField(blank=True, help_text='Instead of a page.', verbose_name='address')),
                ('label', models.CharField(blank=True, help_text='Empty: the title of the page.', max_length=60, verbose_name='label')),
                ('label_fr', models.CharField(blank=True, help_text='Empty: the title of the page.', max_length=60, null=True, verbose_name='label')),
                ('label_en', models.CharField(blank=True, help_text='Empty: the title of the page.', max_length=60, null=True, verbose_name='label')),
                ('label_nl', models.CharField(blank=True, help_text='Empty: the title of the page.', max_length=60, null=True, verbose_name='label')),
                ('label_de', models.CharField(blank=True, help_text='Empty: the title of the page.', max_length=60, null=True, verbose_name='label')),
                ('page', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.WAGTAIL_PAGE_MODEL, verbose_name='page')),
            ],
            options={
                'verbose_name': 'menu item',
                'verbose_name_plural': 'menu items',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
    ]
