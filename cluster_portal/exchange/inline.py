"""Rich text as words with numbered codes in the place of markup.

A translator moves words and codes; the markup itself never leaves the portal's hands. When a translation comes back,
each code is replaced by the markup it stands for in the portal, so that nothing can be smuggled in.
"""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from html import escape, unescape

from cluster_portal.languages.fingerprints import without_editor_keys

_TOKEN = re.compile(
    r"<!--.*?-->|<(?P<end>/?)(?P<name>[a-zA-Z][\w:-]*)(?P<rest>(?:\"[^\"]*\"|'[^']*'|[^'\"<>])*)>", re.DOTALL
)
_LAYOUT = re.compile(r"[ \t\r\n]+")
_VOID = {"br", "hr", "img", "embed", "input", "wbr", "col", "source"}
# Elements that make the structure of a text: they stay inside the element they are in.
STRUCTURE = {
    *("p", "ul", "ol", "li", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "embed"),
    *("table", "thead", "tbody", "tr", "td", "th", "div", "pre"),
}
LISTS = {"ul", "ol", "table", "thead", "tbody", "tr"}


class Kind(Enum):
    """What a mark does."""

    OPEN = "open"
    CLOSE = "close"
    ALONE = "alone"


@dataclass(frozen=True, slots=True)
class Mark:
    """A code at one place of a text."""

    kind: Kind
    code: str


Content = tuple[str | Mark, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """The markup that a code stands for; ``closing`` is empty for a code that holds no text."""

    identity: str
    name: str
    opening: str
    closing: str

    @property
    def is_structure(self) -> bool:
        """Say whether the code makes the structure of the text, as paragraphs and list items do."""
        return self.name in STRUCTURE


Codes = Mapping[str, Code]


@dataclass(frozen=True, slots=True)
class Coded:
    """A text with codes, and what they stand for."""

    content: Content
    codes: Codes

    def html(self) -> str:
        """Return the rich text."""
        return to_html(self.content, self.codes)


NOTHING = Coded((), {})


@dataclass(slots=True)
class _Token:
    text: str
    name: str = ""
    kind: Kind | None = None
    partner: int = -1


def plain(text: str) -> Coded:
    """Return a text without any markup."""
    return Coded((text,) if text else (), {})


def from_html(html: str, like: Codes | None = None) -> Coded:
    """Return rich text with codes.

    With ``like``, the codes of the source, the same markup gets the same code; other markup gets a code made
    from itself, which stays the same however often it is read.
    """
    tokens = _pair(_tokens(html))
    names = _Names(like)
    codes: dict[str, Code] = {}
    given: dict[int, str] = {}
    content: list[str | Mark] = []
    for position, token in enumerate(tokens):
        if token.kind is None:
            _append(content, unescape(token.text))
        elif token.kind is Kind.CLOSE:
            content.append(Mark(Kind.CLOSE, given[token.partner]))
        else:
            identity = given[position] = names.name(token.text)
            closing = tokens[token.partner].text if token.kind is Kind.OPEN else ""
            codes[identity] = Code(identity, token.name, token.text, closing)
            content.append(Mark(token.kind, identity))
    return Coded(tuple(content), codes)


def to_html(content: Content, codes: Codes) -> str:
    """Return the rich text of a content whose codes are all known."""
    parts = []
    for part in content:
        if isinstance(part, str):
            parts.append(escape(part, quote=False))
        else:
            code = codes[part.code]
            parts.append(code.closing if part.kind is Kind.CLOSE else code.opening)
    return "".join(parts)


def words(content: Content) -> str:
    """Return what a reader sees, with a blank where the structure parts two words."""
    return " ".join("".join(part if isinstance(part, str) else " " for part in content).split())


def letters(content: Content) -> str:
    """Return the text alone, exactly."""
    return "".join(part for part in content if isinstance(part, str))


def same_html(one: str, other: str) -> bool:
    """Say whether two rich texts differ in nothing but the editor's keys, layout and ways of escaping."""
    return _canonical(one) == _canonical(other)


def _canonical(html: str) -> str:
    coded = from_html(html)
    codes = {key: Code(key, c.name, _normal(c.opening), c.closing) for key, c in coded.codes.items()}
    return _LAYOUT.sub(" ", to_html(coded.content, codes)).strip()


def _normal(markup: str) -> str:
    return _LAYOUT.sub(" ", without_editor_keys(markup))


def _append(content: list[str | Mark], text: str) -> None:
    if content and isinstance(content[-1], str):
        content[-1] += text
    elif text:
        content.append(text)


def joined(parts: "list[str | Mark]") -> Content:
    """Return parts as a content: neighbouring texts are one, empty ones are left out."""
    content: list[str | Mark] = []
    for part in parts:
        if isinstance(part, str):
            _append(content, part)
        else:
            content.append(part)
    return tuple(content)


def _tokens(html: str) -> list[_Token]:
    tokens = []
    place = 0
    for match in _TOKEN.finditer(html):
        if match.start() > place:
            tokens.append(_Token(html[place : match.start()]))
        name = (match["name"] or "").lower()
        if not name:
            kind = Kind.ALONE
        elif match["end"]:
            kind = Kind.CLOSE
        elif name in _VOID or match["rest"].rstrip().endswith("/"):
            kind = Kind.ALONE
        else:
            kind = Kind.OPEN
        tokens.append(_Token(match[0], name, kind))
        place = match.end()
    if place < len(html):
        tokens.append(_Token(html[place:]))
    return tokens


def _pair(tokens: list[_Token]) -> list[_Token]:
    """Let each closing tag know its opening one; a tag without a partner stands alone."""
    unclosed: list[int] = []
    for position, token in enumerate(tokens):
        if token.kind is Kind.OPEN:
            unclosed.append(position)
        elif token.kind is Kind.CLOSE:
            if unclosed and tokens[unclosed[-1]].name == token.name:
                opening = unclosed.pop()
                token.partner, tokens[opening].partner = opening, position
            else:
                token.kind = Kind.ALONE
    for position in unclosed:
        tokens[position].kind = Kind.ALONE
    return tokens


class _Names:
    """Gives each piece of markup its code."""

    def __init__(self, like: Codes | None) -> None:
        self.counted: Counter[str] = Counter()
        self.number = 0
        self.known: dict[str, list[str]] | None = None
        if like is not None:
            self.known = defaultdict(list)
            for code in like.values():
                self.known[_normal(code.opening)].append(code.identity)

    def name(self, markup: str) -> str:
        if self.known is None:
            self.number += 1
            return str(self.number)
        normal = _normal(markup)
        if self.known.get(normal):
            return self.known[normal].pop(0)
        self.counted[normal] += 1
        digest = hashlib.sha256(normal.encode()).hexdigest()[:6]
        return f"t{digest}" + (f"-{self.counted[normal]}" if self.counted[normal] > 1 else "")
