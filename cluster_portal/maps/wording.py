"""The words of a map, in the language that is active when they are asked for."""

from collections.abc import Iterable, Mapping, Sequence

from babel import Locale
from babel.lists import format_list
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from cluster_portal.maps.frames import View
from cluster_portal.maps.points import MapPoint

#: Groups, and the sentence on what lies outside, give this many names; the list beside the map has all.
MOST_NAMES = 5


def country_name(code: str) -> str:
    """Return the name of a country by its ISO 3166-1 alpha-2 code, or the code when it has none."""
    return _locale().territories.get(code, code)


def listing(names: Sequence[str]) -> str:
    """Return names as running text, such as “France, Germany and Poland”."""
    return format_list(list(names), locale=_locale())


def map_title(view: View) -> str:
    """Return what a view is called when the caller gives no title."""
    return _("Map of Europe") if view == "europe" else _("Map of the world")


def tier_label(tier: str, labels: Mapping[str, str]) -> str:
    """Return the caller's label of a tier, or a general one."""
    return labels.get(tier) or (_("Neighbouring areas") if tier == "near" else _("Further areas"))


def point_name(point: MapPoint, language: str) -> str:
    """Return the accessible name of a point: with its country, unless the name is in another language."""
    if point.country and not point.foreign_language(language):
        return f"{point.name}, {country_name(point.country)}"
    return point.name


def group_name(points: Sequence[MapPoint]) -> str:
    """Return the accessible name of points that share a marker: how many they are, then their names."""
    names = sorted((point.name for point in points), key=str.casefold)
    others = sum(point.others for point in points)
    return _("%(places)s: %(names)s") % {
        "places": _places(len(points) + others),
        "names": _short_listing(names, others),
    }


def description(
    areas: Iterable[tuple[str, Sequence[str]]],
    points: Sequence[MapPoint],
    outside: Sequence[str],
    others_outside: int = 0,
) -> str:
    """Return what the map shows, in sentences: areas by tier label, how many places, what does not fit.

    `others_outside` places without a name of their own do not fit either.
    """
    sentences = [
        _("%(label)s: %(names)s.") % {"label": label, "names": listing(names)} for label, names in areas
    ]
    if points:
        countries = len({point.country for point in points if point.country})
        places = _places(sum(1 + point.others for point in points))
        sentences.append(
            ngettext("%(places)s in %(count)d country.", "%(places)s in %(count)d countries.", countries)
            % {"places": places, "count": countries}
            if countries
            else f"{places}."
        )
    if outside:
        sentences.append(
            _("Outside this map: %(names)s.") % {"names": _short_listing(outside, others_outside)}
        )
    return " ".join(sentences)


def _short_listing(names: Sequence[str], others: int = 0) -> str:
    if (more := max(0, len(names) - MOST_NAMES) + others) > 0:
        names = [*names[:MOST_NAMES], ngettext("%(count)d more", "%(count)d more", more) % {"count": more}]
    return listing(names)


def _places(count: int) -> str:
    return ngettext("%(count)d place", "%(count)d places", count) % {"count": count}


def _locale() -> Locale:
    return Locale.parse(get_language() or "en", sep="-")
