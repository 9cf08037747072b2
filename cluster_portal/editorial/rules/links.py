"""Links: what they are called, and where they lead."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from wagtail import blocks

from cluster_portal.database import record_key
from cluster_portal.editorial.codes import ProblemCode
from cluster_portal.editorial.problems import Problem, bodies_of
from cluster_portal.editorial.rules.walking import values_of
from cluster_portal.languages.block_texts import parts_of
from cluster_portal.languages.codes import content_languages
from cluster_portal.languages.fingerprints import readable
from cluster_portal.languages.units import Unit
from cluster_portal.media.models import PortalDocument
from cluster_portal.pages.models import PortalPage

# Texts that say nothing out of their sentence, in whichever language they stand.
_SAY_NOTHING = {
    *(
        "ici",
        "cliquez ici",
        "cliquer ici",
        "clique ici",
        "par ici",
        "lien",
        "ce lien",
        "le lien",
        "suivez ce lien",
    ),
    *("en savoir plus", "savoir plus", "lire la suite", "la suite", "suite", "plus", "plus d'infos"),
    *(
        "plus d'info",
        "plus d'informations",
        "plus d'information",
        "voir",
        "voir ici",
        "voir plus",
        "lire plus",
    ),
    *(
        "here",
        "click here",
        "click",
        "this link",
        "link",
        "the link",
        "follow this link",
        "more",
        "read more",
    ),
    *("learn more", "find out more", "see more", "see here", "more info", "more information", "more details"),
    *(
        "hier",
        "klik hier",
        "hier klikken",
        "klik",
        "deze link",
        "meer",
        "lees meer",
        "lees verder",
        "meer info",
    ),
    *("meer informatie", "meer weten", "bekijk", "bekijk hier", "zie hier"),
    *("hier klicken", "klicken sie hier", "klicken", "dieser link", "mehr", "mehr erfahren", "mehr lesen"),
    *(
        "weiterlesen",
        "mehr infos",
        "mehr informationen",
        "weitere informationen",
        "weitere infos",
        "siehe hier",
    ),
}
_LINK = re.compile(r"<a\b(?P<attributes>[^>]*)>(?P<text>.*?)</a>", re.DOTALL)
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Link:
    """One link of a text."""

    unit_key: str
    label: str
    language: str
    text: str
    page: int | None = None
    document: int | None = None
    address: str = ""


def problems(instance: models.Model, units: Sequence[Unit]) -> Iterator[Problem]:
    """Yield what is wrong with the links of a record."""
    links = [*_links_in_text(units), *_links_in_blocks(instance)]
    pages = _existing(PortalPage, {link.page for link in links if link.page})
    documents = _existing(PortalDocument, {link.document for link in links if link.document})
    for link in links:
        if says_nothing(link.text):
            yield _problem(link, ProblemCode.EMPTY_LINK, text=link.text)
        if (link.page and link.page not in pages) or (link.document and link.document not in documents):
            yield _problem(link, ProblemCode.MISSING_TARGET)
        other = language_of_address(link.address)
        if other and other != link.language:
            yield _problem(link, ProblemCode.LINK_LANGUAGE, other=other, address=link.address)


def _problem(link: Link, code: ProblemCode, **details: str) -> Problem:
    return Problem(link.unit_key, link.language, code, link.text[:250], link.label, details)


def says_nothing(text: str) -> bool:
    """Say whether a link text tells nobody where the link leads."""
    plain = " ".join(re.sub(r"[^\w'’]+", " ", text.replace("’", "'")).split()).strip("'").casefold()
    return not plain or plain in _SAY_NOTHING


def language_of_address(address: str) -> str:
    """Return the language of an address of this portal, empty for every other address."""
    parts = urlsplit(address.strip())
    own = urlsplit(settings.SITE_URL)
    if parts.netloc and parts.netloc != own.netloc:
        return ""
    if parts.scheme not in ("", "http", "https"):
        return ""
    first = parts.path.lstrip("/").split("/", 1)[0]
    return first if parts.path.startswith("/") and first in content_languages() else ""


def _existing(model: Any, keys: set[int]) -> set[int]:
    return set(model.objects.filter(pk__in=keys).values_list("pk", flat=True)) if keys else set()


def _links_in_text(units: Sequence[Unit]) -> Iterator[Link]:
    for unit in units:
        if not unit.is_html:
            continue
        for language in content_languages():
            for match in _LINK.finditer(unit.text(language)):
                attributes = dict(_ATTRIBUTE.findall(match["attributes"]))
                kind, key = attributes.get("linktype"), attributes.get("id", "")
                number = record_key(key) or -1
                yield Link(
                    unit.key,
                    unit.label,
                    language,
                    readable(match["text"]),
                    page=number if kind == "page" else None,
                    document=number if kind == "document" else None,
                    address=attributes.get("href", ""),
                )


def _links_in_blocks(instance: models.Model) -> Iterator[Link]:
    for language in content_languages():
        for name, definition, items in bodies_of(instance, language):
            for path, block, value in values_of(definition, items):
                if isinstance(block, blocks.StructBlock) and {"text", "url"} <= set(block.child_blocks):
                    value = parts_of(value)
                    page = value.get("page")
                    yield Link(
                        f"{name}/{path}/text",
                        str(block.label),
                        language,
                        str(value.get("text") or ""),
                        page=page if isinstance(page, int) else None,
                        address=str(value.get("url") or ""),
                    )
