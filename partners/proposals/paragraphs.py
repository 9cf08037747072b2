"""The body of a page as plain text, and a changed text put back among the blocks of the body.

Paragraphs are separated by an empty line; items of lists are paragraphs, a line break is one.
"""

import difflib
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

from lxml import html
from wagtail.blocks import StreamValue

_BLOCKS = {
    "p",
    "li",
    "ul",
    "ol",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "div",
    "hr",
    "table",
    "tr",
}
_SPACES = re.compile(r"[ \t\r\n\f]+")
_EMPTY_LINES = re.compile(r"\n{2,}")
_PARAGRAPH = "paragraph"

# Paragraphs that share at least so much of their words are the same one, changed.
_ALIKE = 0.5
# Beyond so many pairs nobody waits for the most similar ones.
_MOST_PAIRS = 2500


def split_paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a plain text, without blanks around their lines."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    tidy = "\n".join(re.sub(r"[ \t]+", " ", line).strip() for line in lines)
    return [paragraph for one in _EMPTY_LINES.split(tidy) if (paragraph := one.strip())]


def tidy_text(text: str) -> str:
    """Return a plain text as it is compared: one empty line between paragraphs."""
    return "\n\n".join(split_paragraphs(text))


def text_of_body(stream: StreamValue | None) -> str:
    """Return the text of all paragraph blocks, in order."""
    pieces = _pieces(list(stream.raw_data)) if stream else []
    return "\n\n".join(paragraph for piece in pieces for paragraph in piece.paragraphs)


def with_text(stream: StreamValue, text: str) -> StreamValue:
    """Return the body with another text.

    What did not change keeps its markup; what did becomes plain paragraphs. Paragraphs that were added stand after
    the one before them. All other blocks stay where they are.
    """
    raw = [dict(block) for block in stream.raw_data]
    pieces = _pieces(raw)
    new = split_paragraphs(text)
    if not pieces and new:
        raw.append({"type": _PARAGRAPH, "value": _markup(new), "id": str(uuid.uuid4())})
    elif pieces:
        _place(pieces, new)
        raw = _rebuilt(raw, pieces)
    return StreamValue(stream.stream_block, raw, is_lazy=True)


@dataclass(slots=True)
class _Piece:
    """A paragraph or list of a block, or loose text: its markup and its paragraphs."""

    block: int
    markup: str
    paragraphs: list[str]
    # What it becomes.
    becomes: str = ""


def _pieces(raw: list[Any]) -> list[_Piece]:
    """Return the pieces of all paragraph blocks; a block without text is one without paragraphs."""
    found: list[_Piece] = []
    for number, block in enumerate(raw):
        if block["type"] == _PARAGRAPH:
            pieces = [
                _Piece(number, markup, text) for markup, text in _read(str(block["value"] or "")) if text
            ]
            found += pieces or [_Piece(number, str(block["value"] or ""), [])]
    return found


def _read(markup: str) -> Iterator[tuple[str, list[str]]]:
    """Return the elements of rich text, each with its paragraphs; loose text and inline elements go together."""
    root = html.fragment_fromstring(markup, create_parent="div")
    loose, text = escape(root.text or "", quote=False), _SPACES.sub(" ", root.text or "")
    for element in root:
        # As the editor writes it.
        own = html.tostring(element, encoding="unicode", with_tail=False).replace("<br>", "<br/>")
        words = "".join(_flow(element))
        tail = element.tail or ""
        if element.tag in _BLOCKS:
            yield loose, split_paragraphs(text)
            yield own, split_paragraphs(words)
            loose, text = "", ""
        else:
            loose, text = loose + own, text + words
        loose, text = loose + escape(tail, quote=False), text + _SPACES.sub(" ", tail)
    yield loose, split_paragraphs(text)


def _flow(element: Any) -> Iterator[str]:
    if not isinstance(element.tag, str):
        return
    edge = "\n\n" if element.tag in _BLOCKS else ""
    yield "\n" if element.tag == "br" else edge
    yield _SPACES.sub(" ", element.text or "")
    for child in element:
        yield from _flow(child)
        yield _SPACES.sub(" ", child.tail or "")
    yield edge


def _place(pieces: list[_Piece], new: list[str]) -> None:
    """Work out what each piece becomes."""
    owners = [number for number, piece in enumerate(pieces) for _paragraph in piece.paragraphs]
    old = [paragraph for piece in pieces for paragraph in piece.paragraphs]
    came: list[list[tuple[str, bool]]] = [[] for _piece in pieces]
    home = owners[0] if owners else 0
    for text, origin in zip(new, _origins(old, new), strict=True):
        if origin is not None:
            home = owners[origin]
        came[home].append((text, origin is not None and old[origin] == text))
    for piece, texts in zip(pieces, came, strict=True):
        piece.becomes = _becomes(piece, texts)


def _becomes(piece: _Piece, texts: list[tuple[str, bool]]) -> str:
    same = [number for number, (_text, is_same) in enumerate(texts) if is_same]
    words = [text for text, _is_same in texts]
    if not piece.paragraphs and not texts:
        return piece.markup
    if same and len(same) == len(piece.paragraphs) == same[-1] - same[0] + 1:
        return _markup(words[: same[0]]) + piece.markup + _markup(words[same[-1] + 1 :])
    return _markup(words)


def _rebuilt(raw: list[dict[str, Any]], pieces: list[_Piece]) -> list[dict[str, Any]]:
    """Return the blocks with what the pieces became; those that lost their text go."""
    blocks: list[dict[str, Any]] = []
    for number, block in enumerate(raw):
        own = [piece for piece in pieces if piece.block == number]
        if all(piece.becomes == piece.markup for piece in own):
            blocks.append(block)
        elif value := "".join(piece.becomes for piece in own):
            blocks.append(block | {"value": value})
    return blocks


def _markup(paragraphs: list[str]) -> str:
    lines = (escape(one, quote=False).replace("\n", "<br/>") for one in paragraphs)
    return "".join(f"<p>{one}</p>" for one in lines)


# --- which paragraph is which ---------------------------------------------------------------------


def _origins(old: list[str], new: list[str]) -> list[int | None]:
    """Return for each new paragraph the old one that it is or replaces, None for an added one."""
    found: list[int | None] = [None] * len(new)
    matcher = difflib.SequenceMatcher(a=old, b=new, autojunk=False)
    for kind, start_old, end_old, start_new, end_new in matcher.get_opcodes():
        befores, afters = range(start_old, end_old), range(start_new, end_new)
        if kind == "equal" or len(befores) * len(afters) > _MOST_PAIRS:
            pairs = list(zip(befores, afters, strict=False))
        else:
            likeness = {(i, j): _likeness(old[i], new[j]) for i in befores for j in afters}
            pairs = list(_pairs(likeness, befores, afters))
        for before, after in pairs:
            found[after] = before
    return found


def _likeness(before: str, after: str) -> float:
    return difflib.SequenceMatcher(a=before.split(), b=after.split(), autojunk=False).ratio()


def _pairs(
    likeness: dict[tuple[int, int], float], befores: range, afters: range
) -> Iterator[tuple[int, int]]:
    """Pair what is most alike first, then what stands on either side of it; what is not alike, in order."""
    if not befores or not afters:
        return
    best = max(((i, j) for i in befores for j in afters), key=likeness.__getitem__)
    if likeness[best] < _ALIKE:
        yield from zip(befores, afters, strict=False)
        return
    before, after = best
    yield from _pairs(likeness, range(befores.start, before), range(afters.start, after))
    yield best
    yield from _pairs(likeness, range(before + 1, befores.stop), range(after + 1, afters.stop))
