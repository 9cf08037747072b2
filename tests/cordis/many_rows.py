"""Writes CORDIS files with many rows, to measure with: ``python -m tests.cordis.many_rows FOLDER 1000000``."""

import sys
from pathlib import Path

from tests.cordis.files import ORGANISATION_HEADER, PROJECT_HEADER, organisation, project

_PARTS = 8


def write(folder: Path, rows: int) -> None:
    """Write ``rows`` participations and an eighth as many projects."""
    folder.mkdir(parents=True, exist_ok=True)
    objective = "An invented objective with the length of a real one. " * 30
    with (folder / "project.csv").open("w", encoding="utf-8") as stream:
        stream.write(f"{PROJECT_HEADER}\n")
        for n in range(rows // _PARTS):
            stream.write(project(str(100_000 + n), acronym=f"INV{n}", objective=objective) + "\n")
    with (folder / "organization.csv").open("w", encoding="utf-8") as stream:
        stream.write(f"{ORGANISATION_HEADER}\n")
        for n in range(rows):
            line = organisation(
                f"INVENTED WORKS {n % 50_000} SRL",
                str(100_000 + n // _PARTS),
                organisationID=str(900_000_000 + n % 50_000),
                geolocation="50.46,4.86",
                order=str(n % _PARTS + 1),
                netEcContribution="12345,67",
            )
            stream.write(f"{line}\n")


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
