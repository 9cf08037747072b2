"""The test suite: quick hashes, memory mail, tasks at once, no file left behind."""

import tempfile
from pathlib import Path

from cluster_portal.settings.base import *  # noqa: F403
from cluster_portal.settings.base import DATABASES, STORAGES

DEBUG = False
SECRET_KEY = "only for tests"  # noqa: S105 - protects nothing
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
MEDIA_ROOT = Path(tempfile.gettempdir()) / "cluster-portal-test-media"
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, not memory: parallel runs and the live server of the browser tests share connections.
    DATABASES["default"]["TEST"] = {"NAME": None}
