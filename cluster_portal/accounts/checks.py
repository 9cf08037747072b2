"""Accounts from before addresses had one normal form that turned out to have the same one."""

from collections.abc import Iterable
from typing import Any

from django.core import checks
from django.db import connections

from cluster_portal.accounts.addresses import normal_form
from cluster_portal.accounts.models import User


@checks.register(checks.Tags.database)
def addresses_meet(
    app_configs: Any, databases: Iterable[str] | None = None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """Name accounts whose addresses are the same but for their case; `manage.py migrate` runs this check."""
    found: list[checks.CheckMessage] = []
    for database in databases or []:
        if User._meta.db_table not in connections[database].introspection.table_names():
            continue
        by_form: dict[str, list[str]] = {}
        for email in User.objects.using(database).order_by("pk").values_list("email", flat=True):
            by_form.setdefault(normal_form(email), []).append(email)
        found += [
            checks.Warning(
                f"These accounts have the same e-mail address: {', '.join(emails)}.",
                hint=f"Only the one written {form}, if any, can sign in. Under Settings › Users give the "
                "others another address, or delete them.",
                id="accounts.W001",
            )
            for form, emails in by_form.items()
            if len(emails) > 1
        ]
    return found
