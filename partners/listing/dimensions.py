"""What partners are filtered by. Apps that know partners register theirs here."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Min, QuerySet, Value
from django.db.models.functions import Cast
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cluster_portal.countries import country_name
from cluster_portal.instances import KeyList
from cluster_portal.languages.codes import active_language, column, reading_order
from cluster_portal.pages.querysets import Reader

_TEXT = CharField()


@dataclass(frozen=True, slots=True)
class Dimension:
    """Something partners are filtered by; ``name`` stands in the address, ``place`` says where in the form.

    ``grouped`` returns the partners of each value as far as the reader may know, made with ``group_keys``; partners
    that the reader may not see are left out later. A value is called what ``label_of`` says, or the title of the
    page with that key (``by_page``), or what ``group_keys`` brought along.
    """

    name: str
    label: str | Promise
    place: int
    grouped: "Callable[[Reader], QuerySet[Any]] | None" = None
    label_of: Callable[[str], str] | None = None
    by_page: bool = False


def group_keys(rows: "QuerySet[Any]", name: str, value: str, key: str, *, names: str = "") -> "QuerySet[Any]":
    """Group the partners in column ``key`` of ``rows`` by ``value``, for the dimension called ``name``.

    ``names`` is a translated column that says what a value is called. ``rows`` names columns with their language
    itself (``rewrite(False)``).
    """
    nothing = Value("", output_field=_TEXT)
    columns: dict[str, Any] = {
        "dimension": Value(name, output_field=_TEXT),
        "found_value": Cast(Min(value), _TEXT),
        "found_keys": KeyList(key),
    }
    for number, code in enumerate(reading_order(active_language())):
        columns[f"label_{number}"] = Min(column(names, code)) if names else nothing
    return rows.order_by().values(value).annotate(**columns).values_list(*columns)


def _kind_label(value: str) -> str:
    from partners.models import PartnerPage

    return str(PartnerPage.Kind(value).label) if value in PartnerPage.Kind.values else value


COUNTRY = Dimension("country", _("Country"), 10, label_of=country_name)
KIND = Dimension("kind", _("Kind of organisation"), 20, label_of=_kind_label)

_dimensions = [COUNTRY, KIND]


def register_dimension(dimension: Dimension) -> Dimension:
    """Let readers filter the directory by something more."""
    _dimensions.append(dimension)
    _dimensions.sort(key=lambda known: known.place)
    return dimension


def dimensions() -> tuple[Dimension, ...]:
    """Return what partners are filtered by, in the order of the form."""
    return tuple(_dimensions)
