"""What every environment shares. Values that differ are read from environment variables, once, here."""

from pathlib import Path
from typing import Any

import environ

from cluster_portal.settings import policies
from cluster_portal.settings.languages import CONTENT_LANGUAGES, fallback_languages, offered_languages
from cluster_portal.settings.storage import media_storage, private_storage

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = environ.Env()

# The portal's own public address, without a slash at the end.
SITE_URL = env.str("SITE_URL", default="http://localhost:8000").rstrip("/")
# Files that the running portal writes: database, media, collected static files.
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))

# --- applications -----------------------------------------------------------------------------

INSTALLED_APPS = [
    "cluster_portal.accounts",
    "cluster_portal.pages",
    "cluster_portal.media",
    "cluster_portal.languages",
    "cluster_portal.outbox",
    "cluster_portal.identity",
    "cluster_portal.maps",
    "cluster_portal.strategy",
    "partners",
    "partners.memberships",
    "partners.proposals",
    "partners.letters",
    "projects",
    "projects.acknowledgement",
    "projects.cordis",
    "projects.consortium",
    "cluster_portal.translating",
    "cluster_portal.content",
    "cluster_portal.exchange",
    "cluster_portal.editorial",
    "cluster_portal.approval",
    "cluster_portal.bin",
    "cluster_portal.staff",
    "cluster_portal.operations",
    "cluster_portal.signin",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    # django-modeltranslation must stand before the admin.
    "modeltranslation",
    "wagtail.contrib.redirects",
    "cluster_portal.staff.users.StaffUsersConfig",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "cluster_portal.staff.admin.StaffAdminConfig",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "cluster_portal.operations.middleware.StagingMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cluster_portal.middleware.CompressionMiddleware",
    "cluster_portal.middleware.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "cluster_portal.languages.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "cluster_portal.pages.closed.ClosedPathsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "cluster_portal.signin.middleware.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "cluster_portal.languages.old_addresses.OldAddressesMiddleware",
    "cluster_portal.bin.middleware.BinMiddleware",
    "cluster_portal.refusals.UnreadableRequestMiddleware",
]
CSRF_FAILURE_VIEW = "cluster_portal.refusals.csrf_failed"

