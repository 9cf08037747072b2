"""Interface texts are found in the sources, compared with the catalogs, and compiled."""

import gettext
import io
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from cluster_portal.operations.texts import Text, compile_texts, faults, texts_in, texts_in_sources

HEADER = r"""msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\n"

"""
TEXTS = [Text("Save", "", "", "a.py:1"), Text("%(n)s call", "%(n)s calls", "", "a.py:2")]
CALLS = 'msgid "%(n)s call"\nmsgid_plural "%(n)s calls"\nmsgstr[0] "%(n)s appel"\nmsgstr[1] "%(n)s appels"\n'


def found(catalog: str) -> list[str]:
    """Return what is wrong with a catalog for TEXTS, without the place."""
    parsed = read_po(io.BytesIO((HEADER + catalog).encode()), locale="fr")
    return [fault.partition(" (")[0] for fault in faults(TEXTS, parsed)]


def test_a_complete_catalog_has_no_fault() -> None:
    assert found(f'msgid "Save"\nmsgstr "Enregistrer"\n\n{CALLS}') == []


@pytest.mark.parametrize(
    ("catalog", "fault"),
    [
        (CALLS, "missing: 'Save'"),
        (f'msgid "Save"\nmsgstr ""\n\n{CALLS}', "empty: 'Save'"),
        (f'#, fuzzy\nmsgid "Save"\nmsgstr "Enregistrer"\n\n{CALLS}', "fuzzy: 'Save'"),
        (f'msgid "Save"\nmsgstr "S"\n\nmsgid "Old"\nmsgstr "V"\n\n{CALLS}', "no longer used: 'Old'"),
        (
            'msgid "Save"\nmsgstr "S"\n\n' + CALLS.replace('[1] "%(n)s appels"', '[1] ""'),
            "empty: '%(n)s call'",
        ),
        (
            'msgid "Save"\nmsgstr "S"\n\n#, python-format\n'
            + CALLS.replace('"%(n)s appels"', '"%(m)s appels"'),
            "other placeholders: '%(n)s call'",
        ),
    ],
)
def test_a_fault_is_named(catalog: str, fault: str) -> None:
    assert found(catalog) == [fault]


def test_texts_in_code_are_found() -> None:
    source = (
        'a = _("One")\nb = pgettext_lazy("menu", "Open")\nc = ngettext("%d call", "%d calls", n)\nd = _(name)'
    )
    assert [(text.id, text.plural, text.context) for text in texts_in(source, "a.py")] == [
        ("One", "", ""),
        ("Open", "", "menu"),
        ("%d call", "%d calls", ""),
    ]


def test_texts_in_templates_are_found() -> None:
    found = {text.id: text.place for text in texts_in_sources(Path(__file__).resolve().parents[2])}
    assert "Test copy: what you see here is not public." in found
    assert found["The worker has never run."].startswith("templates/operations/silent_worker.html:")


def test_a_compiled_catalog_is_what_gettext_reads(tmp_path: Path) -> None:
    folder = tmp_path / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(HEADER + 'msgid "Save"\nmsgstr "Enregistrer"\n\n' + CALLS)
    assert compile_texts(tmp_path) == [folder / "django.mo"]
    assert compile_texts(tmp_path) == []
    with (folder / "django.mo").open("rb") as file:
        catalog = gettext.GNUTranslations(file)
    assert catalog.gettext("Save") == "Enregistrer"
    assert catalog.ngettext("%(n)s call", "%(n)s calls", 2) == "%(n)s appels"
