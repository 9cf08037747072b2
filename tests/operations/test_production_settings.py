"""A public server starts only with safe settings, and names what is wrong."""

import os
import subprocess
import sys

import pytest

from tests.groups import ROOT

SAFE = {
    "SECRET_KEY": "q8Zr-4mVw_Lx2TnB7cKdYj5HsGf9PaEu3RiOvQyW6bNzXkMt1D",
    "ALLOWED_HOSTS": "portal.example.org",
    "DATABASE_URL": "postgres://portal:secret@127.0.0.1:5432/portal",
    "SITE_URL": "https://portal.example.org",
    "EMAIL_URL": "smtp+tls://portal:secret@mail.example.org:587",
    "CACHE_URL": "redis://127.0.0.1:6379/0",
}
UNSAFE = [
    ("SECRET_KEY", None, "is missing"),
    ("SECRET_KEY", "short", "too short"),
    ("SECRET_KEY", "a" * 60, "too regular"),
    ("SECRET_KEY", f"django-insecure-{SAFE['SECRET_KEY']}", "others know"),
    ("ALLOWED_HOSTS", None, "is missing"),
    ("ALLOWED_HOSTS", "portal.example.org,*", "“*”"),
    ("ALLOWED_HOSTS", "https://portal.example.org", "holds an address"),
    ("DATABASE_URL", None, "is missing"),
    ("DATABASE_URL", "sqlite:////srv/portal.sqlite3", "PostgreSQL"),
    ("SITE_URL", None, "is missing"),
    ("SITE_URL", "http://portal.example.org", "https://"),
    ("SITE_URL", "https://www.example.org", "not among ALLOWED_HOSTS"),
    ("EMAIL_URL", None, "is missing"),
    ("EMAIL_URL", "consolemail://", "mail server"),
    ("CACHE_URL", None, "is missing"),
    ("CACHE_URL", "locmemcache://", "all processes share"),
    ("DEBUG", "1", "remove it"),
]


def run(*command: str, **variables: str | None) -> subprocess.CompletedProcess[str]:
    """Run Python with production settings and these variables; None takes one away."""
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}}
    given = {name: value for name, value in (SAFE | variables).items() if value is not None}
    environment = kept | given | {"DJANGO_SETTINGS_MODULE": "cluster_portal.settings.production"}
    return subprocess.run(  # noqa: S603
        [sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(("name", "value", "reason"), UNSAFE)
def test_unsafe_settings_do_not_start(name: str, value: str | None, reason: str) -> None:
    done = run("-c", "import cluster_portal.settings.production", **{name: value})
    assert done.returncode != 0
    assert "ImproperlyConfigured" in done.stderr
    complaints = [line.strip() for line in done.stderr.splitlines() if line.startswith("  ") and ": " in line]
    named = [line for line in complaints if line.startswith(f"{name}: ")]
    assert named
    assert reason in named[0]


def test_everything_that_is_missing_is_named_at_once() -> None:
    done = run("-c", "import cluster_portal.settings.production", **dict.fromkeys(SAFE))
    assert all(f"  {name}: is missing" in done.stderr for name in SAFE)


def test_nothing_secret_is_repeated() -> None:
    done = run("-c", "import cluster_portal.settings.production", SECRET_KEY="my-own-short-key", DEBUG="1")
    assert "my-own-short-key" not in done.stderr


def test_safe_settings_pass_the_deployment_check() -> None:
    done = run("manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


@pytest.mark.parametrize(
    ("environment", "backends"),
    [({}, "SmtpBackend"), ({"STAGING": "1"}, "StagingEmailBackend SmtpBackend")],
)
def test_every_mail_goes_through_the_outbox(environment: dict[str, str], backends: str) -> None:
    show = (
        "from django.conf import settings as s; "
        "print(s.EMAIL_BACKEND, s.EMAIL_HOST, s.EMAIL_TIMEOUT, s.MAIL_TRANSPORT, "
        "getattr(s, 'STAGING_EMAIL_BACKEND', ''))"
    )
    shown = run("-c", show, **environment).stdout.split()
    assert shown[:3] == ["cluster_portal.outbox.backend.OutboxBackend", "mail.example.org", "10"]
    assert [name.rpartition(".")[2] for name in shown[3:]] == backends.split()


def test_what_a_safe_server_does() -> None:
    show = (
        "from django.conf import settings as s; "
        "print(s.DEBUG, s.SECURE_SSL_REDIRECT, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, "
        "s.SECURE_HSTS_SECONDS, s.SECURE_PROXY_SSL_HEADER, s.CSRF_TRUSTED_ORIGINS)"
    )
    done = run("-c", show, PROXY_SSL_HEADER="X-Forwarded-Proto")
    assert done.stdout.split(maxsplit=5) == [
        "False",
        "True",
        "True",
        "True",
        "31536000",
        "('HTTP_X_FORWARDED_PROTO', 'https') ['https://portal.example.org']\n",
    ]
