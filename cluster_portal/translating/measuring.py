"""Measures the dashboard with many records, and leaves nothing behind."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from time import perf_counter, process_time
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection, reset_queries, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale

from cluster_portal.accounts.models import User
from cluster_portal.languages.codes import column, content_languages
from cluster_portal.languages.models import TranslationState
from cluster_portal.pages.models import PortalPage
from cluster_portal.strategy.models import ContentPage

_BATCH = 1000
_RUNS = 5
_STATES = [
    TranslationState.State.UP_TO_DATE,
    TranslationState.State.OUTDATED,
    TranslationState.State.PARTIAL,
    TranslationState.State.MISSING,
]
# What staff ask the dashboard for.
LOOKS: dict[str, dict[str, str]] = {
    "everything": {},
    "one language, outdated": {"language": "nl", "state": "outdated", "sort": "outdated"},
    "most words missing": {"sort": "missing"},
    "last changed, last page": {"sort": "changed", "p": "last"},
    "changed since": {"language": "de", "changed_since": "2020-01-01"},
}


@dataclass(frozen=True, slots=True)
class Look:
    """One way of looking at the dashboard: queries, seconds of server time, and seconds of the processor in it."""

    name: str
    queries: int
    median: float
    slowest: float
    processor: float


@contextmanager
def many_pages(number: int) -> Iterator[None]:
    """Have this many pages, each with a state in every language, for as long as the block lasts."""
    with transaction.atomic():
        _make(number)
        # The planner of the database knows nothing of rows that have just been written.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        yield
        transaction.set_rollback(True)


def _make(number: int) -> None:
    root = PortalPage.objects.get(depth=1)
    now, locale = timezone.now(), Locale.get_default()
    kind = ContentType.objects.get_for_model(ContentPage)
    first = root.numchild + 1_000
    pages = [
        PortalPage(
            **{column("title", code): f"Page {n} {code}" for code in content_languages()},
            **{column("slug", code): f"measured-{n}" for code in content_languages()},
            **{column("url_path", code): f"/measured-{n}/" for code in content_languages()},
            draft_title=f"Page {n}",
            uuid=uuid.uuid4(),
            path=PortalPage._get_path(root.path, root.depth + 1, first + n),
            depth=root.depth + 1,
            live=True,
            latest_revision_created_at=now,
            locale=locale,
            content_type=kind,
        )
        for n in range(number)
    ]
    PortalPage.objects.bulk_create(pages, batch_size=_BATCH)
    TranslationState.objects.bulk_create(
        (
            TranslationState(
                content_type=kind,
                object_id=page.pk,
                page_id=page.pk,
                title=page.draft_title,
                language=code,
                state=TranslationState.State.SOURCE
                if position == 0
                else _STATES[(n + position) % len(_STATES)],
                units=12,
                words=300,
                words_missing=0 if position == 0 else n % 200,
                words_outdated=0 if position == 0 else n % 90,
                changed_at=now,
            )
            for n, page in enumerate(pages)
            for position, code in enumerate(content_languages())
        ),
        batch_size=_BATCH,
    )


@override_settings(ALLOWED_HOSTS=["*"])
def looks() -> list[Look]:
    """Look at the dashboard in each way, as an administrator does."""
    client = Client()
    client.force_login(
        User.objects.create_superuser("measuring@example.org", name="Measuring", language="en")
    )
    return [_look(client, name, values) for name, values in LOOKS.items()]


def _look(client: Client, name: str, values: dict[str, str]) -> Look:
    address = reverse("translation_dashboard")

    def ask() -> Any:
        answer = client.get(address, values)
        if answer.status_code != 200:
            raise RuntimeError(f"{address} answered {answer.status_code}.")
        return answer

    ask()
    # With DEBUG the log of queries is full after so many rows.
    reset_queries()
    with CaptureQueriesContext(connection) as queries:
        ask()
        # Later requests empty the log.
        number = len(queries)
    times, processor = [], []
    for _run in range(_RUNS):
        start, worked = perf_counter(), process_time()
        ask()
        times.append(perf_counter() - start)
        processor.append(process_time() - worked)
    return Look(name, number, median(times), max(times), median(processor))
