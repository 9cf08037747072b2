"""A developer's machine and `make run`: SQLite, a key made on the spot, nothing sent by mail."""

from cluster_portal.settings.base import *  # noqa: F403
from cluster_portal.settings.base import STORAGES, VAR_DIR, env
from cluster_portal.settings.local_secret import local_secret_key

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="") or local_secret_key(VAR_DIR)
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]

if DEBUG:
    # Static files straight from the source tree; `make run` collects and compresses them.
    STORAGES = {
        **STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    WHITENOISE_USE_FINDERS = True
    WHITENOISE_AUTOREFRESH = True

# Passkeys work without https on this machine only.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True

if not env.str("CACHE_URL", default=""):
    # All processes share it, as they share the database; `serve` empties it when it starts.
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": VAR_DIR / "cache",
            "OPTIONS": {"MAX_ENTRIES": 10_000},
        }
    }
