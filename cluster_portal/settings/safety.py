"""What a public server needs before it may start, and what is wrong with what it was given."""

from collections.abc import Callable, Iterator, Mapping
from urllib.parse import urlsplit

Environment = Mapping[str, str]

SHORTEST_KEY = 50
FEWEST_CHARACTERS = 12
KNOWN_KEYS = ("django-insecure-", "only for tests", "changeme", "secret")
LOCAL_MAIL = ("consolemail", "filemail", "memorymail", "dummymail")
LOCAL_CACHES = ("locmemcache", "dummycache", "filecache")
ON = ("1", "true", "yes", "on", "y", "t", "ok")


def problems(environment: Environment) -> list[str]:
    """Return one line for each variable that is missing or unsafe: its name, why, and what to put in it."""
    return [
        f"{name}: {reason}"
        for name, look in CHECKS.items()
        for reason in look(environment.get(name, "").strip(), environment)
    ]


def _secret_key(value: str, environment: Environment) -> Iterator[str]:
    advice = 'python3 -c "import secrets; print(secrets.token_urlsafe(50))" prints a good one'
    if not value:
        yield f"is missing; put {SHORTEST_KEY} random characters or more: {advice}."
    elif len(value) < SHORTEST_KEY or len(set(value)) < FEWEST_CHARACTERS:
        yield f"is too short or too regular; put {SHORTEST_KEY} random characters or more: {advice}."
    elif value.lower().startswith(KNOWN_KEYS):
        yield f"is one that others know; {advice}."


def _allowed_hosts(value: str, environment: Environment) -> Iterator[str]:
    hosts = [host.strip() for host in value.split(",") if host.strip()]
    advice = "put the host names of the portal, separated by commas, such as portal.example.org"
    if not hosts:
        yield f"is missing; {advice}."
    elif any("*" in host for host in hosts):
        yield f"must not hold “*”, which accepts any name; {advice}."
    elif any("/" in host or ":" in host for host in hosts):
        yield f"holds an address; {advice}, without https:// and without a port."


def _database(value: str, environment: Environment) -> Iterator[str]:
    advice = "put postgres://user:password@host:5432/name"
    if not value:
        yield f"is missing; {advice}."
    elif urlsplit(value).scheme not in ("postgres", "postgresql"):
        yield f"must name a PostgreSQL database; {advice}."


def _site_url(value: str, environment: Environment) -> Iterator[str]:
    advice = "put the public address of the portal, such as https://portal.example.org"
    address = urlsplit(value)
    hosts = [host.strip().lower() for host in environment.get("ALLOWED_HOSTS", "").split(",") if host.strip()]
    if not value:
        yield f"is missing; {advice}."
    elif address.scheme != "https" or not address.hostname:
        yield f"must begin with https://; {advice}."
    elif address.path.strip("/") or address.query:
        yield f"must name the host only; {advice}."
    elif hosts and not any(
        address.hostname == host or (host.startswith(".") and f".{address.hostname}".endswith(host))
        for host in hosts
    ):
        yield f"names {address.hostname}, which is not among ALLOWED_HOSTS; put the same host in both."


def _mail(value: str, environment: Environment) -> Iterator[str]:
    advice = "put smtp+tls://user:password@host:587"
    if not value:
        yield f"is missing; {advice}."
    elif urlsplit(value).scheme in LOCAL_MAIL or "://" not in value:
        yield f"must name a mail server; {advice}."


def _cache(value: str, environment: Environment) -> Iterator[str]:
    advice = "put redis://host:6379/0"
    if not value:
        yield f"is missing; {advice}."
    elif urlsplit(value).scheme in LOCAL_CACHES or "://" not in value:
        yield f"must name a cache that all processes share; {advice}."


def _debug(value: str, environment: Environment) -> Iterator[str]:
    if value.lower() in ON:
        yield "shows code and settings to visitors; remove it (the development settings have it)."


CHECKS: dict[str, Callable[[str, Environment], Iterator[str]]] = {
    "SECRET_KEY": _secret_key,
    "ALLOWED_HOSTS": _allowed_hosts,
    "DATABASE_URL": _database,
    "SITE_URL": _site_url,
    "EMAIL_URL": _mail,
    "CACHE_URL": _cache,
    "DEBUG": _debug,
}
