"""Countries by ISO 3166-1 alpha-2 code; names come from Babel in the reader's language."""

from babel import Locale

from cluster_portal.languages.codes import active_language

# Kosovo has no ISO code; XK is what the European Commission uses.
_NOT_COUNTRIES = {"EU", "EZ", "UN", "XA", "XB", "QO", "ZZ"}


def country_name(code: str) -> str:
    """Return the name of a country in the active language, the code itself when it is unknown."""
    return Locale.parse(active_language()).territories.get(code, code)


def country_choices() -> list[tuple[str, str]]:
    """Return codes and names, sorted by name in the active language."""
    territories = Locale.parse(active_language()).territories
    pairs = [
        (code, name)
        for code, name in territories.items()
        if len(code) == 2 and code.isalpha() and code not in _NOT_COUNTRIES
    ]
    return sorted(pairs, key=lambda pair: pair[1].casefold())
