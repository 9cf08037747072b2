"""What every format tells the translator about a unit."""

from cluster_portal.exchange.inline import words
from cluster_portal.exchange.model import OutRecord, OutUnit


def context(record: OutRecord, unit: OutUnit) -> str:
    """Return where a unit stands: title and kind of the record, address, field."""
    where = f"{record.kind}: {record.title}"
    if record.address:
        where = f"{where} ({record.address})"
    return f"{where}\n{unit.label}"


def previous(unit: OutUnit) -> str:
    """Return what the source said when the translation was made, empty when that still holds."""
    return words(unit.previous.content)


def limit(unit: OutUnit) -> str:
    """Return the most characters the translation may have, empty when there is no limit."""
    return f"Maximum length: {unit.max_length} characters" if unit.max_length else ""


def codes(unit: OutUnit) -> str:
    """Return what the codes of a unit stand for."""
    return ", ".join(f"{code.identity} = {code.opening}" for code in unit.source.codes.values())
