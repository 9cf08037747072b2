
import django.utils.timezone
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='OutgoingMail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(editable=False, max_length=40, verbose_name='kind')),
                ('to', models.CharField(editable=False, max_length=320, verbose_name='recipient')),
                ('language', models.CharField(blank=True, editable=False, max_length=10, verbose_name='language')),
                ('content', models.JSONField(default=dict, editable=False)),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('sent', 'sent'), ('given_up', 'given up')], default='waiting', editable=False, max_length=10, verbose_name='state')),
                ('tries', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='tries')),
                ('unconfirmed', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='written')),
                ('next_try_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, null=True, verbose_name='next try')),
                ('ended_at', models.DateTimeField(editable=False, null=True, verbose_name='sent or given up')),
                ('problem', models.CharField(blank=True, choices=[('unreachable', 'The mail server cannot be reached.'), ('silent', 'The mail server did not answer in time.'), ('login', 'The mail server does not accept the portal’s user name and password.'), ('not_now', 'The mail server does not take the mail now.'), ('refused', 'The mail server refuses the mail for good.'), ('unconfirmed', 'The mail server has not confirmed that it has the mail: it may have arrived.'), ('not_written', 'The mail could not be written; the log of the worker says why.'), ('held_back', 'This is a test copy, which does not write to this address.')], editable=False, max_length=20, verbose_name='problem')),
                ('answer', models.CharField(blank=True, editable=False, max_length=300, verbose_name='what the mail server said')),
            ],
            options={
                'verbose_name': 'mail',
                'verbose_name_plural': 'mails',
                'ordering': ['-pk'],
                'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['next_try_at'], name='outbox_mails_waiting')],
            },
        ),
    ]
