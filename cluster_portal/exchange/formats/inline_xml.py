"""Codes written as XML elements."""

from collections.abc import Collection, Iterator, Mapping

from django.utils.translation import gettext as _
from lxml import etree

from cluster_portal.exchange.formats.xml import Element, local_name
from cluster_portal.exchange.inline import Content, Kind, Mark, joined, words


class NotCodesError(ValueError):
    """An element that is no code."""


def read(
    element: Element | None, namespace: str, codes: Mapping[str, Kind], transparent: Collection[str]
) -> tuple[Content, str]:
    """Return the content of an element, and why it cannot be used (empty when it can).

    ``codes`` names the elements that are codes, ``transparent`` those of which only the text counts.
    """
    if element is None:
        return (), ""
    try:
        content = joined(list(_parts(element, namespace, codes, transparent)))
    except NotCodesError as error:
        return (), str(error)
    # What a tool lays out around an empty translation is no translation.
    return (content if any(isinstance(part, Mark) for part in content) or words(content) else ()), ""


def _parts(
    element: Element, namespace: str, codes: Mapping[str, Kind], transparent: Collection[str]
) -> Iterator[str | Mark]:
    if element.text:
        yield element.text
    for child in element:
        name = local_name(child)
        is_ours = bool(name) and etree.QName(child).namespace == namespace
        if is_ours and name in transparent:
            yield from _parts(child, namespace, codes, transparent)
        elif is_ours and name in codes and child.get("id"):
            yield from _code(child, namespace, codes, transparent)
        else:
            shown = " ".join(f'{key}="{value}"' for key, value in child.attrib.items()) if name else ""
            raise NotCodesError(
                _("“%s” is no code of the source; other markup is not taken in.")
                % f"<{name or 'entity'} {shown}".strip()[:80]
            )
        if child.tail:
            yield child.tail


def _code(
    child: Element, namespace: str, codes: Mapping[str, Kind], transparent: Collection[str]
) -> Iterator[str | Mark]:
    identity = child.get("id")
    if codes[local_name(child)] is Kind.ALONE:
        yield Mark(Kind.ALONE, identity)
        return
    yield Mark(Kind.OPEN, identity)
    yield from _parts(child, namespace, codes, transparent)
    yield Mark(Kind.CLOSE, identity)


def misplaced(identity: str) -> str:
    """Return the fault of a unit that stands in another record's part of the file."""
    return _("The unit %s stands in the part of another page or record.") % identity
