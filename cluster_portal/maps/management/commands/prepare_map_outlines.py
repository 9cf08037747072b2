"""Makes the files of outlines that the maps are drawn from; needed only to change their detail or frame."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cluster_portal.maps.frames import FRAMES, View
from cluster_portal.maps.outlines import DATA_DIRECTORY, outlines
from cluster_portal.maps.preparation import Detail, prepare

DETAILS: dict[View, Detail] = {
    "europe": Detail(bend=4.5, island=12, mark=200, net_step=10, net_west=-60, net_east=80),
    "world": Detail(bend=2.2, island=4, mark=16, net_step=20, net_west=-160, net_east=180),
}


class Command(BaseCommand):
    help = (
        "Write the map outlines of Europe and of the world from a world atlas in TopoJSON "
        "(countries-50m.json of the npm package world-atlas: Natural Earth, public domain)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("atlas", type=Path, help="path of countries-50m.json")
        parser.add_argument("--output", type=Path, default=DATA_DIRECTORY, help="directory to write to")

    def handle(self, *args: Any, atlas: Path, output: Path, **options: Any) -> None:
        try:
            topology = json.loads(atlas.read_text(encoding="utf-8"))
            prepared = {view: prepare(topology, FRAMES[view], detail) for view, detail in DETAILS.items()}
        except OSError as error:
            raise CommandError(f"The atlas cannot be read: {error}") from error
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise CommandError(f"{atlas} is not a world atlas in TopoJSON: {error!r}") from error
        for view, found in prepared.items():
            path = output / f"{view}.json"
            path.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
            self.stdout.write(f"{path}: {len(found['countries'])} countries, {path.stat().st_size} bytes")
        outlines.cache_clear()
