"""A public server. It refuses to start when something unsafe is missing or set, and names it."""

import os
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from cluster_portal.settings.safety import problems

if found := problems(os.environ):
    raise ImproperlyConfigured(
        "The portal does not start with these environment variables (docs/administrators.md explains each):\n"
        + "\n".join(f"  {problem}" for problem in found)
    )

from cluster_portal.settings.base import *  # noqa: F403
from cluster_portal.settings.base import SITE_URL, env

DEBUG = False
SECRET_KEY = env.str("SECRET_KEY")
# Keys of before, so that sessions and links outlive a change of key.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = [SITE_URL, *env.list("CSRF_TRUSTED_ORIGINS", default=[])]
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default=f"portal@{urlsplit(SITE_URL).hostname}")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- encrypted connections only -----------------------------------------------------------------

SECURE_SSL_REDIRECT = env.bool("SSL_REDIRECT", default=True)
# The header by which the web server in front says that the visitor came by https, such as X-Forwarded-Proto.
if header := env.str("PROXY_SSL_HEADER", default=""):
    SECURE_PROXY_SSL_HEADER = (f"HTTP_{header.upper().replace('-', '_')}", "https")
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("HSTS_SUBDOMAINS", default=False)
SECURE_HSTS_PRELOAD = SECURE_HSTS_INCLUDE_SUBDOMAINS
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SILENCED_SYSTEM_CHECKS = [
    # Whether hosts below the portal's are on https too is for the cluster to say, with HSTS_SUBDOMAINS.
    "security.W005",
    "security.W021",
    # The editor shows previews of the portal's own pages in a frame.
    "security.W019",
]

# --- people -------------------------------------------------------------------------------------

SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", default=True)
# A web server in front names the visitor; failures to sign in are counted by visitor.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=1)

# --- files --------------------------------------------------------------------------------------

# The web server in front delivers uploaded files; SERVE_MEDIA=1 lets the application do it.
SERVE_MEDIA = env.bool("SERVE_MEDIA", default=False)
