"""A text as it is read: without markup, one line per paragraph, addresses masked."""

import re

from cluster_portal.exchange.inline import Kind, from_html
from cluster_portal.languages.units import Unit

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+")


def prose(unit: Unit, language: str) -> str:
    """Return the text of a unit; web and mail addresses are replaced by as many letters."""
    text = unit.text(language)
    if unit.is_html:
        text = _from_html(text)
    return _ADDRESS.sub(lambda match: "x" * len(match[0]), text)


def _from_html(html: str) -> str:
    coded = from_html(html)
    parts = []
    for part in coded.content:
        if isinstance(part, str):
            # Line breaks in the stored markup are layout.
            parts.append(re.sub(r"\s*\n\s*", " ", part))
        elif coded.codes[part.code].is_structure or (
            part.kind is Kind.ALONE and coded.codes[part.code].name == "br"
        ):
            parts.append("\n")
    return "".join(parts)
