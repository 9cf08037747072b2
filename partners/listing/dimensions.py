"""What partners are filtered by. Apps that know partners register theirs here."""

from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cluster_portal.countries import country_name
from cluster_portal.languages.texts import Text
from cluster_portal.pages.closed import Reader


@dataclass(frozen=True, slots=True)
class Dimension:
    """Something partners are filtered by; ``name`` stands in the address, ``place`` says where in the form.

    A value is called what ``label_of`` says, or the title of the page with that key (``by_page``), or the name that
    was read with it.
    """

    name: str
    label: str | Promise
    place: int
    label_of: Callable[[str], str] | None = None
    by_page: bool = False


Partners = AbstractSet[int]


@dataclass(slots=True)
class Values:
    """The keys of the partners that have each value of some dimensions, and what values are called.

    ``by_dimension`` may hold partners that the reader may not see: they are left out later.
    """

    by_dimension: dict[str, dict[str, Partners]]
    names: dict[tuple[str, str], Text] = field(default_factory=dict)


#: Returns the values of some dimensions as far as a reader may know them, with one query.
ReadValues = Callable[[Reader], Values]


def _kind_label(value: str) -> str:
    from partners.models import PartnerPage

    return str(PartnerPage.Kind(value).label) if value in PartnerPage.Kind.values else value


COUNTRY = Dimension("country", _("Country"), 10, country_name)
KIND = Dimension("kind", _("Kind of organisation"), 20, _kind_label)

_dimensions = [COUNTRY, KIND]
_readers: list[ReadValues] = []


def register_dimensions(*more: Dimension, read: ReadValues) -> None:
    """Let readers filter the directory by something more; ``read`` returns the values of these dimensions."""
    _dimensions.extend(more)
    _dimensions.sort(key=lambda known: known.place)
    _readers.append(read)


def dimensions() -> tuple[Dimension, ...]:
    """Return what partners are filtered by, in the order of the form."""
    return tuple(_dimensions)


def read_values(reader: Reader) -> Iterable[Values]:
    """Return the values that apps know of."""
    return (read(reader) for read in _readers)
