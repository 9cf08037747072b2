"""What is refused of a file, or why the whole file is."""

import time
from typing import Any

import pytest

from cluster_portal.exchange.errors import ExchangeError
from cluster_portal.exchange.formats import read
from cluster_portal.exchange.planning import plan_file
from cluster_portal.exchange.plans import PlannedUnit


def refused(data: bytes, user: Any = None) -> list[PlannedUnit]:
    """Return the refused units; reading and planning take at most two seconds."""
    start = time.monotonic()
    plan = plan_file(read(data), user)
    assert time.monotonic() - start < 2
    return [unit for record in plan.records for unit in record.refused]


def message(data: bytes, user: Any = None) -> str:
    """Return why a file is refused as a whole."""
    start = time.monotonic()
    with pytest.raises(ExchangeError) as caught:
        plan_file(read(data), user)
    assert time.monotonic() - start < 2
    return str(caught.value)
