"""Reads CORDIS files and proposes what they say about the portal's projects."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from projects.cordis.models import CordisProject, ImportRun, Proposal
from projects.cordis.problems import CordisError, Problem
from projects.cordis.staging import run_import


class Command(BaseCommand):
    """``manage.py import_cordis PATH [--project ID …] [--strict]``."""

    help = (
        "Read CORDIS project and organisation files (a folder, a ZIP archive or a CSV file) and propose their facts. "
        "Nothing on the portal changes until staff accept a fact."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the files and what is wanted of them."""
        parser.add_argument("path", type=Path, help="folder, ZIP archive or CSV file")
        parser.add_argument(
            "--project",
            nargs="+",
            action="extend",
            default=[],
            metavar="ID",
            help="read and propose only these projects (grant numbers), also those that are not on the portal",
        )
        parser.add_argument(
            "--strict", action="store_true", help="import nothing when anything is wrong with the files"
        )

    def handle(self, *args: Any, path: Path, project: list[str], strict: bool, **options: Any) -> None:
        """Import, telling progress on one line and each problem on its own."""
        percent = -1

        def progress(run: ImportRun) -> None:
            nonlocal percent
            if run.percent != percent:
                percent = run.percent
                end = "\r" if self.stdout.isatty() else "\n"
                self.stdout.write(f"{percent:3d} %", ending=end)

        def tell(problem: Problem) -> None:
            self.stderr.write(str(problem))

        run = ImportRun(source=str(path)[:300], strict=strict)
        try:
            run_import(run, path, project, progress, tell)
        except CordisError as error:
            raise CommandError(str(error)) from error
        self.stdout.write("100 %")
        self._sum_up(run, project)

    def _sum_up(self, run: ImportRun, wanted: list[str]) -> None:
        write = self.stdout.write
        write(f"Projects read: {run.projects}. Participations read: {run.organisations}.")
        write(f"Natural persons left out: {run.persons_left_out}. Problems: {run.problem_count}.")
        unknown = set(wanted) - set(
            CordisProject.objects.filter(grant_number__in=wanted).values_list("grant_number", flat=True)
        )
        for number in sorted(unknown):
            self.stderr.write(f"The files hold no project {number}.")
        write(f"Projects with something new to decide: {run.proposals}.")
        for proposal in Proposal.objects.to_decide()[:50]:
            count = proposal.facts.undecided().count()
            write(f"  {proposal.grant_number} {proposal.title}: {count} facts to decide")
