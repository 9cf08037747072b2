"""A database from a newer version is refused; an older one is brought up to date."""

import socket

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError, SystemCheckError
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from cluster_portal.operations.databases import has_pending_migrations, is_empty, unknown_migrations
from cluster_portal.pages.models import PortalPage
from tests.servers import free_port


@pytest.fixture
def newer(db: None) -> None:
    """Let the database have had a migration of a version to come."""
    MigrationRecorder(connection).record_applied("pages", "0999_from_the_future")


def test_this_database_is_of_the_age_of_the_code(db: None) -> None:
    assert unknown_migrations() == []
    assert not has_pending_migrations()
    assert not is_empty()


def test_serve_names_what_it_does_not_know_and_stops(newer: None) -> None:
    before = PortalPage.objects.count()
    with pytest.raises(CommandError, match=r"newer version.*pages\.0999_from_the_future"):
        call_command("serve", port=free_port())
    assert PortalPage.objects.count() == before


def test_migrate_stops_too(newer: None) -> None:
    with pytest.raises(SystemCheckError, match=r"pages\.0999_from_the_future"):
        call_command("migrate", skip_checks=False, verbosity=0)


def test_a_taken_port_has_a_way_out(db: None) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with pytest.raises(CommandError, match=f"Port {port} is taken.*make run PORT={port + 1}"):
            call_command("serve", port=port)
