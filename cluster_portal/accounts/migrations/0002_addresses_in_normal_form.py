"""Addresses as they are stored and looked up from now on: in lower case, without spaces around them."""

from django.db import migrations


def to_normal_form(apps, schema_editor):
    users = apps.get_model("accounts", "User").objects
    by_form = {}
    for key, email in users.order_by("pk").values_list("pk", "email"):
        by_form.setdefault(email.strip().lower(), []).append((key, email))
    for form, accounts in by_form.items():
        if len(accounts) > 1:
            named = ", ".join(email for _key, email in accounts)
            print(f"\n  These accounts have the same e-mail address and stay as they are: {named}.")
        elif accounts[0][1] != form:
            users.filter(pk=accounts[0][0]).update(email=form)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.RemoveConstraint("user", "accounts_user_email_any_case"),
        migrations.RunPython(to_normal_form, migrations.RunPython.noop),
    ]
