"""The last part of an address, per language."""

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, validate_slug
from django.utils.text import slugify

from cluster_portal.languages import paths, taken
from cluster_portal.languages.codes import (
    column,
    content_languages,
    get_value,
    is_empty,
    reading_order,
    set_value,
)
from cluster_portal.languages.reserved import is_kept_free, is_reserved

if TYPE_CHECKING:
    from cluster_portal.pages.models import PortalPage

# Letters that a slug spells out in any language; dashes of all widths part words.
_SPELLED_OUT = {
    "œ": "oe",
    "Œ": "Oe",
    "æ": "ae",
    "Æ": "Ae",
    "ß": "ss",
    "ø": "o",
    "Ø": "O",
    "ł": "l",
    "Ł": "L",
    **dict.fromkeys("‐‑‒–—―−", "-"),
}
# German writes umlauts out where they cannot be had; other languages drop the accent.
_SPELLED_OUT_IN = {"de": {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}}
_MAX_LENGTH = 200
# What fits into the column; made slugs are shorter, to leave room for a number.
_LONGEST = 255
_WITHOUT_LETTERS = "page"


def spelled_out(language: str) -> dict[str, str]:
    """Return the characters that a slug in ``language`` replaces, each with what stands for it."""
    return {**_SPELLED_OUT, **_SPELLED_OUT_IN.get(language, {})}


def slug_from_title(title: str | None, language: str) -> str:
    """Return the slug that a title in ``language`` gives; empty when nothing of it can be used."""
    spelling: dict[str, str | int | None] = {**spelled_out(language)}
    return slugify((title or "").translate(str.maketrans(spelling)))[:_MAX_LENGTH].rstrip("-")


def fill_missing(page: "PortalPage") -> None:
    """Give each language that has a title but no slug the first free slug made from its title."""
    parent = paths.parent_of(page)
    if parent is None:
        return
    own = {
        code
        for code in content_languages()
        if not is_empty(get_value(page, "slug", code)) or not is_empty(get_value(page, "title", code))
    }
    for code in content_languages():
        if is_empty(get_value(page, "slug", code)) and not is_empty(get_value(page, "title", code)):
            base = slug_from_title(get_value(page, "title", code), code)
            if base:
                leaning = languages_leaning_on(code, own)
                set_value(page, "slug", code, free_slug(base, code, parent, page.pk, leaning))
    if not paths.effective_slug(page, page.source_language) and page.languages_with_title():
        # No letter of the title can stand in an address.
        for code in page.languages_with_title():
            set_value(page, "slug", code, free_slug(_WITHOUT_LETTERS, code, parent, page.pk))


def languages_leaning_on(language: str, own: Collection[str]) -> list[str]:
    """Return where the slug of ``language`` stands in; ``own`` are the languages with a slug of their own."""
    return [
        code
        for code in content_languages()
        if code not in own and next((c for c in reading_order(code) if c in own), None) == language
    ]


def free_slug(
    base: str, language: str, parent: "PortalPage", pk: int | None, leaning: Sequence[str] = ()
) -> str:
    """Return ``base``, or ``base-2``, ``base-3``… so that no other page has the address, or waits to have it.

    The slug is free in ``language`` and in those ``leaning`` on it.
    """
    candidate, number = base, 1
    waiting = taken.waiting_slugs(parent, pk).values()

    def is_taken(slug: str, code: str) -> bool:
        path = paths.join(parent, code, slug)
        if is_reserved(path, code) or is_kept_free(path, code):
            return True
        if any(slugs[code] == slug for slugs in waiting):
            return True
        others = parent.base_page_model.objects.filter(taken.holds(parent, code, slug))
        return others.exclude(pk=pk or 0).exists()

    while any(is_taken(candidate, code) for code in (language, *leaning)):
        number += 1
        candidate = f"{base}-{number}"
    return candidate


def keep(alias: "PortalPage", stored: "PortalPage") -> None:
    """Let ``alias``, which takes over the content of its original, keep the slugs it is stored with.

    Wagtail writes the alias's slug back into the active language, also when it stands in for a missing one.
    """
    for code in content_languages():
        set_value(alias, "slug", code, get_value(stored, "slug", code))


def free_slugs(page: "PortalPage", parent: "PortalPage") -> dict[str, str | None]:
    """Return slugs by column with which a second ``page`` can stand below ``parent``.

    A language without a slug of its own gets one only when the slug that stands in for it is taken.
    """
    own = {code: get_value(page, "slug", code) for code in content_languages()}
    slugs = {code: free_slug(slug, code, parent, None) if slug else None for code, slug in own.items()}
    leaning = [code for code, slug in slugs.items() if slug is None]
    while leaning:
        # A slug given to one language can stand in for another, which is then looked at again.
        settled = True
        for code in leaning:
            effective = next((slugs[c] for c in reading_order(code) if slugs[c]), "") or ""
            free = free_slug(effective, code, parent, None)
            if free != effective:
                slugs[code] = free
                settled = False
        if settled:
            break
        leaning = [code for code in leaning if slugs[code] is None]
    return {column("slug", code): slug for code, slug in slugs.items()}


def check_slugs(parent: "PortalPage", given: Mapping[str, str | None]) -> None:
    """Raise ValidationError on the slug of each language in which a new page below ``parent`` cannot have it.

    ``given`` are slugs by language. A language without one leans on the others, and is refused where the slug that
    stands in for it is taken.
    """
    own = {code: slug for code, slug in given.items() if slug}
    messages: dict[str, str] = {}
    for code, slug in own.items():
        try:
            validate_slug(slug)
            MaxLengthValidator(_LONGEST)(slug)
        except ValidationError as error:
            messages[code] = " ".join(error.messages)
    standing = {
        code: next((own[other] for other in reading_order(code) if other in own), "")
        for code in content_languages()
    }
    wanted = {code: paths.join(parent, code, slug) for code, slug in standing.items() if slug}
    taken.raise_on_slugs({**taken.refusals(wanted, parent), **messages})
