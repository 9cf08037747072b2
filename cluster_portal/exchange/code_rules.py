"""What a translation may do with the codes of its source."""

import re
from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _

from cluster_portal.exchange.inline import LISTS, Code, Coded, Codes, Content, Kind, Mark, letters

_TAG_AS_TEXT = re.compile(r"<\s*/?\s*[a-zA-Z!][^<>]*>")


def fault_of(content: Content, source: Coded, current: Coded) -> str:
    """Return what is wrong with the codes of a translation, empty when nothing is.

    It must have the codes of the source, or those of the translation it replaces: each once, properly nested, and
    paragraphs and list items inside what they are in there.
    """
    fault = _nesting(content) or _repeated(content) or _foreign(content, source, current)
    if fault:
        return fault
    used = {part.code for part in content if isinstance(part, Mark)}
    reference = current if used == set(current.codes) and used != set(source.codes) else source
    fault = _differing(used, reference.codes) or _structure(content, reference)
    return fault or _markup_as_text(content, source, current)


def _nesting(content: Content) -> str:
    unclosed: list[str] = []
    for part in content:
        if not isinstance(part, Mark):
            continue
        if part.kind is Kind.OPEN:
            unclosed.append(part.code)
        elif part.kind is Kind.CLOSE and (not unclosed or unclosed.pop() != part.code):
            return _("Code %s ends where it was not begun.") % part.code
    return _("Code %s is not ended.") % unclosed[-1] if unclosed else ""


def _repeated(content: Content) -> str:
    begun = Counter(part.code for part in content if isinstance(part, Mark) and part.kind is not Kind.CLOSE)
    twice = [code for code, count in begun.items() if count > 1]
    return _("Code %s stands more than once.") % ", ".join(twice) if twice else ""


def _foreign(content: Content, source: Coded, current: Coded) -> str:
    for part in content:
        if not isinstance(part, Mark):
            continue
        code = source.codes.get(part.code) or current.codes.get(part.code)
        if code is None:
            return _("Code %s is not one of this text.") % part.code
        if (part.kind is Kind.ALONE) == bool(code.closing):
            return _("Code %s is used in another way than in the source.") % described(code)
    return ""


def _differing(used: set[str], codes: Codes) -> str:
    missing = [described(code) for key, code in codes.items() if key not in used]
    if missing:
        return _("Missing code: %s.") % ", ".join(missing)
    added = sorted(used - set(codes))
    return _("Added code: %s.") % ", ".join(added) if added else ""


def described(code: Code) -> str:
    """Return a code with its markup, shortened."""
    markup = code.opening if len(code.opening) <= 60 else f"{code.opening[:57]}…"
    return f"{code.identity} ({markup})"


def _structure(content: Content, reference: Coded) -> str:
    expected = dict(_parents(reference.content, reference.codes))
    for key, parent in _parents(content, reference.codes):
        if expected.get(key) != parent:
            return _("Code %s stands outside of what it belongs to.") % described(reference.codes[key])
    allowed = set(_holders(reference.content, reference.codes))
    for holder in _holders(content, reference.codes):
        is_list = holder != "" and reference.codes[holder].name in LISTS
        if holder not in allowed and (holder == "" or is_list):
            return _("Text stands outside of the paragraphs and list items.")
    return ""


def _parents(content: Content, codes: Codes) -> Iterator[tuple[str, str]]:
    """Yield each code that makes structure with the one it stands in, empty at the top."""
    stack: list[str] = []
    for part in content:
        if isinstance(part, Mark) and codes[part.code].is_structure:
            if part.kind is Kind.CLOSE:
                stack.pop()
                continue
            yield part.code, stack[-1] if stack else ""
            if part.kind is Kind.OPEN:
                stack.append(part.code)


def _holders(content: Content, codes: Codes) -> Iterator[str]:
    """Yield, for each piece of text, the code of the structure it stands in, empty at the top."""
    stack: list[str] = []
    for part in content:
        if isinstance(part, str):
            if part.strip():
                yield stack[-1] if stack else ""
        elif codes[part.code].is_structure:
            if part.kind is Kind.OPEN:
                stack.append(part.code)
            elif part.kind is Kind.CLOSE:
                stack.pop()


def _markup_as_text(content: Content, source: Coded, current: Coded) -> str:
    found = _TAG_AS_TEXT.findall(letters(content))
    known = max(len(_TAG_AS_TEXT.findall(letters(coded.content))) for coded in (source, current))
    if len(found) > known:
        return _("“%s” is markup written as text; only the codes of the source may be used.") % found[0][:60]
    return ""
