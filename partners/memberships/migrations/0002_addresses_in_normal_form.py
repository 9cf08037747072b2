"""Addresses of invitations as they are stored and looked up from now on: in lower case, without spaces around them."""

from django.db import migrations, models


def to_normal_form(apps, schema_editor):
    invitations = apps.get_model("memberships", "Invitation").objects
    for key, email in invitations.values_list("pk", "email"):
        if email != email.strip().lower():
            invitations.filter(pk=key).update(email=email.strip().lower())


class Migration(migrations.Migration):
    dependencies = [("memberships", "0001_initial")]

    operations = [
        migrations.RunPython(to_normal_form, migrations.RunPython.noop),
        migrations.RemoveConstraint("invitation", "memberships_one_open_invitation"),
        migrations.AddConstraint(
            "invitation",
            models.UniqueConstraint(
                condition=models.Q(("accepted_at", None)),
                fields=("email", "partner"),
                name="memberships_one_open_invitation",
            ),
        ),
    ]
