"""Measures the directory of partners at two sizes, in a database of its own on the server in use."""

from argparse import ArgumentParser

from django.core.management.base import CommandError

from partners.models import PartnerIndexPage, PartnerPage
from projects.generating import generate
from projects.management.commands import benchmark
from projects.models import Participation

# A project for so many partners, each project with as many participations as the generator gives by itself.
_PARTNERS_PER_PROJECT = 5


class Command(benchmark.Command):
    """``manage.py benchmark_directory``."""

    help = (
        "Print the server's time for the directory of partners, its filters, its search and its map at two sizes, "
        "nothing cached. Everything happens in a new database on the server in use, which is removed afterwards."
    )
    counted = "partners"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the sizes, in partners, and the number of runs."""
        super().add_arguments(parser)
        parser.set_defaults(sizes=[50, 5_000])

    def _count(self) -> int:
        return PartnerPage.objects.count()

    def _make(self, number: int) -> None:
        generate(max(1, number // _PARTNERS_PER_PROJECT), partners=number)

    def _addresses(self, language: str) -> dict[str, str]:
        index = PartnerIndexPage.objects.filter(live=True).first()
        if index is None:
            raise CommandError("There is no directory of partners (manage.py load_content).")
        directory = index.get_url_in(language)
        busy = Participation.objects.values_list("project__programme", flat=True)
        programme = busy.filter(project__programme__isnull=False).order_by("pk").first()
        partner = PartnerPage.objects.filter(live=True).order_by("-pk").first()
        return {
            "home page": f"/{language}/",
            "directory": f"{directory}",
            "last page": f"{directory}?page=999999",
            "filters with counts": f"{directory}?country=DE&role=participant&programme={programme}",
            "search": f"{directory}?q=clust",
            "map of Europe": f"{directory}?view=map",
            "map of the world": f"{directory}?view=map&area=world",
            "map, filtered": f"{directory}?view=map&country=DE",
            "partner page": str(partner.get_url_in(language)),
        }
