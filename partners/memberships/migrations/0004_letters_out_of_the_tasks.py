"""Letters that waited as background tasks go into the outbox; no task keeps an address with a secret."""

import hashlib

from django.db import migrations

_LETTERS = "cluster_portal.letters.deliver_letter"
_RESETS = "cluster_portal.signin.resets.send_reset_link"


def move_letters(apps, schema_editor):
    tasks = apps.get_model("django_tasks_database", "DBTaskResult").objects.filter(task_path__in=[_LETTERS, _RESETS])
    mails = apps.get_model("outbox", "OutgoingMail").objects
    invitations = apps.get_model("memberships", "Invitation").objects
    for task in tasks.filter(status="READY").order_by("enqueued_at"):
        if task.task_path == _RESETS:
            to, language = task.args_kwargs["args"]
            mails.create(kind="password_reset", to=to, language=language or "")
            continue
        template, to, language, context = task.args_kwargs["args"]
        if template != "invitation":
            mails.create(kind=template, to=to, language=language, content=context)
            continue
        secret = context["address"].rstrip("/").rsplit("/", 1)[1]
        invited = invitations.filter(secret_hash=hashlib.sha256(secret.encode()).hexdigest()).first()
        if invited is not None:
            invited.mail = mails.create(kind=template, to=to, language=language, content={})
            invited.secret_hash = invited.sent_at = None
            invited.save()
    tasks.delete()


class Migration(migrations.Migration):
    dependencies = [
        ("memberships", "0003_links_are_made_when_mails_leave"),
        ("outbox", "0001_initial"),
        ("django_tasks_database", "0018_rename_succeeded_status"),
    ]

    operations = [migrations.RunPython(move_letters, migrations.RunPython.noop)]