ROOT_URLCONF = "cluster_portal.urls"
WSGI_APPLICATION = "cluster_portal.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cluster_portal.identity.context_processors.portal",
            ],
            "builtins": ["cluster_portal.languages.templatetags.portal_formats"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- data ---------------------------------------------------------------------------------------

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'portal.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Write-ahead logging lets the worker write while visitors read.
    DATABASES["default"].setdefault("OPTIONS", {}).update(
        {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        }
    )
else:
    # The search index has columns of PostgreSQL's own kinds.
    INSTALLED_APPS.append("django.contrib.postgres")
    DATABASES["default"].setdefault("CONN_MAX_AGE", 60)
    DATABASES["default"].setdefault("CONN_HEALTH_CHECKS", True)
    # Pages run many short queries; compiling each of them costs PostgreSQL more time than it saves.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")

CACHES = {"default": env.cache_url("CACHE_URL", default="locmemcache://")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- people -------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
AUTH_PASSWORD_VALIDATORS[1]["OPTIONS"] = {"min_length": 12}  # type: ignore[assignment]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "account_home"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
ACCOUNT_ADAPTER = "cluster_portal.signin.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
# Invitations prove an address: the link came by mail.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_REDIRECT_URL = "to_language"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
# Who has proved by the link in the mail to be the owner of the account need not sign in once more.
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_FORMS = {"reset_password": "cluster_portal.signin.forms.ResetForm"}
# How often something may be tried; cluster_portal/signin/limits.py. Under a key of an account count all strangers
# together, and each browser with which its owner has signed in by itself.
ACCOUNT_RATE_LIMITS = {
    # Wrong passwords: of one account from one place, from one place, of one account.
    "login_failed_here": "10/h/key",
    "login_failed": "10/m/ip,100/h/ip,30/h/key",
    # Confirming who one is: above the rates of wrong passwords and codes, which say when to come back.
    "reauthenticate": "20/m/user",
    # Wrong codes of a second factor, of one account: whoever tries them knows the password.
    "code_failed": "10/h/key",
    # Wrong passwords of pages: from one place, of one page.
    "page_password": "10/10m/ip,100/h/key",
    # Links to a new password: asked for from one place, sent to one address.
    "reset_password": "20/h/ip",
    "reset_mail": "5/h/key",
}
# How many web servers stand in front and add to X-Forwarded-For; without it all people share one address.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=0)
MFA_ADAPTER = "cluster_portal.signin.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {
    "authenticate": "cluster_portal.signin.forms.CodeForm",
    "reauthenticate": "cluster_portal.signin.forms.ConfirmingCodeForm",
}
# The address of an account is known: it was invited there, or staff wrote it down.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_TOLERANCE = 1
# Compulsory on a public server for staff and for partners who manage.
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", default=False)

# --- languages, time ----------------------------------------------------------------------------

LANGUAGE_CODE = "fr"
LANGUAGES = CONTENT_LANGUAGES
# Languages shown to the public; the others keep their texts and stay editable.
PORTAL_LANGUAGES = offered_languages(env.list("PORTAL_LANGUAGES", default=[]), LANGUAGES)
MODELTRANSLATION_LANGUAGES = tuple(code for code, _ in LANGUAGES)
MODELTRANSLATION_DEFAULT_LANGUAGE = LANGUAGE_CODE
MODELTRANSLATION_CUSTOM_FIELDS = ("StreamField", "RichTextField")
MODELTRANSLATION_FALLBACK_LANGUAGES = fallback_languages(MODELTRANSLATION_LANGUAGES)
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.str("TIME_ZONE", default="Europe/Brussels")

# A key of DeepL offers machine translation; another adapter is named by its class.
DEEPL_API_KEY = env.str("DEEPL_API_KEY", default="")
MACHINE_TRANSLATOR = env.str("MACHINE_TRANSLATOR", default="")

# --- files --------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "cluster_portal" / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(VAR_DIR / "media")))
STORAGES: dict[str, dict[str, Any]] = {
    "default": media_storage(env, SITE_URL),
    "private": private_storage(env, VAR_DIR, MEDIA_ROOT),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Below this address the web server in front gives out private files when the application tells it to.
PRIVATE_FILES_ACCEL = env.str("PRIVATE_FILES_ACCEL", default="")
# What partners upload for their consortium, in megabytes.
CONSORTIUM_MAX_UPLOAD_MB = env.int("CONSORTIUM_MAX_UPLOAD_MB", default=50)
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
# Four languages of StreamField pass Django's default of 1,000 fields.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

# --- mail ---------------------------------------------------------------------------------------

# Read from one address: smtp+tls://user:password@host:587 sets EMAIL_HOST and the others.
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
# Whatever sends a mail writes it into the outbox; from there the worker sends it by the transport.
EMAIL_BACKEND = "cluster_portal.outbox.backend.OutboxBackend"
MAIL_TRANSPORT: str = EMAIL_CONFIG["EMAIL_BACKEND"]
if MAIL_TRANSPORT == "django.core.mail.backends.smtp.EmailBackend":
    MAIL_TRANSPORT = "cluster_portal.outbox.transport.SmtpBackend"
# Seconds for each answer of the mail server.
EMAIL_TIMEOUT = 10
# Where mail servers report what they cannot deliver; without it to the sender.
MAIL_RETURN_PATH = env.str("MAIL_RETURN_PATH", default="")
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="portal@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- open data ------------------------------------------------------------------------------------

# Under which terms exports and the API give the portal's records away.
DATA_LICENCE = env.str("DATA_LICENCE", default="CC BY 4.0")
DATA_LICENCE_URL = env.str("DATA_LICENCE_URL", default="https://creativecommons.org/licenses/by/4.0/")

# --- staging ------------------------------------------------------------------------------------

# A staging copy says so on every page, is not indexed, and writes only to listed addresses.
STAGING = env.bool("STAGING", default=False)
STAGING_MAIL_TO = env.list("STAGING_MAIL_TO", default=[])
if STAGING:
    STAGING_EMAIL_BACKEND = MAIL_TRANSPORT
    MAIL_TRANSPORT = "cluster_portal.mail.StagingEmailBackend"

# --- Wagtail ------------------------------------------------------------------------------------

WAGTAIL_PAGE_MODEL = "pages.PortalPage"
WAGTAILIMAGES_IMAGE_MODEL = "media.PortalImage"
WAGTAILDOCS_DOCUMENT_MODEL = "media.PortalDocument"
WAGTAILIMAGES_IMAGE_FORM_BASE = "cluster_portal.media.forms.PortalImageForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "cluster_portal.media.forms.PortalDocumentForm"
WAGTAIL_SITE_NAME = env.str("SITE_NAME", default="Cluster portal")
WAGTAILADMIN_BASE_URL = SITE_URL
# Signing in, passwords and second factors are django-allauth's, for everybody.
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_I18N_ENABLED = False
# Approval publishes what was confirmed; publishing another language leaves a workflow alone.
WAGTAIL_FINISH_WORKFLOW_ACTION = "cluster_portal.approval.finishing.finish_workflow"
WAGTAIL_WORKFLOW_CANCEL_ON_PUBLISH = False
WAGTAIL_CONTENT_LANGUAGES = [(LANGUAGE_CODE, dict(LANGUAGES)[LANGUAGE_CODE])]
WAGTAILADMIN_RICH_TEXT_EDITORS = {"default": {"WIDGET": "cluster_portal.staff.richtext.PortalRichTextArea"}}
WAGTAILADMIN_PERMITTED_LANGUAGES = list(LANGUAGES)
# A deadline reads the same to everybody who edits it.
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILEMBEDS_FINDERS: list[dict[str, Any]] = []
# The languages package records redirects for every language; Wagtail would for the active one only.
WAGTAILREDIRECTS_AUTO_CREATE = False
WAGTAIL_PASSWORD_REQUIRED_TEMPLATE = "password_required.html"  # noqa: S105 - a file
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp", "avif", "svg"]
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "csv", "txt", "zip"]
WAGTAILSEARCH_BACKENDS: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "wagtail.search.backends.database"}
}

# How long deleted pages can be brought back.
BIN_DAYS = env.int("BIN_DAYS", default=60)

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# --- security -----------------------------------------------------------------------------------

X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
CONTENT_SECURITY_POLICY = policies.PUBLIC
ADMIN_CONTENT_SECURITY_POLICY = policies.ADMIN

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "class": "cluster_portal.logs.Formatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
}

# Small installations let the application serve uploaded public files; larger ones let the web server.
SERVE_MEDIA = env.bool("SERVE_MEDIA", default=True)
