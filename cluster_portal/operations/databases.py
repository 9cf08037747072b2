"""Whether the database and the code are of the same age, and whether the portal has content."""

from collections.abc import Iterable
from typing import Any

from django.core import checks
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from cluster_portal.pages.models import PortalPage


def unknown_migrations(database: str = DEFAULT_DB_ALIAS) -> list[str]:
    """Return the migrations the database has had that this code does not know, as ``app.name``."""
    loader = MigrationLoader(connections[database])
    known = set(loader.disk_migrations)
    for migration in loader.disk_migrations.values():
        known |= {(app, name) for app, name in migration.replaces}
    return sorted(f"{app}.{name}" for app, name in set(loader.applied_migrations) - known)


def newer_database(unknown: Iterable[str]) -> str:
    """Return what to tell a person whose database is from a newer version."""
    return (
        "The database is from a newer version of the portal: this code does not know its migrations "
        f"{', '.join(unknown)}.\n"
        "Nothing was changed. Run the version that made it, or go back to a backup made before the update "
        "(docs/administrators.md, “Going back to an older version”)."
    )


def has_pending_migrations(database: str = DEFAULT_DB_ALIAS) -> bool:
    """Say whether the database lacks migrations of this code."""
    executor = MigrationExecutor(connections[database])
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def is_empty() -> bool:
    """Say whether the portal has no page yet."""
    return not PortalPage.objects.filter(depth__gt=1).exists()


def database_is_not_newer(
    app_configs: Any, databases: Iterable[str] | None = None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """Refuse a database from a newer version; `manage.py migrate` runs this check."""
    return [
        checks.Error(newer_database(unknown), id="operations.E001")
        for database in databases or []
        if (unknown := unknown_migrations(database))
    ]
