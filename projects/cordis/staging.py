"""Reads CORDIS files into the database, in batches, so that memory does not grow with the files."""

import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from django.db import connection, models, reset_queries, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from projects.cordis import rows
from projects.cordis.archives import FileKind, SourceFile, find_files
from projects.cordis.choices import RunState
from projects.cordis.models import CordisOrganisation, CordisProject, ImportRun
from projects.cordis.problems import CordisError, Problem, Problems
from projects.cordis.proposing import refresh_proposals
from projects.cordis.records import Row, Table

_BATCH = 1_000
_SECONDS_BETWEEN_REPORTS = 1.0

Progress = Callable[[ImportRun], None]


def run_import(
    run: ImportRun,
    path: Path,
    only: Iterable[str] = (),
    progress: Progress = lambda run: None,
    tell: Callable[[Problem], None] = lambda problem: None,
) -> ImportRun:
    """Read the files at ``path``, then compare with the portal; ``only`` names the grant numbers wanted (none: all).

    What cannot be read is told and left out; a strict run reads everything once before it stores anything, and
    stores nothing when there is a problem. Raises CordisError, which is also noted on the run.
    """
    problems = Problems(tell)
    wanted = frozenset(only)
    try:
        files = find_files(path)
        passes = 2 if run.strict else 1
        reading = _Reading(run, files, wanted, problems, progress, passes)
        run.state = RunState.RUNNING
        reading.report(force=True)
        if run.strict:
            reading.read(store=False)
            if problems.count:
                raise CordisError(
                    _("%(count)s problems, and everything was asked for or nothing: nothing was imported.")
                    % {"count": problems.count}
                )
            reading.start_again()
        reading.read(store=True)
        run.proposals = refresh_proposals(wanted)
        run.state, run.percent = RunState.DONE, 100
    except CordisError as error:
        run.state, run.message = RunState.REFUSED, str(error)
        raise
    except Exception:
        run.state, run.message = RunState.REFUSED, _("The import broke off. What was read so far is kept.")
        raise
    finally:
        run.problem_count = problems.count
        run.problems_kept = [problem.as_json() for problem in problems.kept]
        run.save()
    return run


class _Reading:
    """One run over the files, once or twice."""

    def __init__(
        self,
        run: ImportRun,
        files: list[SourceFile],
        wanted: frozenset[str],
        problems: Problems,
        progress: Progress,
        passes: int,
    ) -> None:
        self.run = run
        self.files = files
        self.wanted = wanted
        self.problems = problems
        self.progress = progress
        self.bytes_in_all = max(sum(file.size for file in files) * passes, 1)
        self.bytes_done = 0
        self.reported = 0.0
        # One moment for the whole run: rows of one project are alike.
        self.moment = timezone.now()

    def start_again(self) -> None:
        """Forget what the first pass counted."""
        self.run.projects = self.run.organisations = self.run.persons_left_out = 0

    def read(self, *, store: bool) -> None:
        """Read all files; ``store`` says whether their rows are kept."""
        for file in self.files:
            with file.open() as stream:
                table = self._table(file, stream)
                made = self._projects(table) if file.kind == FileKind.PROJECT else self._organisations(table)
                before = self.bytes_done
                for batch in _batches(made):
                    if store:
                        _store(batch)
                    self.bytes_done = before + stream.bytes_read
                    self.report()
                self.bytes_done = before + file.size
        if store:
            CordisOrganisation.objects.left_by(self.run).delete()

    def report(self, *, force: bool = False) -> None:
        """Store and tell the progress, at most once a second."""
        now = time.monotonic()
        if not force and now - self.reported < _SECONDS_BETWEEN_REPORTS:
            return
        self.reported = now
        self.run.percent = min(99, self.bytes_done * 100 // self.bytes_in_all)
        self.run.save()
        self.progress(self.run)

    def _table(self, file: SourceFile, stream: Any) -> Table:
        if file.kind == FileKind.PROJECT:
            return Table(stream, file.name, rows.PROJECT_COLUMNS, rows.PROJECT_IDENTIFIERS, self.problems.add)
        return Table(
            stream, file.name, rows.ORGANISATION_COLUMNS, rows.PROJECT_IDENTIFIERS, self.problems.add
        )

    def _wanted_number(self, row: Row, field: str) -> str:
        number = rows.identifier(row, field)
        return number if not self.wanted or number in self.wanted else ""

    def _projects(self, table: Table) -> Iterator[CordisProject]:
        for row in table:
            if number := self._wanted_number(row, "id"):
                self.run.projects += 1
                yield rows.project(row, number, self.run, self.moment)

    def _organisations(self, table: Table) -> Iterator[CordisOrganisation]:
        for row in table:
            if not (number := self._wanted_number(row, "projectID")):
                continue
            if rows.is_person(row):
                self.run.persons_left_out += 1
            elif (organisation := rows.organisation(row, number, self.run, self.moment)) is not None:
                self.run.organisations += 1
                yield organisation


def _batches(made: Iterator[Any]) -> Iterator[list[Any]]:
    batch = []
    for record in made:
        batch.append(record)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _identity_of(model: type[models.Model]) -> list[str]:
    if model is CordisProject:
        return ["grant_number"]
    return ["grant_number", "identity", "role", "position"]


def _store(batch: list[Any]) -> None:
    """Insert or replace rows; of two with the same identity in one batch the later one stays."""
    model = type(batch[0])
    identity = _identity_of(model)
    rows_by_identity = {tuple(getattr(row, name) for name in identity): row for row in batch}
    updated = [
        field.name
        for field in model._meta.concrete_fields
        if not field.primary_key and field.name not in identity
    ]
    with transaction.atomic():
        model._default_manager.bulk_create(
            rows_by_identity.values(), update_conflicts=True, unique_fields=identity, update_fields=updated
        )
    if connection.queries_logged:
        reset_queries()
