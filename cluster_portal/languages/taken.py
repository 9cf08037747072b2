"""Addresses that other pages have, or wait to have, in each language."""

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.db.models.fields.json import KeyTextTransform
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from cluster_portal.languages.codes import (
    column,
    columns,
    content_languages,
    get_value,
    name_of,
    reading_order,
)
from cluster_portal.languages.paths import Paths, join, parent_of, paths_below, stored_paths
from cluster_portal.languages.reserved import is_kept_free, is_reserved

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from cluster_portal.pages.models import PortalPage


def holds(parent: "PortalPage", language: str, slug: str) -> Q:
    """Return the condition that a page has the address of ``slug`` below ``parent``, or will when published."""
    is_sibling = Q(path__startswith=parent.path, depth=parent.depth + 1)
    return Q(**{column("url_path", language): join(parent, language, slug)}) | (
        is_sibling & Q(**{column("slug", language): slug})
    )


def _last_part(path: str) -> str:
    return path.rstrip("/").rpartition("/")[2]


def _holders(wanted: Paths, parent: "PortalPage", besides: int | None) -> dict[str, "PortalPage"]:
    """Return who holds the wanted paths, by language, live or in a draft that waits."""
    from cluster_portal.pages.models import PortalPage

    condition = Q()
    for code, path in wanted.items():
        condition |= holds(parent, code, _last_part(path))
    found: dict[str, PortalPage] = {}
    for other in PortalPage.objects.filter(condition).exclude(pk=besides or 0):
        is_sibling = other.parent_path == parent.path
        for code, path in wanted.items():
            has_slug = is_sibling and get_value(other, "slug", code) == _last_part(path)
            if has_slug or get_value(other, "url_path", code) == path:
                found.setdefault(code, other)
    for other, slugs in waiting_slugs(parent, besides).items():
        for code, path in wanted.items():
            if slugs[code] and join(parent, code, slugs[code]) == path:
                found.setdefault(code, other)
    return found


def waiting_slugs(parent: "PortalPage", besides: int | None) -> dict["PortalPage", dict[str, str]]:
    """Return the pages below ``parent`` with changes that are not public, and the slugs they will then have.

    A page that was never public is left out: its stored slugs are those of its draft.
    """
    from cluster_portal.pages.models import PortalPage

    drafted = {
        f"drafted_{code}": KeyTextTransform(name, "latest_revision__content")
        for code, name in columns("slug").items()
    }
    waiting = (
        PortalPage.objects.child_of(parent)
        .filter(Q(live=True) | Q(first_published_at__isnull=False))
        .filter(has_unpublished_changes=True, latest_revision__isnull=False)
        .exclude(pk=besides or 0)
        .annotate(**drafted)
    )
    return {
        page: {
            code: next(
                (slug for other in reading_order(code) if (slug := getattr(page, f"drafted_{other}"))), ""
            )
            for code in content_languages()
        }
        for page in waiting
    }


def is_free(slug: str, parent: "PortalPage", page: "PortalPage | None") -> bool:
    """Say whether ``page`` (or a new page with ``slug``) can stand below ``parent`` in every language."""
    if page is None:
        return not refusals({code: join(parent, code, slug) for code in content_languages()}, parent)
    return not refusals_of(page, parent)


def refusals(
    wanted: Paths, parent: "PortalPage", besides: int | None = None, stored: Paths | None = None
) -> "dict[str, StrOrPromise]":
    """Return, by language, why no page below ``parent`` can have the wanted path there; empty when it can.

    ``stored`` are the paths that the page has already: nobody else can be waiting for them.
    """
    changed = {code: path for code, path in wanted.items() if (stored or {}).get(code) != path}
    holders = _holders(changed, parent, besides) if changed else {}
    found: dict[str, StrOrPromise] = {}
    for code, path in wanted.items():
        slug = _last_part(path)
        if code in holders:
            found[code] = taken_by(holders[code], code, slug)
        elif is_reserved(path, code) or (code in changed and is_kept_free(path, code)):
            text = _(
                "In %(language)s, the portal itself uses the address “%(slug)s” here. "
                "Choose another slug for this language."
            )
            found[code] = _with_language(text, code, slug=slug)
    return found


def taken_by(other: "PortalPage", language: str, slug: str) -> "StrOrPromise":
    """Return the message that ``other`` has the address that was wanted in ``language``."""
    text = _(
        "In %(language)s, the page “%(title)s” already has the address “%(slug)s” here. "
        "Choose another slug for this language."
    )
    return _with_language(text, language, title=str(other.texts_in(language).title), slug=slug)


def _named(text: "StrOrPromise", language: str, **words: str) -> str:
    return str(text) % {"language": name_of(language), **words}


# Drafts are saved in the default language, and the message is read in another.
_with_language = lazy(_named, str)


def refusals_of(page: "PortalPage", parent: "PortalPage") -> "dict[str, StrOrPromise]":
    """Return, by language, why ``page`` cannot stand below ``parent``; empty when it can."""
    return refusals(paths_below(page, parent), parent, page.pk, stored_paths(page))


def check_unique(page: "PortalPage", parent: "PortalPage | None" = None) -> None:
    """Raise ValidationError on the slug of each language in which the page cannot have its address."""
    parent = parent or parent_of(page)
    if parent is None:
        return
    raise_on_slugs(refusals_of(page, parent))


def raise_on_slugs(messages: "dict[str, StrOrPromise]") -> None:
    """Raise ValidationError with these messages, by language, on the slugs; do nothing without any."""
    if messages:
        raise ValidationError({column("slug", code): message for code, message in messages.items()})
