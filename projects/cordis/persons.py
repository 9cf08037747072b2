"""Tells natural persons from organisations: CORDIS lists some, and the portal keeps no data of them."""

import re

from anyascii import anyascii

# Words that no person's name holds: legal forms and kinds of organisation.
_ORGANISATIONS = """
ab ag aps as asbl association associazione bv bvba centre center centro cluster co company consortium coop corp
corporation doo ead eesti ev foundation fondation fundacion fundacja gmbh group groupe hub inc institut
institute institutet instituto istituto kft kg lab labs limited llc llp ltd nv oy oyj plc sa sarl sas se sl slu
snc spa sprl srl stichting sro ug universidad universita universitaet universitat universite university
universiteit vzw zrt technologies technology solutions systems research
"""
_WORDS_OF_ORGANISATIONS = frozenset(_ORGANISATIONS.split())
_TITLES = {"dr", "prof", "ing", "mr", "mrs", "ms", "mme", "ir", "dipl", "msc", "phd", "herr", "frau"}
_PARTICLES = {
    "de",
    "di",
    "da",
    "del",
    "della",
    "van",
    "von",
    "den",
    "der",
    "le",
    "la",
    "el",
    "al",
    "bin",
    "ter",
}


def looks_like_person(name: str, *, address: str, vat: str) -> bool:
    """Say whether a name without address and VAT number is a person's: SURNAME, then given names.

    ``address`` is all that the row says of street, post code and place of work.
    """
    if address.strip() or vat.strip():
        return False
    return is_personal_name(name)


def is_personal_name(name: str) -> bool:
    """Say whether ``name`` has the form of a person's: words in capitals, then words with one capital."""
    words = [word.strip(".,") for word in re.split(r"[\s,]+", name.strip()) if word.strip(".,")]
    words = [word for word in words if anyascii(word).lower() not in _TITLES]
    if not 2 <= len(words) <= 6 or any(
        not re.fullmatch(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*", word) for word in words
    ):
        return False
    if any(anyascii(word).lower() in _WORDS_OF_ORGANISATIONS for word in words):
        return False
    surname = 0
    while surname < len(words) and _is_capitals(words[surname]):
        surname += 1
    given = words[surname:]
    return surname >= 1 and len(given) >= 1 and all(_is_given(word) for word in given)


def _is_capitals(word: str) -> bool:
    return (word.isupper() and len(word) > 1) or word.lower() in _PARTICLES


def _is_given(word: str) -> bool:
    return all(
        part[:1].isupper() and (part[1:].islower() or len(part) == 1) for part in re.split(r"[-'’]", word)
    )
