"""Files made by chance, through every entry: whatever they are, the portal answers, and within its memory."""

import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from cluster_portal.media.models import PortalImage
from tests.groups import ROOT
from tests.media.entries import entries
from tests.media.mutating import forget_most_memory, most_memory, mutated

# In megabytes; a process that has the whole portal in memory takes about 170 of them before the first file.
MOST_MEMORY, MOST_FOR_ONE = 400, 220
SHORT, LONG = 84, 5_000


def answers(number: int) -> tuple[Counter[tuple[str, int]], int]:
    """Send files to the entries in turn; return how often each answered what, and the most memory for one of them."""
    ways = list(entries().items())
    counted: Counter[tuple[str, int]] = Counter()
    most = 0
    for position, (name, content) in enumerate(mutated(number)):
        entry, send = ways[position % len(ways)]
        before = forget_most_memory()
        counted[entry, send(name, content).status_code] += 1
        most = max(most, most_memory() - before)
    return counted, most


def memory_of(number: int) -> int:
    """Return how many megabytes a process had at most that let files through the gate."""
    command = [sys.executable, "-m", "tests.media.mutating", str(number)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603
    return int(done.stdout.split()[0])


@pytest.mark.django_db
def test_no_file_made_by_chance_breaks_an_entry(folder: Path) -> None:
    counted, most = answers(SHORT)
    assert len({entry for entry, _status in counted}) >= 9
    assert [key for key in counted if key[1] >= 500] == []
    assert most < MOST_FOR_ONE


def test_no_file_made_by_chance_fills_the_memory() -> None:
    assert memory_of(SHORT) < MOST_MEMORY


@pytest.mark.django_db
@pytest.mark.parametrize("mode", ["P", "RGBA"])
def test_a_small_file_of_many_pixels_fills_no_memory_when_it_is_shown(
    mode: str, folder: Path, staff: Callable[..., Client]
) -> None:
    written = BytesIO()
    Image.new(mode, (6_700, 6_700)).save(written, "PNG", **({"transparency": 0} if mode == "P" else {}))
    assert entries()["image"]("large.png", written.getvalue()).status_code == 302
    client, image = staff(), PortalImage.objects.latest("pk")
    before = forget_most_memory()
    assert client.get(reverse("wagtailimages:edit", args=[image.pk])).status_code == 200
    assert image.get_rendition("width-1440|format-jpeg").width == 1440
    assert most_memory() - before < MOST_FOR_ONE


@pytest.mark.long
@pytest.mark.django_db
def test_no_file_of_very_many_breaks_an_entry(folder: Path) -> None:
    counted, most = answers(LONG)
    print(sorted(counted.items()), most)
    assert [key for key in counted if key[1] >= 500] == []
    assert most < MOST_FOR_ONE


@pytest.mark.long
def test_no_file_of_very_many_fills_the_memory() -> None:
    assert memory_of(LONG) < MOST_MEMORY
