"""Contents with codes written as tags, ``<g1>…</g1>`` and ``<x2/>``: for PO, spreadsheets and machines."""

import re

from django.utils.translation import gettext as _

from cluster_portal.exchange.inline import Content, Kind, Mark, joined

_TAG = re.compile(r"<(?:(?P<end>/?)g(?P<pair>[0-9a-z-]+)|x(?P<alone>[0-9a-z-]+)/)>")
_MARKUP = re.compile(r"<\s*/?\s*[a-zA-Z!?][^<>]*>")
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


class NotTagsError(ValueError):
    """A text with markup that is no code."""


def write(content: Content) -> str:
    """Return a content as one text."""
    parts = []
    for part in content:
        if isinstance(part, str):
            parts.append(part.replace("&", "&amp;").replace("<", "&lt;"))
        elif part.kind is Kind.ALONE:
            parts.append(f"<x{part.code}/>")
        else:
            parts.append(f"<{'/' if part.kind is Kind.CLOSE else ''}g{part.code}>")
    return "".join(parts)


def read(text: str) -> Content:
    """Return the content of a text. Raises NotTagsError, with what stands there, for other markup."""
    parts: list[str | Mark] = []
    place = 0
    for match in _TAG.finditer(text):
        parts.append(_text(text[place : match.start()]))
        if match["alone"]:
            parts.append(Mark(Kind.ALONE, match["alone"]))
        else:
            parts.append(Mark(Kind.CLOSE if match["end"] else Kind.OPEN, match["pair"]))
        place = match.end()
    parts.append(_text(text[place:]))
    return joined(parts)


def _text(text: str) -> str:
    markup = _MARKUP.search(text)
    if markup:
        raise NotTagsError(_("“%s” is no code of the source; other markup is not taken in.") % markup[0][:60])
    for entity, character in _ENTITIES:
        text = text.replace(entity, character)
    return text
