"""Italian is added to a filled database by settings and migrations of an installation, and pages work in it."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection

from cluster_portal.languages.codes import translated_fields

SETTINGS = """
from cluster_portal.settings import languages

languages.CONTENT_LANGUAGES.append(("it", "Italiano"))
languages.PREFERRED_FALLBACKS["it"] = ("fr", "en", "nl", "de")

from cluster_portal.settings.test import *

MIGRATION_MODULES = {{label: f"installation.migrations.{{label}}" for label in {labels!r}}}
DATABASES["default"]["NAME"] = {database!r}
"""

# What the installation's staff and readers do once the language is there; prints what they see.
STORY = """
import json
import django
django.setup()
from django.core.management import call_command
call_command("makemigrations", verbosity=0)
call_command("migrate", verbosity=0)
call_command("makemigrations", check=True, dry_run=True, verbosity=0)

from django.test import Client
from cluster_portal.content.models import LoadedRecord
from cluster_portal.languages.codes import set_value
from cluster_portal.pages.models import PortalPage
from cluster_portal.pages.publishing import publish_new

def page(key):
    return LoadedRecord.objects.get(key=key).record.specific

def see(address):
    answer = Client().get(address)
    return answer.status_code, answer.content.decode()

seen = {"untouched": {}}
for found in PortalPage.objects.filter(depth__gt=1, live=True):
    seen["untouched"][found.get_url_in("it")] = see(found.get_url_in("it"))[0]
seen["fallback"] = see(page("gemstone").get_url_in("it"))
index = page("projects")
set_value(index, "title", "it", "Progetti europei")
set_value(index, "slug", "it", "progetti")
publish_new(index, index.languages_with_title())
seen["french"] = see(page("projects").get_url_in("fr"))
seen["address"] = page("gemstone").get_url_in("it")
seen["translated"] = see(page("projects").get_url_in("it"))
seen["below"] = see(page("gemstone").get_url_in("it"))
seen["sitemap"] = see("/sitemap.xml")
print(json.dumps(seen))
"""


@pytest.fixture
def installation(tmp_path: Path, transactional_db: None) -> Path:
    """Return a folder with the settings and migrations of an installation, and a database without Italian."""
    package = tmp_path / "installation"
    translated = sorted({model._meta.app_label for model in apps.get_models() if translated_fields(model)})
    for label in translated:
        target = package / "migrations" / label
        shutil.copytree(Path(apps.get_app_config(label).path) / "migrations", target)
    for folder in (package, package / "migrations"):
        (folder / "__init__.py").touch()
    database = tmp_path / "portal.sqlite3"
    text = SETTINGS.format(labels=translated, database=str(database))
    (package / "settings.py").write_text(text, encoding="utf-8")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(database)])
    return tmp_path


@pytest.mark.skipif(
    settings.DATABASES["default"]["ENGINE"] != "django.db.backends.sqlite3",
    reason="the filled database is a copy of a SQLite file",
)
def test_italian_is_added(installation: Path) -> None:
    ran = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", STORY],
        cwd=settings.BASE_DIR,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(installation), str(settings.BASE_DIR)]),
            "DJANGO_SETTINGS_MODULE": "installation.settings",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-3000:]
    seen = json.loads(ran.stdout.splitlines()[-1])

    assert len(seen["untouched"]) > 30
    assert set(seen["untouched"].values()) == {200}
    status, html = seen["fallback"]
    assert '<html lang="it">' in html
    assert re.search(r'<h1[^>]* lang="fr">GEMSTONE</h1>', html)
    assert "fallback-notice" in html
    assert 'hreflang="it">Italiano</a>' in html.replace(' aria-current="true"', "")

    status, html = seen["translated"]
    assert (status, "<h1>Progetti europei</h1>" in html) == (200, True)
    assert 'hreflang="it" href="' in html
    assert seen["address"] == "/it/progetti/gemstone/"
    assert seen["below"][0] == 200
    assert "<h1>Projets européens</h1>" in seen["french"][1]
    assert "/it/progetti/</loc>" in seen["sitemap"][1]
    assert "/it/progetti/gemstone/" not in seen["sitemap"][1]
    assert list((installation / "installation" / "migrations" / "pages").glob("*_it_*.py")) or len(
        list((installation / "installation" / "migrations" / "pages").glob("0*.py"))
    ) > len(list((Path(apps.get_app_config("pages").path) / "migrations").glob("0*.py")))
