"""Measures pages and lists at two sizes of the portal, in a database of its own on the server in use."""

import gc
import io
import statistics
import tempfile
import time
import uuid
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from cluster_portal.operations.collecting import collect_rarely
from partners.models import PartnerIndexPage
from projects.generating import generate
from projects.models import CallIndexPage, ProjectIndexPage, ProjectPage

_NO_CACHE = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
_PLAIN_NAMES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


@contextmanager
def own_database() -> Iterator[None]:
    """Work in a new database with the demo content, which is removed afterwards.

    Records of a transaction that is still open cost more to read than those of a portal in use.
    """
    creation, name = connection.creation, connection.settings_dict["NAME"]
    with tempfile.TemporaryDirectory() as folder:
        is_file = connection.vendor == "sqlite"
        # Nobody else's: a database of that name would be replaced.
        own = str(Path(folder) / "benchmark.sqlite3") if is_file else f"benchmark_{uuid.uuid4().hex}"
        connection.settings_dict["TEST"]["NAME"] = own
        creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            ContentType.objects.clear_cache()
            call_command("load_content", stdout=io.StringIO())
            yield
        finally:
            creation.destroy_test_db(name, verbosity=0)


@dataclass(frozen=True, slots=True)
class Measure:
    """The time of a page and what of it this process computed itself (medians, milliseconds), and its queries.

    ``yardstick`` is what a hundred thousand additions took between the runs: machines change their speed.
    """

    milliseconds: float
    own: float
    yardstick: float
    queries: int


def _yardstick() -> float:
    """Return how long a hundred thousand additions take, in milliseconds."""
    start, total = time.perf_counter(), 0
    for number in range(100_000):
        total += number
    return (time.perf_counter() - start) * 1000


class Command(BaseCommand):
    """``manage.py benchmark``."""

    help = (
        "Print the server's time for lists, filters with counts, map, calls and a project at two sizes, nothing "
        "cached. Everything happens in a new database on the server in use, which is removed afterwards."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the sizes and the number of runs."""
        parser.add_argument("--sizes", type=int, nargs=2, default=[100, 10_000], help="numbers of projects")
        parser.add_argument("--runs", type=int, default=7, help="runs per page; the median counts")
        parser.add_argument("--language", default="fr", help="language of the addresses")

    def handle(self, *args: Any, sizes: list[int], runs: int, language: str, **options: Any) -> None:
        """Measure both sizes and compare them."""
        # As in the processes that answer requests.
        collect_rarely()
        small, large = sorted(sizes)
        results: list[dict[str, Measure]] = []
        quiet = override_settings(
            CACHES=_NO_CACHE, STORAGES=settings.STORAGES | _PLAIN_NAMES, ALLOWED_HOSTS=["*"], DEBUG=False
        )
        self.stdout.write("Making a database …")
        with quiet, own_database():
            for size in (small, large):
                self.stdout.write(f"Making {size} {self.counted} …")
                self._make(max(0, size - self._count()))
                self._tidy()
                results.append(self._measure(runs, language))
        self._print(small, large, *results)

    # What the sizes count.
    counted = "projects"

    def _count(self) -> int:
        """Return how many of what the sizes count there are."""
        return ProjectPage.objects.count()

    def _make(self, number: int) -> None:
        """Make that many more."""
        generate(number)

    @staticmethod
    def _tidy() -> None:
        """Let the database look at its new rows, as PostgreSQL does by itself in daily use."""
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")

    def _addresses(self, language: str) -> dict[str, str]:
        def address(model: Any) -> str:
            page = model.objects.filter(live=True).first()
            if page is None:
                raise CommandError(f"There is no {model._meta.verbose_name} page (manage.py load_content).")
            return str(page.get_url_in(language))

        projects = address(ProjectIndexPage)
        project = (
            ProjectPage.objects.filter(acronym="GEN7").order_by("pk").first() or ProjectPage.objects.last()
        )
        programme = (
            ProjectPage.objects.filter(programme__isnull=False).values_list("programme", flat=True).first()
        )
        return {
            "home page": f"/{language}/",
            "project list": projects,
            "filters with counts": f"{projects}?status=ended&country=DE&programme={programme}",
            "project map": f"{projects}?view=map",
            "calls list": address(CallIndexPage),
            "open calls": f"{address(CallIndexPage)}?open=1",
            "partners": address(PartnerIndexPage),
            "project page": str(project.get_url_in(language)),
            "API, filtered": f"/api/v1/projects?lang={language}&status=running&country=BE",
        }

    def _measure(self, runs: int, language: str) -> dict[str, Measure]:
        found = {}
        for name, address in self._addresses(language).items():
            client = Client()
            # What a process reads once is not counted.
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                response = client.get(address)
            number = len(queries)
            if response.status_code != 200:
                raise CommandError(f"{address} answered {response.status_code}.")
            found[name] = Measure(*self._medians(client, address, runs), number)
            self.stdout.write(f"  {name}: {found[name].milliseconds:.0f} ms")
        return found

    @staticmethod
    def _medians(client: Client, address: str, runs: int) -> tuple[float, float, float]:
        times, own, yardsticks = [], [], []
        for _ in range(runs):
            yardsticks.append(_yardstick())
            gc.collect()
            start, start_own = time.perf_counter(), time.process_time()
            client.get(address)
            times.append((time.perf_counter() - start) * 1000)
            own.append((time.process_time() - start_own) * 1000)
        return statistics.median(times), statistics.median(own), statistics.median(yardsticks)

    def _print(self, small: int, large: int, before: dict[str, Measure], after: dict[str, Measure]) -> None:
        write = self.stdout.write
        write(
            f"{connection.vendor}, nothing cached. Medians in milliseconds: time / own processor time (queries)"
        )
        write(f"{'':22}{small:>24}{large:>24}{'ratio':>8}")
        for name, one in before.items():
            ratio = after[name].milliseconds / one.milliseconds
            write(f"{name:22}{_figures(one):>24}{_figures(after[name]):>24}{ratio:8.2f}")
        speeds = (statistics.median(one.yardstick for one in found.values()) for found in (before, after))
        write("A hundred thousand additions between the runs: {:.1f} and {:.1f}".format(*speeds))


def _figures(measure: Measure) -> str:
    return f"{measure.milliseconds:.1f} / {measure.own:.1f} ({measure.queries})"
