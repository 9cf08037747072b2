"""The database of the tests: migrated and filled with the content once, then copied for every process.

Every test starts with the content of ``cluster_portal/content/demo``. A test with ``db`` is rolled back;
after one with ``transactional_db`` or ``live_server`` the copy is made anew instead of being emptied.

The template stays in ``var/test`` (SQLite) or in the server (PostgreSQL) and is built again when the code,
the content or a library has changed; with ``KEEP_TEMPLATE=1`` only when a migration, the content or a library has.
"""

import fcntl
import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import TransactionTestCase

SOURCES = ("cluster_portal", "partners", "projects")
SHAPING = {".py", ".yaml", ".json"}
# Another run of the tests may still work with a template of today.
KEEP = timedelta(days=1)
LIBRARIES = ("django", "wagtail", "django-modeltranslation")


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: Any) -> Iterator[None]:
    """Give this process a database of its own, migrated and with the content."""
    database = PostgreSQLCopies() if connection.vendor == "postgresql" else SQLiteCopies()
    patch = pytest.MonkeyPatch()
    with django_db_blocker.unblock():
        with one_at_a_time():
            database.make_template()
            database.copy()
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: _restore(database))
    yield
    patch.undo()
    with django_db_blocker.unblock():
        database.remove()


def _restore(database: "Copies") -> None:
    """Undo what a test with real transactions left."""
    with one_at_a_time():
        database.copy()
    ContentType.objects.clear_cache()
    cache.clear()


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Let one process at a time handle the template."""
    folder = test_folder()
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def test_folder() -> Path:
    """Return the folder for what the tests keep between two runs."""
    folder = Path(settings.VAR_DIR) / "test"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


test_folder.__test__ = False  # type: ignore[attr-defined]


def fingerprint() -> str:
    """Return a name for all that shapes the template: code, content, libraries."""
    digest = hashlib.sha256()
    only_tables_and_content = bool(os.environ.get("KEEP_TEMPLATE"))
    for library in LIBRARIES:
        digest.update(f"{library} {version(library)}\n".encode())
    for folder in SOURCES:
        for path in sorted((settings.BASE_DIR / folder).rglob("*")):
            if only_tables_and_content and path.suffix == ".py" and path.parent.name != "migrations":
                continue
            if path.suffix in SHAPING and path.is_file():
                digest.update(str(path.relative_to(settings.BASE_DIR)).encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _fill() -> None:
    call_command("migrate", verbosity=0, interactive=False)
    call_command("load_content", verbosity=0, stdout=Path(os.devnull).open("w"))  # noqa: SIM115
    call_command("update_index", verbosity=0, stdout=Path(os.devnull).open("w"))  # noqa: SIM115
    ContentType.objects.clear_cache()
    cache.clear()
    connection.close()


class Copies:
    """A template and the copy that this process works on."""

    def make_template(self) -> None:
        """Make the template unless it is there."""
        raise NotImplementedError

    def copy(self) -> None:
        """Replace this process's database with a fresh copy of the template."""
        raise NotImplementedError

    def remove(self) -> None:
        """Remove this process's database."""
        raise NotImplementedError

    @staticmethod
    def _use(name: str) -> None:
        connection.close()
        connection.settings_dict["NAME"] = name
        settings.DATABASES["default"]["NAME"] = name


class SQLiteCopies(Copies):
    """The template is a file; so is the copy, because the live server's threads open it too."""

    def __init__(self) -> None:
        self.template = test_folder() / f"template-{fingerprint()}.sqlite3"
        self.folder = Path(tempfile.mkdtemp(prefix="portal-test-"))
        self.name = self.folder / "portal.sqlite3"

    def make_template(self) -> None:
        if self.template.exists():
            return
        for old in test_folder().glob("template-*"):
            if time.time() - old.stat().st_mtime > KEEP.total_seconds():
                old.unlink()
        unfinished = self.folder / "template.sqlite3"
        self._use(str(unfinished))
        _fill()
        shutil.move(unfinished, self.template)

    def copy(self) -> None:
        connection.close()
        for path in self.folder.glob("portal.sqlite3*"):
            path.unlink()
        shutil.copyfile(self.template, self.name)
        self._use(str(self.name))

    def remove(self) -> None:
        connection.close()
        shutil.rmtree(self.folder, ignore_errors=True)


class PostgreSQLCopies(Copies):
    """The template is a database of the server, which copies it by itself."""

    def __init__(self) -> None:
        self.template = f"portal_template_{date.today():%Y%m%d}_{fingerprint()}"
        self.name = f"portal_test_{os.getpid()}"

    def make_template(self) -> None:
        with connection._nodb_cursor() as cursor:
            cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE 'portal_template_%%'")
            present = {name for (name,) in cursor.fetchall()}
            if self.template in present:
                return
            oldest = f"portal_template_{date.today() - KEEP:%Y%m%d}"
            for old in sorted(name for name in present if name < oldest):
                cursor.execute(f"DROP DATABASE IF EXISTS {old} WITH (FORCE)")
            cursor.execute(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")
            cursor.execute(f"CREATE DATABASE {self.name} TEMPLATE template0 ENCODING 'UTF8'")
        self._use(self.name)
        _fill()
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"ALTER DATABASE {self.name} RENAME TO {self.template}")

    def copy(self) -> None:
        self.remove()
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {self.name} TEMPLATE {self.template}")
        self._use(self.name)

    def remove(self) -> None:
        connection.close()
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")


def database_url() -> str:
    """Return the address of this process's database, for a program that a test starts."""
    details = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{details['NAME']}"
    password = f":{details['PASSWORD']}" if details["PASSWORD"] else ""
    return f"postgres://{details['USER']}{password}@{details['HOST']}:{details['PORT']}/{details['NAME']}"
