"""What a reader asks of the list of projects, read from its address."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import urlencode

from django.db import models
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

# Addresses come from anybody: longer values are nobody's.
_LONGEST_VALUE = 40


class Dimension(StrEnum):
    """What projects are filtered by, in the order of the form; the value is the name in the address."""

    STATUS = "status"
    PROGRAMME = "programme"
    SECTOR = "sector"
    COUNTRY = "country"
    PARTNER = "partner"
    ROLE = "role"
    GOAL = "goal"


class Order(models.TextChoices):
    """In which order projects are listed."""

    NEWEST = "newest", _("Newest first")
    ENDING = "ending", _("Ending soon")
    NAME = "name", _("By name")


class View(models.TextChoices):
    """How projects are shown."""

    LIST = "list", _("List")
    MAP = "map", _("Map")


@dataclass(frozen=True, slots=True)
class Criteria:
    """What was asked: one value per dimension, order and view; ``ignored`` holds what was not understood."""

    chosen: Mapping[Dimension, str] = field(default_factory=dict)
    order: Order = Order.NEWEST
    view: View = View.LIST
    ignored: tuple[str, ...] = ()

    def address(self, **changes: str | None) -> str:
        """Return the query string for these criteria with some parameters changed; None drops one.

        It ends in nothing and begins with ``?`` unless it is empty; what stands by default is left out.
        """
        values: dict[str, str | None] = {dimension.value: value for dimension, value in self.chosen.items()}
        values |= {"sort": self.order.value, "view": self.view.value} | changes
        usual = {"sort": Order.NEWEST.value, "view": View.LIST.value}
        kept = {name: value for name, value in values.items() if value and usual.get(name) != value}
        return f"?{urlencode(kept)}" if kept else ""


def read_criteria(query: QueryDict, known: Mapping[Dimension, Iterable[str]]) -> Criteria:
    """Return what ``query`` asks; values that are not among ``known`` are ignored and named in ``ignored``."""
    chosen: dict[Dimension, str] = {}
    ignored: list[str] = []
    for dimension in Dimension:
        for value in filter(None, query.getlist(dimension.value)):
            if dimension not in chosen and value in set(known.get(dimension, ())):
                chosen[dimension] = value
            elif value != chosen.get(dimension):
                ignored.append(value)
    order, view = query.get("sort", ""), query.get("view", "")
    ignored += [value for value in (order,) if value and value not in Order.values]
    ignored += [value for value in (view,) if value and value not in View.values]
    return Criteria(
        chosen,
        Order(order) if order in Order.values else Order.NEWEST,
        View(view) if view in View.values else View.LIST,
        tuple(dict.fromkeys(value[:_LONGEST_VALUE] for value in ignored)),
    )
