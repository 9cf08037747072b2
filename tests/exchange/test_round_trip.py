"""Texts out and back: unchanged they change nothing, reversed by another program they all arrive."""

import io
import itertools
import re
from collections.abc import Callable
from html import escape, unescape
from typing import Any

import openpyxl
import pytest
from translate.storage import factory, pypo, xliff, xliff2
from wagtail.models import Revision

from cluster_portal.exchange import texts
from cluster_portal.exchange.applying import apply_file
from cluster_portal.exchange.exporting import package
from cluster_portal.exchange.formats import FORMATS, read
from cluster_portal.exchange.inline import from_html, letters
from cluster_portal.exchange.planning import plan_file
from cluster_portal.exchange.selection import Selection, selected
from cluster_portal.languages.codes import get_value
from cluster_portal.languages.models import TranslationState, UnitConfirmation
from cluster_portal.languages.units import units_of
from tests.exchange.conftest import ALL_FORMATS, known, stored

pytestmark = pytest.mark.django_db


_TAGS = re.compile(r"(</?[gx][0-9a-z-]+/?>)")


def whole_content() -> list[Any]:
    return list(selected(Selection()))


@pytest.mark.parametrize("form", ALL_FORMATS)
def test_whole_content_imported_unchanged_changes_nothing(form: str, full_page: Any) -> None:
    records = whole_content()
    made = package(records, "fr", "nl")
    expected = sum(bool(unit.text("fr")) for record in records for unit in units_of(record))
    assert made.units == expected
    assert made.units > 370
    kinds = {unit.label for record in made.records if record.title == "Page entière" for unit in record.units}
    assert {"Heading", "Paragraph", "Image", "Quotation", "Links", "Notice"} <= {
        label.split(" › ")[1] for label in kinds if " › " in label
    }
    before = [(stored(record), known(record)) for record in records]
    revisions = Revision.objects.count()
    plan = apply_file(read(FORMATS[form].write(made)))
    assert plan.counts() == {"new": 0, "changed": 0, "confirmed": 0, "unchanged": made.units, "refused": 0}
    assert [(stored(record), known(record)) for record in records] == before
    assert Revision.objects.count() == revisions


def reversed_xliff(data: bytes, store_class: Any) -> bytes:
    store = store_class.parsestring(data)
    for unit in store.units:
        for element in _targets(unit):
            _reverse_text(element)
    return bytes(store)


def _targets(unit: Any) -> list[Any]:
    target = unit.get_target_dom()
    assert target is not None
    return [target]


def _reverse_text(element: Any) -> None:
    for node in element.iter():
        if node.text:
            node.text = node.text[::-1]
        if node is not element and node.tail:
            node.tail = node.tail[::-1]


def _reversed_between_tags(text: str) -> str:
    parts = _TAGS.split(text)
    is_rich = len(parts) > 1
    reverse = (
        (lambda part: escape(unescape(part)[::-1], quote=False)) if is_rich else (lambda part: part[::-1])
    )
    return "".join(part if place % 2 else reverse(part) for place, part in enumerate(parts))


def reversed_po(data: bytes) -> bytes:
    store = pypo.pofile.parsestring(data)
    for unit in store.units:
        if not unit.isheader():
            unit.target = _reversed_between_tags(unit.target)
    return bytes(store)


def reversed_xlsx(data: bytes) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(data))
    for row in book["Texts"].iter_rows(min_row=2):
        if row[3].value:
            row[3].value = _reversed_between_tags(row[3].value)
            row[3].data_type = "s"
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


REVERSED: dict[str, Callable[[bytes], bytes]] = {
    "xliff12": lambda data: reversed_xliff(data, xliff.xlifffile),
    "xliff2": lambda data: reversed_xliff(data, xliff2.Xliff2File),
    "po": reversed_po,
    "xlsx": reversed_xlsx,
}


