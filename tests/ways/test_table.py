"""docs/ways.md names every way by which something changes, and none that is not there."""

from collections.abc import Callable

import pytest

from tests.ways import collecting
from tests.ways.table import EXPECTED, way, ways

FOUND: dict[str, Callable[[], set[str]]] = {
    "Addresses": lambda: set(collecting.changing_addresses()),
    "Bulk actions": collecting.bulk_actions,
    "Actions of the admin’s interface": collecting.api_actions,
    "Actions in the code": collecting.action_classes,
    "Screens of records": collecting.registered_viewsets,
    "Commands": collecting.commands,
    "Background tasks": collecting.tasks,
    "Jobs of the worker": collecting.jobs,
}


@pytest.mark.parametrize("heading", FOUND)
def test_every_way_is_in_the_table(heading: str) -> None:
    """A new way is written down with the rule that it obeys before it is merged."""
    unknown = {name for name in FOUND[heading]() if way(heading, name) is None}
    assert unknown == set(), f"docs/ways.md, {heading}: write these down"


@pytest.mark.parametrize("heading", FOUND)
def test_every_row_is_a_way(heading: str) -> None:
    found = FOUND[heading]()
    gone = {
        pattern
        for row in ways(heading)
        for pattern in row.names
        if not any(row.has(name) and way(heading, name) is row for name in found)
        or not any(collecting.fits(name, pattern) for name in found)
    }
    assert gone == set(), f"docs/ways.md, {heading}: these are no longer there"


@pytest.mark.parametrize("heading", FOUND)
def test_every_row_says_what_it_changes_and_which_rule_it_obeys(heading: str) -> None:
    for row in ways(heading):
        assert row.changes, row.names
        assert row.rule, row.names
        assert set(row.expected.values()) <= EXPECTED, row.names


def test_no_other_interface_is_mounted() -> None:
    """Wagtail’s interface v2 or v3 would bring writing addresses of its own."""
    from tests.addresses import addresses

    modules = {address.pattern.callback.__module__ for address in addresses()}
    assert not {
        name for name in modules if name.startswith(("wagtail.api.v3", "wagtail.contrib.redirects.api"))
    }
