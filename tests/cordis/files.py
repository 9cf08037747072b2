"""CORDIS files for tests: the sample, and files with faults."""

import zipfile
from pathlib import Path

SAMPLE = Path(__file__).resolve().parent / "data"
PROJECT_HEADER = (
    '"id";"acronym";"status";"title";"startDate";"endDate";"totalCost";"ecMaxContribution";"frameworkProgramme";'
    '"objective";"contentUpdateDate"'
)
ORGANISATION_HEADER = (
    '"projectID";"organisationID";"vatNumber";"name";"shortName";"activityType";"street";"postCode";"city";"country";'
    '"nutsCode";"geolocation";"organizationURL";"contentUpdateDate";"order";"role";"ecContribution";"netEcContribution"'
)
NUMBER = "900000001"


def quoted(*cells: str) -> str:
    """Return a line of a CSV file."""
    return ";".join('"' + cell.replace('"', '""') + '"' for cell in cells)


def project(number: str = NUMBER, **cells: str) -> str:
    """Return a project's line."""
    values = {
        "id": number,
        "acronym": "INVENTED",
        "status": "SIGNED",
        "title": "An invented project",
        "startDate": "2023-01-01",
        "endDate": "2025-12-31",
        "totalCost": "1000000",
        "ecMaxContribution": "800000,5",
        "frameworkProgramme": "HORIZON",
        "objective": "To be read by tests.",
        "contentUpdateDate": "2024-05-06 07:08:09",
    } | cells
    return quoted(*(values[name.strip('"')] for name in PROJECT_HEADER.split(";")))


def organisation(name: str, number: str = NUMBER, **cells: str) -> str:
    """Return an organisation's line."""
    values = {
        "projectID": number,
        "organisationID": "",
        "vatNumber": "",
        "name": name,
        "shortName": "",
        "activityType": "",
        "street": "RUE DE L'EXEMPLE 1",
        "postCode": "5000",
        "city": "NAMUR",
        "country": "BE",
        "nutsCode": "BE352",
        "geolocation": "",
        "organizationURL": "",
        "contentUpdateDate": "2024-05-06 07:08:09",
        "order": "1",
        "role": "participant",
        "ecContribution": "",
        "netEcContribution": "",
    } | cells
    return quoted(*(values[column.strip('"')] for column in ORGANISATION_HEADER.split(";")))


def folder(path: Path, projects: list[str], organisations: list[str]) -> Path:
    """Write both files into a folder."""
    path.mkdir(parents=True, exist_ok=True)
    (path / "project.csv").write_text("\n".join([PROJECT_HEADER, *projects, ""]), encoding="utf-8")
    (path / "organization.csv").write_text(
        "\n".join([ORGANISATION_HEADER, *organisations, ""]), encoding="utf-8"
    )
    return path


def zipped(path: Path, files: dict[str, bytes | str]) -> Path:
    """Write an archive."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def sample_zip(path: Path) -> Path:
    """Write the sample as an archive."""
    return zipped(path, {name: (SAMPLE / name).read_bytes() for name in ("project.csv", "organization.csv")})