@pytest.mark.parametrize("form", ALL_FORMATS)
def test_reversed_by_another_program_all_arrives_with_its_markup(form: str, full_page: Any) -> None:
    records = whole_content()
    made = package(records, "fr", "nl")
    expected = {}
    for record in records:
        for unit in units_of(record):
            if unit.text("fr") and unit.text("nl"):
                expected[str(record), unit.key] = (texts.coded(unit, "nl"), unit)
    file = read(REVERSED[form](FORMATS[form].write(made)))
    plan = plan_file(file)
    assert [(r.title, u.key, u.reason) for r in plan.records for u in r.refused] == []
    plan = apply_file(file)
    counts = plan.counts()
    palindromes = [
        key
        for key, (old, unit) in expected.items()
        if letters(old.content).strip() == letters(old.content).strip()[::-1]
    ]
    assert counts["refused"] == counts["new"] == counts["confirmed"] == 0
    assert counts["changed"] + counts["unchanged"] == made.units
    assert counts["changed"] >= len(expected) - len(palindromes) - 2
    for record in whole_content():
        for unit in units_of(record):
            if (str(record), unit.key) not in expected:
                continue
            old, _ = expected[str(record), unit.key]
            new = texts.coded(unit, "nl")
            if unit.is_html:
                reference = from_html(unit.text("nl"))
                assert sorted(code.name for code in old.codes.values()) == sorted(
                    code.name for code in reference.codes.values()
                )
                assert [p if not isinstance(p, str) else p[::-1] for p in old.content] == list(new.content)
            else:
                assert new.content
                assert letters(new.content).split() == letters(old.content)[::-1].split()
    assert not TranslationState.objects.filter(language="nl", state="outdated").exists()


def test_toolkit_knows_each_format(full_page: Any, export: Callable[..., bytes]) -> None:
    for form, name in (("xliff12", "a.xlf"), ("po", "a.po")):
        stream = io.BytesIO(export(form, full_page))
        stream.name = name
        store = factory.getobject(stream)
        assert len([unit for unit in store.units if unit.istranslatable()]) == 9


@pytest.mark.parametrize("form", ALL_FORMATS)
def test_a_translation_becomes_a_draft_of_its_language_only(
    form: str, plain_page: Any, export: Callable[..., bytes]
) -> None:
    data = _translated(form, export(form, plain_page))
    live = type(plain_page).objects.get(pk=plain_page.pk)
    before = stored(plain_page, ["fr", "en", "de"])["texts"]
    first = apply_file(read(data)).counts()
    assert (first["new"], first["refused"]) == (3, 0)
    assert stored(plain_page, ["fr", "en", "de"])["texts"] == before
    fresh = type(plain_page).objects.get(pk=plain_page.pk)
    draft = fresh.get_latest_revision_as_object()
    body = get_value(draft, "body", "nl")
    assert [block.block_type for block in body] == ["heading", "paragraph", "contact"]
    assert body[1].value.source == "<p>NL <b>NL</b> NL</p>"
    assert get_value(draft, "title", "nl") == "NL"
    assert not fresh.is_live_in("nl")
    assert get_value(fresh, "title", "nl") == get_value(live, "title", "nl")
    assert {row.is_machine for row in UnitConfirmation.objects.filter(object_id=fresh.pk, language="nl")} == {
        False
    }
    revisions = Revision.objects.count()
    again = apply_file(read(data)).counts()
    assert (again["unchanged"], again["new"], again["changed"], again["refused"]) == (3, 0, 0, 0)
    assert Revision.objects.count() == revisions


def _translated(form: str, data: bytes) -> bytes:
    """Return a file whose missing translations are "NL" in the markup of the source."""
    if form == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(data))
        for row in book["Texts"].iter_rows(min_row=2):
            row[3].value = (
                re.sub(r"[^<>/]+(?=<|$)", "NL", row[2].value)
                if "<" not in row[2].value
                else "<g1>NL <g2>NL</g2> NL</g1>"
            )
        output = io.BytesIO()
        book.save(output)
        return output.getvalue()
    text = data.decode()
    if form == "po":
        parts = text.split('msgstr ""')
        made = [parts[0]]
        for before, after in itertools.pairwise(parts):
            value = "<g1>NL <g2>NL</g2> NL</g1>" if 'msgid "<g1>' in before.rsplit("msgctxt", 1)[-1] else "NL"
            made.append(('msgstr ""' if before.endswith('msgid ""\n') else f'msgstr "{value}"') + after)
        return "".join(made).encode()
    rich = (
        '<g id="1">NL <g id="2">NL</g> NL</g>'
        if form == "xliff12"
        else '<pc id="1">NL <pc id="2">NL</pc> NL</pc>'
    )

    def fill(match: Any) -> str:
        value = rich if 'id="1"' in match[1] else "NL"
        return match[1] + match[2] + value + "</target>"

    text = re.sub(
        r"(<source[^>]*>(?:(?!</source>).)*</source>)(<target[^>/]*)/>",
        lambda m: m[1] + m[2] + "></target>",
        text,
    )
    return re.sub(r"(<source(?:(?!</source>).)*</source>)(<target[^>]*>)</target>", fill, text).encode()
