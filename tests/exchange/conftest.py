"""A page with every kind of block, and the way of its texts out and back."""

import io
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from cluster_portal.blocks import BodyBlock
from cluster_portal.exchange.exporting import package
from cluster_portal.exchange.formats import FORMATS
from cluster_portal.exchange.model import Package
from cluster_portal.exchange.records import drafted
from cluster_portal.identity.models import Contact, KeyFigure
from cluster_portal.languages.codes import content_languages, get_value, translated_fields
from cluster_portal.languages.models import TranslationState, UnitConfirmation
from cluster_portal.languages.querysets import record_type
from cluster_portal.media.models import PortalDocument, PortalImage
from cluster_portal.strategy.models import ContentPage
from tests import factories

XML_FORMATS = ["xliff12", "xliff2"]
ALL_FORMATS = list(FORMATS)

# Markup of every kind that the editor makes, and characters that mean something in XML, PO and HTML.
RICH = {
    "fr": '<p data-block-key="ab1">Lire la <a linktype="page" id="{page}">stratégie <b>internationale</b></a> &amp; '
    'plus<br/>ou <a href="https://example.org/?a=1&amp;b=2">un autre site</a>.</p>'
    '<ul><li data-block-key="cd2">un</li><li data-block-key="ef3"><i>deux</i> &lt;trois&gt;</li></ul>',
    "nl": '<p data-block-key="gh4">De <a linktype="page" id="{page}">internationale <b>strategie</b></a> &amp; '
    'meer<br/>of <a href="https://example.org/?a=1&amp;b=2">een andere site</a>.</p>'
    '<ul><li data-block-key="ij5">een</li><li data-block-key="kl6"><i>twee</i> &lt;drie&gt;</li></ul>',
}


def picture() -> PortalImage:
    """Return an image with a title."""
    data = io.BytesIO()
    Image.new("RGB", (4, 4)).save(data, "PNG")
    return factories.record(
        PortalImage,
        title={"fr": "Une image", "nl": "Een beeld"},
        description={"fr": "Un atelier", "nl": "Een werkplaats"},
        file=ContentFile(data.getvalue(), "image.png"),
        width=4,
        height=4,
    )


def document() -> PortalDocument:
    """Return a document with a title."""
    return factories.record(
        PortalDocument, title={"fr": "Un document", "nl": "Een document"}, file=ContentFile(b"%PDF-", "a.pdf")
    )


def body(language: str, **records: int) -> Any:
    """Return a body with every kind of block."""
    words = {
        "fr": [
            "Titre de partie",
            "Légende",
            "Deux « partenaires »\nnous ont aidés",
            "Un membre",
            "La page",
            "Le site",
        ],
        "nl": [
            "Titel van deel",
            "Onderschrift",
            "Twee “partners”\nhielpen ons",
            "Een lid",
            "De pagina",
            "De site",
        ],
    }[language]

    def key(name: str) -> str:
        return str(uuid.uuid5(uuid.NAMESPACE_OID, name))

    def item(name: str, value: Any) -> dict[str, Any]:
        return {"type": "item", "id": key(name), "value": value}

    values: dict[str, Any] = {
        "heading": {"text": words[0]},
        "paragraph": RICH[language].format(page=records["page"]),
        "image": {"image": records["image"], "caption": words[1]},
        "quote": {"text": words[2], "source": words[3]},
        "key_figures": [item("figure", records["figure"])],
        "contact": records["contact"],
        "links": [
            item("one", {"text": words[4], "page": records["page"], "url": ""}),
            item("two", {"text": words[5], "page": None, "url": "https://example.org/"}),
        ],
        "document": records["document"],
        "notice": {"text": f"<p>{words[0]} <b>!</b></p>", "level": "warning"},
    }
    assert set(values) == set(BodyBlock().child_blocks)
    return [{"type": name, "id": key(name), "value": value} for name, value in values.items()]


@pytest.fixture
def full_page(db: None) -> ContentPage:
    """Return a page with every kind of block in French and Dutch."""
    records = {
        "page": ContentPage.objects.first().pk,
        "image": picture().pk,
        "document": document().pk,
        "figure": KeyFigure.objects.first().pk,
        "contact": Contact.objects.first().pk,
    }
    stream = ContentPage._meta.get_field("body").stream_block
    return factories.plain_page(
        title={"fr": "Page entière", "nl": "Volledige pagina"},
        source_language="fr",
        body={code: stream.to_python(body(code, **records)) for code in ("fr", "nl")},
    )


@pytest.fixture
def plain_page(db: None) -> ContentPage:
    """Return a page with a paragraph and a heading, without Dutch."""
    stream = ContentPage._meta.get_field("body").stream_block
    raw = [
        {"type": "heading", "id": str(uuid.uuid4()), "value": {"text": "Une partie"}},
        {"type": "paragraph", "id": str(uuid.uuid4()), "value": "<p>Un <b>mot</b> gras.</p>"},
        {"type": "contact", "id": str(uuid.uuid4()), "value": Contact.objects.first().pk},
    ]
    return factories.plain_page(
        title={"fr": "Une page"}, source_language="fr", body={"fr": stream.to_python(raw)}
    )


@pytest.fixture
def export() -> Callable[..., bytes]:
    """Return a function that exports records from French to Dutch."""

    def write(form: str, *records: Any, states: tuple[str, ...] = ()) -> bytes:
        return FORMATS[form].write(packed(*records, states=states))

    return write


def packed(*records: Any, states: tuple[str, ...] = ()) -> Package:
    """Return the texts of records from French to Dutch, as drafted."""
    fresh = [drafted(type(record).objects.get(pk=record.pk)) for record in records]
    return package(fresh, "fr", "nl", states)


def stored(record: Any, languages: list[str] | None = None) -> dict[str, Any]:
    """Return the texts of a record as drafted, rows included, and what is known of its translations."""
    fresh = drafted(type(record).objects.get(pk=record.pk))
    content = fresh.serializable_data() if hasattr(fresh, "serializable_data") else {}
    texts = {
        (field, code): str(get_value(fresh, field, code))
        for field in translated_fields(type(fresh))
        for code in languages or content_languages()
    }
    return {"texts": texts, "content": content, "revision": getattr(fresh, "latest_revision_id", None)}


def known(record: Any) -> tuple[list[Any], list[Any]]:
    """Return the stored confirmations and states of a record."""
    of_record = {"content_type": record_type(record), "object_id": record.pk}
    return (
        list(UnitConfirmation.objects.filter(**of_record).order_by("pk").values()),
        list(
            TranslationState.objects.filter(**of_record)
            .order_by("language")
            .values("language", "state", "units")
        ),
    )
