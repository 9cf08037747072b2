"""What a reader asks of the directory, read from its address."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db import models
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from partners.listing.dimensions import dimensions

# Addresses come from anybody: longer values are nobody's.
_LONGEST_VALUE = 40
_LONGEST_WORDS = 100


class Order(models.TextChoices):
    """In which order partners are listed."""

    COUNTRY = "country", _("By country")
    NAME = "name", _("By name")


class View(models.TextChoices):
    """How partners are shown."""

    LIST = "list", _("List")
    MAP = "map", _("Map")


class Area(models.TextChoices):
    """What the map shows."""

    EUROPE = "europe", _("Europe")
    WORLD = "world", _("World")


_CHOICES: dict[str, type[models.TextChoices]] = {"sort": Order, "view": View, "area": Area}


@dataclass(frozen=True, slots=True)
class Criteria:
    """What was asked: words, a value per dimension, order, view; ``ignored`` holds what was not understood."""

    words: str = ""
    chosen: Mapping[str, str] = field(default_factory=dict)
    order: Order = Order.COUNTRY
    view: View = View.LIST
    area: Area = Area.EUROPE
    ignored: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Say whether all partners are asked for."""
        return not self.words and not self.chosen

    def address(self, **changes: str | None) -> str:
        """Return the query string for these criteria with some parameters changed; None drops one.

        It begins with ``?`` unless it is empty; what stands by default is left out.
        """
        values: dict[str, str | None] = {"q": self.words, **self.chosen}
        values |= {"sort": self.order.value, "view": self.view.value, "area": self.area.value} | changes
        usual = {"sort": Order.COUNTRY.value, "view": View.LIST.value, "area": Area.EUROPE.value}
        if values["view"] != View.MAP:
            values["area"] = None
        kept = {name: value for name, value in values.items() if value and usual.get(name) != value}
        return f"?{urlencode(kept)}" if kept else ""


def read_words(query: QueryDict) -> str:
    """Return the words looked for (``q``), cut to a sensible length."""
    return query.get("q", "").replace("\0", "").strip()[:_LONGEST_WORDS].strip()


def read_order(query: QueryDict) -> Order:
    """Return the order asked for, or the usual one."""
    value = query.get("sort", "")
    return Order(value) if value in Order.values else Order.COUNTRY


def read_criteria(query: QueryDict, known: Mapping[str, Collection[str]]) -> Criteria:
    """Return what ``query`` asks; values that are not among ``known`` are ignored and named in ``ignored``."""
    chosen: dict[str, str] = {}
    ignored: list[str] = []
    for dimension in dimensions():
        for value in filter(None, query.getlist(dimension.name)):
            if dimension.name not in chosen and value in known.get(dimension.name, ()):
                chosen[dimension.name] = value
            elif value != chosen.get(dimension.name):
                ignored.append(value)
    read: dict[str, Any] = {}
    for name, choices in _CHOICES.items():
        value = query.get(name, "")
        if value in choices.values:
            read[name] = choices(value)
        elif value:
            ignored.append(value)
    return Criteria(
        read_words(query),
        chosen,
        read.get("sort", Order.COUNTRY),
        read.get("view", View.LIST),
        read.get("area", Area.EUROPE),
        tuple(dict.fromkeys(value[:_LONGEST_VALUE] for value in ignored)),
    )
