"""The test suite: quick hashes, memory mail, tasks at once, each process its own database and cache."""

import os
import re

from cluster_portal.settings.base import *  # noqa: F403
from cluster_portal.settings.base import CACHES, DATABASES, STORAGES, VAR_DIR, WAGTAILSEARCH_BACKENDS

DEBUG = False
SECRET_KEY = "only for tests"  # noqa: S105 - protects nothing
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
# The admin's search index follows only in tests that search (the fixture ``searchable``).
WAGTAILSEARCH_BACKENDS = {"default": {**WAGTAILSEARCH_BACKENDS["default"], "AUTO_UPDATE": False}}
MEDIA_ROOT = VAR_DIR / "test" / "media"
STORAGES = {
    **STORAGES,
    "private": {
        "BACKEND": "cluster_portal.private.storage.PrivateFileSystemStorage",
        "OPTIONS": {"location": str(VAR_DIR / "test" / "private")},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Nothing is lost that matters when the machine stops in the middle of a test.
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"

# pytest-xdist numbers its processes gw0, gw1, …; a Redis server has 16 databases.
_worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
_location = CACHES["default"].get("LOCATION", "")
if isinstance(_location, str) and (_numbered := re.fullmatch(r"(redis.*/)(\d+)", _location)):
    _number = (int(_numbered[2]) + int(_worker.removeprefix("gw"))) % 16
    CACHES["default"]["LOCATION"] = f"{_numbered[1]}{_number}"

# Tests read the interface in English, as it stands in the sources; `check_texts` compares the translations, and
# the fixture ``translated`` brings them back where readers of four languages are meant.
LOCALE_PATHS = []
