"""The content of the baseline: that of the demo and one of each thing it lacks, with keys that stay the same."""

import itertools
import os
import random
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from django.utils.translation import trans_real
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, PageViewRestriction, Site

from cluster_portal.accounts.models import User
from cluster_portal.content.models import LoadedRecord
from cluster_portal.media.models import PortalDocument, PortalImage
from cluster_portal.operations.texts import compile_texts
from cluster_portal.staff.groups import EDITORS, MODERATORS, ensure_groups, translators
from partners.memberships.models import Membership, Role
from projects.models import ProjectPage
from tests import factories
from tests.groups import ROOT

_NAMESPACE = uuid.UUID("5b0ddc2e-7f0c-4d4a-9d5c-6d1f0a3b9c11")
# Records of the content begin here, however many a migration makes before.
_FIRST_KEY = 1000
ROLES = ("anonymous", "outsider", "member", "translator", "editor", "moderator", "superuser")


def build() -> dict[str, User | None]:
    """Fill the database; return the people by role."""
    settings.LOCALE_PATHS = [ROOT / "locale"]
    compile_texts(ROOT / "locale")
    trans_real._translations.clear()
    with fixed_chance():
        call_command("migrate", verbosity=0, interactive=False)
        _begin_keys_at(_FIRST_KEY)
        call_command("load_content", verbosity=0, stdout=open(os.devnull, "w"))  # noqa: PTH123, SIM115
        _fix_identities()
        _more()
        call_command("update_index", verbosity=0, stdout=open(os.devnull, "w"))  # noqa: PTH123, SIM115
        return _people()


@contextmanager
def fixed_chance() -> Iterator[None]:
    """Let identities that are drawn by chance be the same on every run."""
    drawn, real = random.Random(11), os.urandom
    os.urandom = drawn.randbytes
    try:
        yield
    finally:
        os.urandom = real


def _begin_keys_at(first: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%'")
        for (table,) in cursor.fetchall():
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, first])


def _fix_identities() -> None:
    """Name records after their key in the content, so that one more of them moves no other."""
    for row in LoadedRecord.objects.all():
        record: Any = row.record
        if hasattr(record, "uuid"):
            type(record)._base_manager.filter(pk=record.pk).update(uuid=uuid.uuid5(_NAMESPACE, row.key))


def _named(name: str) -> dict[str, Any]:
    return {"title": factories.in_all_languages(name), "uuid": uuid.uuid5(_NAMESPACE, name)}


def _more() -> None:
    factories._numbers = itertools.count(1)
    now = timezone.now()
    clock = {"opens_at": now - timedelta(days=1), "closes_at": now + timedelta(days=20)}
    factories.draft(ProjectPage, factories.project_index(), **_named("Baseline draft project"))
    closed = factories.project(**_named("Baseline closed project"))
    factories.call(closed, **_named("Baseline call of a closed project"), **clock)
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    public = factories.project(**_named("Baseline public project"))
    factories.call(public, **_named("Baseline open call"), **clock)
    secret = factories.plain_page(**_named("Baseline page behind a password"))
    PageViewRestriction.objects.create(
        page=secret, restriction_type=PageViewRestriction.PASSWORD, password="word"
    )
    original = factories.plain_page(**_named("Baseline original"))
    original.create_alias(parent=factories.strategy(), update_slug="baseline-alias")
    factories.record(
        PortalDocument,
        title=factories.in_all_languages("Baseline document"),
        collection=Collection.get_first_root_node(),
        file=ContentFile(b"A document of the baseline.", name="baseline.txt"),
    )
    factories.record(
        PortalImage,
        title=factories.in_all_languages("Baseline image"),
        file=ContentFile((ROOT / "tests" / "baseline" / "dot.png").read_bytes(), name="dot.png"),
    )
    site = Site.objects.get(is_default_site=True)
    Redirect.objects.create(old_path="/fr/ancienne-adresse", site=site, redirect_page=original)
    Redirect.objects.create(old_path="/en/old-address", site=site, redirect_link="https://example.org/")


def _people() -> dict[str, User | None]:
    ensure_groups()
    people: dict[str, User | None] = {"anonymous": None}
    groups = {"translator": translators("nl"), "editor": EDITORS, "moderator": MODERATORS}
    for role in ROLES[1:]:
        user = User.objects.create_user(
            f"{role}@example.org",
            "x",
            name=role.title(),
            language="en",
            is_staff=role in groups or role == "superuser",
            is_superuser=role == "superuser",
        )
        if role in groups:
            user.groups.add(Group.objects.get(name=groups[role]))
        people[role] = user
    partner = LoadedRecord.objects.get(key="mecatech").record
    Membership.objects.create(user=people["member"], partner=partner, role=Role.MEMBER)
    return people
