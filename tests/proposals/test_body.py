"""The long text of a partner: read and proposed as plain text, put back among its blocks."""

from typing import Any

import pytest

from cluster_portal.languages.codes import column
from partners.models import PartnerPage
from partners.proposals.models import ChangeProposal
from partners.proposals.paragraphs import text_of_body, with_text
from tests import factories
from tests.proposals.content import body_of, drafted, publish, published
from tests.proposals.people import fields_of, text_of

pytestmark = pytest.mark.django_db

ACCEPT = {"decision": "accept"}
BODY_FR, BODY_EN = column("body", "fr"), column("body", "en")
FIRST = '<p data-block-key="k1">We make <b>steel</b> &amp; glass.</p><ul><li>Rails</li><li>Windows</li></ul>'
SECOND = "<p>Founded in Liège.<br/>Since 1998.</p>"
TEXT = "We make steel & glass.\n\nRails\n\nWindows\n\nFounded in Liège.\nSince 1998."
HEADING = {"type": "heading", "value": {"text": "History"}, "id": "h"}
QUOTE = {"type": "quote", "value": {"text": "Good.", "source": "Ada"}, "id": "q"}


def paragraph(markup: str, key: str = "p") -> dict[str, Any]:
    return {"type": "paragraph", "value": markup, "id": key}


def stream(*blocks: dict[str, Any]) -> Any:
    return PartnerPage._meta.get_field(BODY_EN).stream_block.to_python(list(blocks))


def merged(text: str, *blocks: dict[str, Any]) -> list[Any]:
    return [block["value"] for block in with_text(stream(*blocks), text).raw_data]


@pytest.fixture
def described(partner: Any, image: Any) -> Any:
    """Return the partner with paragraphs, a heading, an image and a quotation in English."""
    picture = {"type": "image", "value": {"image": image.pk, "caption": "Hall"}, "id": "i"}
    body = stream(paragraph(FIRST, "a"), HEADING, picture, paragraph(SECOND, "b"), QUOTE)
    french = stream(paragraph("<p>En français.</p>", "f"))
    factories.publish_edit(partner, body={"en": body, "fr": french})
    return published(partner)


@pytest.fixture
def image(db: None) -> Any:
    """Return an image."""
    from django.core.files.images import ImageFile

    from cluster_portal.media.models import PortalImage
    from tests.proposals.people import picture

    return PortalImage.objects.create(title="Hall", file=ImageFile(picture(), name="hall.png"))


def test_the_form_shows_the_text_of_the_paragraphs(manager, described):
    opened = manager.open(f"/en/space/partner/{described.uuid}/")
    assert opened[BODY_EN].replace("\r\n", "\n") == TEXT
    assert opened[BODY_FR] == "En français."
    assert opened[column("body", "de")] == ""


def test_what_did_not_change_keeps_blocks_and_markup(described, proposed, editor, reader):
    proposal = proposed(**{BODY_EN: TEXT.replace("Since 1998.", "Since 1997.").replace("\n", "\r\n")})
    before = drafted(described)
    editor.answer(proposal, body__en=ACCEPT)
    draft = drafted(described)
    kinds = [kind for kind, _value in body_of(draft, "en")]
    assert kinds == ["paragraph", "heading", "image", "paragraph", "quote"]
    assert body_of(draft, "en")[0] == ("paragraph", FIRST)
    assert body_of(draft, "en")[2] == body_of(before, "en")[2]
    assert body_of(draft, "en")[3] == ("paragraph", "<p>Founded in Liège.<br/>Since 1997.</p>")
    ids = [[block["id"] for block in page.body_en.raw_data] for page in (before, draft)]
    assert ids[0] == ids[1]
    assert "1997" not in reader.get(described.get_url_in("en")).content.decode()
    publish(described)
    page = reader.get(described.get_url_in("en")).content.decode()
    assert "Since 1997." in page
    assert "<b>steel</b>" in page


def test_a_text_is_written_in_its_language_only(described, proposed, editor):
    before = drafted(described)
    editor.answer(proposed(**{column("body", "nl"): "In het Nederlands."}), body__nl=ACCEPT)
    draft = drafted(described)
    assert body_of(draft, "nl") == [("paragraph", "<p>In het Nederlands.</p>")]
    for code in ("fr", "en"):
        assert body_of(draft, code) == body_of(before, code)
    assert not draft.body_de


