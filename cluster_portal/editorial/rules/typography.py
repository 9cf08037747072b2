"""Slips of the keyboard that typography has other signs for."""

import re
from collections.abc import Iterator

from cluster_portal.editorial.codes import ProblemCode
from cluster_portal.editorial.problems import Problem, excerpt
from cluster_portal.editorial.rules.prose import prose
from cluster_portal.languages.units import Unit

QUOTES = {"fr": "« »", "en": "“ ”", "nl": "“ ”", "de": "„ “"}
_NO_BREAK = "\u00a0\u202f"
# A sign is punctuation when a blank, the end or a closing sign follows: 10:30 and 1:1 are none.
_AFTER = r"(?=[\s»”’)\]]|$)"

_EVERYWHERE = {
    "double_space": re.compile(r"(?<=\S) {2,}(?=\S)"),
    "dots": re.compile(r"\.{3,}"),
    "straight_apostrophe": re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])|(?<=\s)'(?=[snt]\b)"),
    # After a figure the sign may mean inches.
    "straight_quotes": re.compile(r'(?<!\d)"'),
    "space_before_sign": re.compile(rf"(?<=\w) (?P<sign>[,.]){_AFTER}"),
}
_FRENCH = {
    "french_space": re.compile(rf"(?<=[\w»”’)\]%€])(?P<sign>[:;!?]){_AFTER}"),
    "french_plain_space": re.compile(rf"(?<=[\w»”’)\]%€]) (?P<sign>[:;!?]){_AFTER}"),
    "french_guillemets": re.compile(rf"«(?![{_NO_BREAK}])|(?<![{_NO_BREAK}])»"),
}
_OTHERS = {
    "space_before_sign": re.compile(
        rf"(?<=\w)(?: (?P<sign>[,.:;!?])|[{_NO_BREAK}](?P<other>[:;!?])){_AFTER}"
    ),
}


def problems(unit: Unit, language: str) -> Iterator[Problem]:
    """Yield one problem for each kind of slip in a text."""
    text = prose(unit, language)
    rules = _EVERYWHERE | (_FRENCH if language == "fr" else _OTHERS)
    for slip, pattern in rules.items():
        match = pattern.search(text)
        if match:
            signs = match.groupdict()
            details = {
                "slip": slip,
                "sign": signs.get("sign") or signs.get("other") or "",
                "quotes": QUOTES.get(language, "“ ”"),
            }
            yield Problem(
                unit.key,
                language,
                ProblemCode.TYPOGRAPHY,
                excerpt(text, *match.span()),
                unit.label,
                details,
            )
