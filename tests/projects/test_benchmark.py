"""The benchmarks run and print a ratio for each page; how long pages take is for people to read, not for a test."""

import io
from contextlib import nullcontext

import pytest
from django.core.management import call_command

from projects.management.commands import benchmark

pytestmark = pytest.mark.django_db


def test_it_prints_times_queries_and_ratios(monkeypatch: pytest.MonkeyPatch) -> None:
    # This database is new already, and a transaction is open, in which PostgreSQL does not tidy.
    monkeypatch.setattr(benchmark, "own_database", nullcontext)
    monkeypatch.setattr(benchmark.Command, "_tidy", lambda self: None)
    printed = io.StringIO()
    # It stands on the benchmark of projects, and measures more pages.
    call_command("benchmark_directory", sizes=[30, 60], runs=1, stdout=printed)
    table = printed.getvalue().split("nothing cached")[1].splitlines()
    for page in ("filters with counts", "search", "map of the world"):
        (row,) = (line for line in table if line.startswith(page))
        *_, queries, ratio = row.split()
        assert int(queries.strip("()")) > 3
        assert float(ratio) > 0
    assert table[-1].startswith("A hundred thousand additions")