def test_markup_that_was_typed_is_text(described, proposed, editor, manager, reader):
    typed = "A <script>alert(1)</script> & <b>x</b>"
    proposal = proposed(**{BODY_EN: typed})
    screen = editor.client.get(f"/admin/proposals/{proposal.uuid}/").content.decode()
    assert "<script>alert(1)" not in screen
    added = editor.see(f"/admin/proposals/{proposal.uuid}/").split("Difference")[1]
    assert "<script>alert(1)</script>" in added
    editor.answer(proposal, body__en=ACCEPT)
    publish(described)
    assert "<script>alert(1)" not in reader.get(described.get_url_in("en")).content.decode()
    assert manager.open(f"/en/space/partner/{described.uuid}/")[BODY_EN] == typed


def test_staff_see_the_difference_and_what_was_drafted_meanwhile(described, proposed, editor):
    proposal = proposed(**{BODY_EN: TEXT.replace("steel", "iron")})
    factories.edit(described, body={"en": stream(paragraph("<p>Drafted words.</p>"), QUOTE)})
    screen = editor.client.get(f"/admin/proposals/{proposal.uuid}/").content.decode()
    assert "Drafted words." in screen
    assert "<ins>" in screen
    editor.answer(proposal, body__en={"decision": "accept", "value": "Our words."})
    assert body_of(drafted(described), "en") == [
        ("paragraph", "<p>Our words.</p>"),
        ("quote", QUOTE["value"]),
    ]


def test_a_text_that_is_too_long_is_refused_and_stays(described, manager):
    address, long = f"/en/space/partner/{described.uuid}/", "word " * 1001
    answer = manager.send(address, **{BODY_EN: long})
    assert answer.status_code == 422
    assert "5000 characters" in text_of(answer)
    assert fields_of(answer.content, "seen")[BODY_EN] == long
    assert not ChangeProposal.objects.exists()


def test_a_long_text_that_is_there_is_in_nobodys_way(partner, manager):
    factories.publish_edit(partner, body={"en": stream(paragraph(f"<p>{'word ' * 1200}</p>"))})
    assert manager.send(f"/en/space/partner/{partner.uuid}/", acronym="ALF").status_code == 302
    assert [change.key for change in ChangeProposal.objects.get().changes.all()] == ["acronym"]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (TEXT, [FIRST, HEADING["value"], SECOND]),
        ("", [HEADING["value"]]),
        (TEXT.split("\n\n", 3)[3], [HEADING["value"], SECOND]),
        (f"{TEXT}\n\nMore.", [FIRST, HEADING["value"], f"{SECOND}<p>More.</p>"]),
        (f"Before.\n\n{TEXT}", [f"<p>Before.</p>{FIRST}", HEADING["value"], SECOND]),
        (
            TEXT.replace("Windows", "Windows\n\nDoors"),
            [f"{FIRST}<p>Doors</p>", HEADING["value"], SECOND],
        ),
        (
            TEXT.replace("Rails", "Rails & wheels"),
            [
                f"{FIRST.split('<ul>', maxsplit=1)[0]}<p>Rails &amp; wheels</p><p>Windows</p>",
                HEADING["value"],
                SECOND,
            ],
        ),
        ("Founded in Liège.\nSince 1999.", [HEADING["value"], "<p>Founded in Liège.<br/>Since 1999.</p>"]),
    ],
    ids=["same", "emptied", "less", "added at the end", "added before", "added between", "list", "moved up"],
)
def test_paragraphs_find_their_places(text, values):
    assert merged(text, paragraph(FIRST), HEADING, paragraph(SECOND)) == values


def test_without_a_paragraph_the_text_stands_at_the_end():
    assert merged("One.\n\nTwo.", HEADING, QUOTE) == [
        HEADING["value"],
        QUOTE["value"],
        "<p>One.</p><p>Two.</p>",
    ]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("", ""),
        ("<p></p>", ""),
        ("loose <i>words</i><p>a</p>tail", "loose words\n\na\n\ntail"),
        ("<ul><li>a<ul><li>b</li></ul></li></ul>", "a\n\nb"),
        ("<p>a &lt;b&gt;\n c</p>", "a <b> c"),
    ],
)
def test_rich_text_is_read_as_paragraphs(markup, text):
    assert text_of_body(stream(paragraph(markup))) == text
