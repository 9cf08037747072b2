"""Interface texts: compiled without gettext's tools, and checked against the sources."""

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.checkers import python_format
from babel.messages.extract import DEFAULT_KEYWORDS, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

SOURCE_FOLDERS = ("cluster_portal", "partners", "projects", "templates")
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
CONTEXT_KEYWORDS = {"pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy"}
PLURAL_KEYWORDS = {"ngettext", "ngettext_lazy", "npgettext", "npgettext_lazy"}


@dataclass(frozen=True, slots=True, order=True)
class Text:
    """An interface text in the sources."""

    id: str
    plural: str
    context: str
    place: str

    @property
    def key(self) -> tuple[str, str]:
        """Return what a catalog knows the text by."""
        return self.context, self.id


def catalogs(folder: Path) -> dict[str, Path]:
    """Return the .po file of each language below ``folder``."""
    return {path.parent.parent.name: path for path in sorted(folder.glob("*/LC_MESSAGES/django.po"))}


def compile_texts(folder: Path) -> list[Path]:
    """Compile the .po files below ``folder`` that are newer than their .mo file; return those compiled."""
    compiled = []
    for source in catalogs(folder).values():
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        content = io.BytesIO()
        write_mo(content, read(source))
        # Another process may read the old file at this moment: it is replaced in one step.
        unfinished = target.with_suffix(".mo.new")
        unfinished.write_bytes(content.getvalue())
        unfinished.replace(target)
        compiled.append(target)
    return compiled


def read(path: Path) -> Catalog:
    """Return the catalog in a .po file."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name, domain="django", abort_invalid=True)


def texts_in_sources(root: Path) -> Iterator[Text]:
    """Yield every interface text in the code and templates below ``root``."""
    for folder in SOURCE_FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix == ".py" and "migrations" not in path.parts:
                yield from texts_in(path.read_text(), str(path.relative_to(root)))
            elif path.suffix in {".html", ".txt", ".xml"} and path.is_file():
                source = templatize(path.read_text(), origin=str(path))
                # What stands before a text in a template means nothing to Python's tokenizer.
                flat = re.sub(r"(?m)^[ \t]+", "", source)
                yield from texts_in(flat, str(path.relative_to(root)))


def texts_in(source: str, place: str) -> Iterator[Text]:
    """Yield the interface texts in Python source."""
    for line, function, found, _comments in extract_python(io.BytesIO(source.encode()), KEYWORDS, [], {}):
        messages = list(found) if isinstance(found, tuple) else [found]
        context = messages.pop(0) if function in CONTEXT_KEYWORDS else ""
        if not messages or not isinstance(messages[0], str) or not messages[0]:
            continue
        plural = messages[1] if function in PLURAL_KEYWORDS and len(messages) > 1 else ""
        yield Text(messages[0], plural or "", context or "", f"{place}:{line}")


def faults(texts: Iterable[Text], catalog: Catalog) -> Iterator[str]:
    """Yield what is wrong with a catalog: texts that are missing, empty, fuzzy or with other placeholders."""
    wanted = {text.key: text for text in texts}
    known = {(message.context or "", singular(message)): message for message in catalog if message.id}
    for key, text in sorted(wanted.items(), key=lambda item: item[1].place):
        message = known.get(key)
        if message is None:
            yield f"missing: {text.id!r} ({text.place})"
        elif text.plural and not message.pluralizable:
            yield f"without a plural: {text.id!r} ({text.place})"
        else:
            yield from _faults_of(message, catalog, text.place)
    for key in sorted(known.keys() - wanted.keys()):
        yield f"no longer used: {key[1]!r}"


def _faults_of(message: Message, catalog: Catalog, place: str) -> Iterator[str]:
    forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
    if not all(forms) or (message.pluralizable and len(forms) < catalog.num_plurals):
        yield f"empty: {singular(message)!r} ({place})"
    elif message.fuzzy:
        yield f"fuzzy: {singular(message)!r} ({place})"
    elif "python-format" in message.flags:
        try:
            python_format(catalog, message)
        except Exception as error:
            yield f"other placeholders: {singular(message)!r} ({place}): {error}"


def singular(message: Message) -> str:
    """Return the text by which a message is looked up."""
    return message.id[0] if isinstance(message.id, tuple | list) else str(message.id)
