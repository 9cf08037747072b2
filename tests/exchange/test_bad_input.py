"""Files that are wrong, or meant to harm: a clear message naming unit and line, nothing lost, quickly."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.models import Revision

from cluster_portal.exchange import applying
from cluster_portal.exchange.applying import apply_file
from cluster_portal.exchange.formats import read
from cluster_portal.languages.querysets import record_type
from tests import factories
from tests.exchange.conftest import XML_FORMATS, stored
from tests.exchange.reading import message, refused

pytestmark = pytest.mark.django_db
Export = Callable[..., bytes]


def change(data: bytes, pattern: str, replacement: str) -> bytes:
    """Return a file with the first match replaced; there must be one."""
    text, count = re.subn(pattern, replacement, data.decode(), count=1, flags=re.DOTALL)
    assert count == 1
    return text.encode()


# The beginning of the Dutch paragraph, per format: what is found there, and what it becomes.
TARGET = {
    "xliff12": r'<target state="translated"><g id="1" ctype="x-html-p">De',
    "xliff2": r'dataRefEnd="\w+">De',
}
CASES = {
    "missing": (
        r'(<target[^>]*>)(?=(?:(?!</target>).)*strategie)(.*?)<{one} id="3"[^>]*>(\w+)</{one}>',
        r"\1\2\3",
        "Missing code: 3 (<b>)",
    ),
    "added": (r"De <(?=(?:g|pc) id=\"2\")", r'De <{alone} id="99"/><', "Code 99"),
    "repeated": (r"De <(?=(?:g|pc) id=\"2\")", r'De <{alone} id="4"/><', "more than once"),
    "foreign": (r"De <(?=(?:g|pc) id=\"2\")", r'<a href="javascript:alert(1)">x</a><', "javascript:"),
    "as text": (
        r"De <(?=(?:g|pc) id=\"2\")",
        r"&lt;a href='javascript:alert(1)'&gt;x&lt;/a&gt;<",
        "markup written as text",
    ),
    "without a name": (r"De <(?=(?:g|pc) id=\"2\")", r"<{alone}/><", "no code"),
}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("form", XML_FORMATS)
def test_codes(case: str, form: str, full_page: Any, export: Export) -> None:
    pattern, replacement, reason = CASES[case]
    names = {"one": "g", "alone": "x"} if form == "xliff12" else {"one": "pc", "alone": "ph"}
    for name, value in names.items():
        pattern, replacement = (text.replace(f"{{{name}}}", value) for text in (pattern, replacement))
    before = stored(full_page)
    data = change(export(form, full_page), pattern, replacement)
    units = refused(data)
    assert len(units) == 1
    assert reason in units[0].reason
    assert units[0].line > 0
    assert "Paragraph" in units[0].label
    assert apply_file(read(data)).counts()["refused"] == 1
    assert stored(full_page) == before


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<g1>De strategie</g1>", "Missing code"),
        ("<g1>De <a href='javascript:alert(1)'>x</a></g1>", "javascript:"),
        ("<g1>De", "not ended"),
        ("De</g1>", "ends where"),
        ("<script>alert(1)</script>", "<script>"),
    ],
)
def test_codes_in_po(text: str, reason: str, full_page: Any, export: Export) -> None:
    data = change(export("po", full_page), r'msgstr "<g1>De [^\n]*"', f'msgstr "{text}"')
    units = refused(data)
    assert len(units) == 1
    assert reason in units[0].reason
    assert data.decode().split("\n")[units[0].line].strip() != ""


def test_text_outside_of_list_items(full_page: Any, export: Export) -> None:
    data = change(export("po", full_page), r'(msgstr "<g1>De [^\n]*?)(<g\d>)een</g', r"\1tussen\2een</g")
    assert "outside of the paragraphs" in refused(data)[0].reason


def test_plain_text_takes_no_codes(full_page: Any, export: Export) -> None:
    data = change(export("xliff12", full_page), r"Titel van deel</target>", r'<g id="1">Titel</g></target>')
    assert "Code 1 is not one" in refused(data)[0].reason


def test_too_long_for_its_field(full_page: Any, export: Export) -> None:
    data = change(export("po", full_page), r'msgstr "Titel van deel"', f'msgstr "{"x" * 121}"')
    assert "121 characters; 120" in refused(data)[0].reason


def test_control_characters(full_page: Any, export: Export) -> None:
    data = change(export("po", full_page), "Titel van deel", "Titel\x07 van deel")
    assert "U+0007" in refused(data)[0].reason
    assert message(change(export("xliff12", full_page), "Titel van deel", "Titel\x07")).startswith("Line")
    assert message(change(export("xliff12", full_page), "Titel van deel", "Titel&#7;")).startswith("Line")


@pytest.mark.parametrize("form", XML_FORMATS)
def test_unknown_and_repeated_units(form: str, full_page: Any, export: Export) -> None:
    data = export(form, full_page)
    unknown = change(data, r"#title\"", '#nothing"')
    assert [unit.key for unit in refused(unknown)] == ["nothing"]
    assert "no such text" in refused(unknown)[0].reason
    tag = "trans-unit" if form == "xliff12" else "unit"
    unit = re.search(rf"<{tag} .*?</{tag}>", data.decode(), re.DOTALL)
    assert unit is not None
    twice = data.decode().replace(unit[0], unit[0] * 2).encode()
    assert len(refused(twice)) == 2
    assert all("more than once" in found.reason for found in refused(twice))


@pytest.mark.parametrize("form", XML_FORMATS)
def test_units_of_another_page(form: str, full_page: Any, plain_page: Any, export: Export) -> None:
    data = export(form, full_page, plain_page)
    one, other = str(full_page.uuid), str(plain_page.uuid)
    mixed = change(data, rf'="page:{one}#', f'="page:{other}#')
    assert any("another page" in unit.reason for unit in refused(mixed))
    taken = data.decode().replace(f"page:{one}", "page:00000000-0000-0000-0000-000000000000").encode()
    assert "no page or record" in refused(taken)[0].reason
    for name in (
        "page:x",
        "nothing:1",
        "page",
        "identity.contact:x",
        "identity.contact:99999999999999999999",
        "",
    ):
        assert refused(data.decode().replace(f"page:{one}", name).encode())


def test_source_changed_since_the_export(full_page: Any, export: Export) -> None:
    data = (
        export("xliff12", full_page).replace(b"Volledige pagina", b"Hele pagina").replace(b"Een lid", b"Lid")
    )
    factories.edit(full_page, title={"fr": "Page complète"})
    plan = apply_file(read(data))
    assert plan.counts() == {"new": 0, "changed": 1, "confirmed": 0, "unchanged": 7, "refused": 1}
    unit = plan.records[0].refused[0]
    assert (unit.before, unit.after) == ("Page entière", "Page complète")
    assert [(part.kind, part.text) for part in unit.changes] == [
        ("same", "Page"),
        ("removed", "entière"),
        ("added", "complète"),
    ]


def test_translation_changed_since_the_export(full_page: Any, export: Export) -> None:
    data = export("xliff12", full_page)
    factories.edit(full_page, title={"nl": "Nieuwere titel"})
    assert refused(data) == []
    assert apply_file(read(data)).counts()["changed"] == 0
    found = refused(data.replace(b"Volledige pagina", b"Hele pagina"))
    assert "changed in the portal" in found[0].reason
    assert (found[0].before, found[0].after) == ("Nieuwere titel", "Hele pagina")


def test_a_translation_that_is_missing_from_the_file_deletes_nothing(full_page: Any, export: Export) -> None:
    data = export("xliff12", full_page).replace(b"Volledige pagina", b"")
    before = stored(full_page)
    assert apply_file(read(data)).counts()["unchanged"] == 9
    assert stored(full_page) == before


def test_locked_and_edited_pages(full_page: Any, export: Export) -> None:
    data = export("po", full_page).replace(b"Volledige pagina", b"Hele pagina")
    somebody, me = factories.user(is_superuser=True), factories.user(is_superuser=True)
    session = EditingSession.objects.create(
        user=somebody,
        content_type=record_type(full_page),
        object_id=str(full_page.pk),
        last_seen_at=timezone.now(),
        is_editing=True,
    )
    assert str(somebody) in refused(data, me)[0].reason
    assert refused(data, somebody) == []
    session.delete()
    full_page.locked, full_page.locked_by, full_page.locked_at = True, somebody, timezone.now()
    full_page.save()
    before = stored(full_page)
    assert "locked" in refused(data, me)[0].reason
    assert apply_file(read(data), me).counts()["refused"] == 9
    assert stored(full_page) == before


def test_interrupted_half_way(
    full_page: Any, plain_page: Any, export: Export, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = export("po", full_page, plain_page).replace(b"Volledige pagina", b"Hele pagina")
    data = change(data, r'(msgid "Une page"\nmsgstr ")', r"\1Een pagina")
    file = read(data)
    before = stored(plain_page)
    save, saved = applying.save_record, []

    def save_then_stop(instance: Any, user: Any, **options: Any) -> None:
        save(instance, user, **options)
        saved.append(instance)
        if len(saved) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(applying, "save_record", save_then_stop)
    with pytest.raises(KeyboardInterrupt):
        apply_file(file)
    assert stored(plain_page) == before
    monkeypatch.undo()
    counts = apply_file(file).counts()
    assert (counts["new"], counts["changed"]) == (1, 0)


def test_an_invalid_page_is_refused_as_a_whole(full_page: Any, export: Export, monkeypatch: Any) -> None:
    from django.core.exceptions import ValidationError

    def refuse(*args: Any, **kwargs: Any) -> None:
        raise ValidationError("No.")

    monkeypatch.setattr(applying, "save_record", refuse)
    revisions = Revision.objects.count()
    counts = apply_file(read(export("po", full_page).replace(b"Volledige pagina", b"Hele pagina"))).counts()
    assert (counts["refused"], counts["changed"]) == (1, 0)
    assert Revision.objects.count() == revisions


def test_a_large_file_of_unknown_units_is_read_in_time(full_page: Any, export: Export) -> None:
    text = export("xliff12", full_page).decode()
    unit = re.search(r"<trans-unit .*?</trans-unit>", text, re.DOTALL)
    assert unit is not None
    copies = "".join(unit[0].replace('id="page', f'id="page{number}', 1) for number in range(2000))
    assert len(refused(text.replace(unit[0], copies).encode())) == 2000
