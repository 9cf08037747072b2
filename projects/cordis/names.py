"""Names of organisations: when two are the same, and how one in capitals is written for people."""

import re

from anyascii import anyascii

_NOT_WORDS = re.compile(r"[^a-z0-9]+")
# Legal forms say nothing about who it is; CORDIS writes them out and abbreviates them at will.
_FORMS = """
ab ag aps as asbl bv bvba doo ead ev gmbh inc kft kg limited llc llp ltd nv oy oyj plc sa sarl sas sl slu snc
spa sprl srl sro ug vzw zrt
"""
_LEGAL_FORMS = frozenset(_FORMS.split())
_LEGAL_PHRASES = re.compile(
    r"\b(?:societe anonyme|societe a responsabilite limitee|aktiengesellschaft|public limited company|"
    r"gesellschaft mit beschrankter haftung|gesellschaft mit beschraenkter haftung|association sans but lucratif|"
    r"sociedad limitada|sociedad anonima|societa per azioni|besloten vennootschap|naamloze vennootschap)\b"
)
_SMALL = """
a and d da de degli dei del della des di do du e e. en et for für fur i in kai l la las le les los of och og on
per pour the to und v van van. vom von y za z zu zur
"""
_SMALL_WORDS = frozenset(_SMALL.split())
_WRITTEN = {
    "gmbh": "GmbH",
    "mbh": "mbH",
    "srl": "Srl",
    "sarl": "SARL",
    "spa": "SpA",
    "kft": "Kft",
    "ev": "e.V.",
}


def key(name: str) -> str:
    """Return what stays of a name when case, accents, punctuation and legal form are taken away.

    A name that is nothing but a legal form stays as it is.
    """
    plain = _NOT_WORDS.sub(" ", anyascii(name.replace("&", " and ").replace(".", "")).lower()).strip()
    words = [word for word in _LEGAL_PHRASES.sub(" ", plain).split() if word not in _LEGAL_FORMS]
    return " ".join(words) or plain


def presentable(name: str) -> str:
    """Return a name in capitals the way people write it; other names stay as they are."""
    text = " ".join(name.split())
    if text != text.upper() or len(text) <= 6:
        return text
    words = text.split(" ")
    return " ".join(_word(word, first=number == 0) for number, word in enumerate(words))


def _word(word: str, *, first: bool) -> str:
    bare = word.lower().strip(".,()")
    if bare in _WRITTEN:
        return word.replace(word.strip(".,()"), _WRITTEN[bare])
    if bare in _LEGAL_FORMS and bare not in {"limited", "as"}:
        return word
    if bare in _SMALL_WORDS and not first:
        return word.lower()
    # Words without vowels are abbreviations.
    if len(bare) > 1 and not re.search(r"[aeiouyàâäéèêëîïôöùûüœæå]", bare):
        return word
    return re.sub(r"[^\W\d_]+", lambda part: part[0].capitalize(), word.lower())
