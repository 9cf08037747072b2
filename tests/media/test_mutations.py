"""Files made by chance, through every entry: whatever they are, the portal answers, and within its memory."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.groups import ROOT
from tests.media.entries import entries
from tests.media.mutating import mutated

# In megabytes.
MOST_MEMORY = 400
SHORT, LONG = 84, 5_000


def answers(number: int) -> Counter[tuple[str, int]]:
    """Send files to the entries in turn; return how often each answered what."""
    ways = list(entries().items())
    counted: Counter[tuple[str, int]] = Counter()
    for position, (name, content) in enumerate(mutated(number)):
        entry, send = ways[position % len(ways)]
        counted[entry, send(name, content).status_code] += 1
    return counted


def memory_of(number: int) -> int:
    """Return how many megabytes a process had at most that let files through the gate."""
    command = [sys.executable, "-m", "tests.media.mutating", str(number)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603
    return int(done.stdout.split()[0])


@pytest.mark.django_db
def test_no_file_made_by_chance_breaks_an_entry(folder: Path) -> None:
    counted = answers(SHORT)
    assert len({entry for entry, _status in counted}) >= 9
    assert [key for key in counted if key[1] >= 500] == []


def test_no_file_made_by_chance_fills_the_memory() -> None:
    assert memory_of(SHORT) < MOST_MEMORY


@pytest.mark.long
@pytest.mark.django_db
def test_no_file_of_very_many_breaks_an_entry(folder: Path) -> None:
    counted = answers(LONG)
    print(sorted(counted.items()))
    assert [key for key in counted if key[1] >= 500] == []


@pytest.mark.long
def test_no_file_of_very_many_fills_the_memory() -> None:
    assert memory_of(LONG) < MOST_MEMORY
