"""Moments for tests of calls: written as the clock on the wall in Brussels shows them."""

from datetime import datetime
from zoneinfo import ZoneInfo

BRUSSELS = ZoneInfo("Europe/Brussels")


def brussels(written: str, fold: int = 0) -> datetime:
    """Return a moment; ``fold`` 1 is the second 02:30 of the night in which summer time ends."""
    return datetime.fromisoformat(written).replace(tzinfo=BRUSSELS, fold=fold)
