"""Addresses that the portal answers itself, so that no page at them would ever be reached."""

import re
from functools import lru_cache
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import (
    NoReverseMatch,
    Resolver404,
    ResolverMatch,
    URLPattern,
    URLResolver,
    get_resolver,
    get_urlconf,
    resolve,
)
from django.urls.resolvers import LocalePrefixPattern
from django.utils import translation
from wagtail.models import Site

from cluster_portal.languages.routing import address_of_path

_PAGES = "wagtail_serve"
_SLUG = re.compile(r"[\w-]+")


def is_reserved(path: str, language: str) -> bool:
    """Say whether something of the portal's own answers at a page's ``path`` in the tree, in ``language``."""
    if not _slugs_in(path):
        return False
    try:
        address = address_of_path(path, language)
    except NoReverseMatch:
        # What is no slug is refused as such.
        return False
    return address is not None and view_at(address, language) is not None


def view_at(address: str, language: str) -> ResolverMatch | None:
    """Return what answers at an address other than a page, asked for in ``language``; None for nothing."""
    with translation.override(language):
        try:
            match = resolve(address)
        except Resolver404:
            return None
    return None if match.url_name == _PAGES else match


def is_kept_free(path: str, language: str) -> bool:
    """Say whether a new page would stand where the portal's own addresses begin, as ``account`` and ``admin``.

    They are kept free directly below the home page: what is added to the portal later must not hide a page.
    """
    slugs = _slugs_in(path)
    return len(slugs) == 1 and slugs[0].lower() in reserved_names(language)


def _slugs_in(path: str) -> list[str]:
    """Return the parts of a path that show in an address: all below the home page, none outside of the site."""
    if not is_in_site(path):
        return []
    return [part for part in path.split("/") if part][1:]


def is_in_site(path: str) -> bool:
    """Say whether a path in the tree is that of the home page or of a page below it.

    The home page has one path in all languages.
    """
    return any(path.startswith(site.root_path) for site in Site.get_site_root_paths())


def reserved_names(language: str) -> frozenset[str]:
    """Return what no new page directly below the home page may be called in ``language``, in small letters."""
    files = {
        urlsplit(url).path.strip("/").partition("/")[0] for url in (settings.MEDIA_URL, settings.STATIC_URL)
    }
    return _names(get_urlconf() or settings.ROOT_URLCONF, language) | files


@lru_cache(maxsize=64)
def _names(urlconf: str, language: str) -> frozenset[str]:
    with translation.override(language):
        return frozenset(_first_parts(get_resolver(urlconf).url_patterns))


def _first_parts(patterns: "list[URLPattern | URLResolver]", before: str = "") -> set[str]:
    """Return the fixed first parts of addresses, without those of files beside pages, as in ``calls/….ics``."""
    found: set[str] = set()
    for entry in patterns:
        if isinstance(entry.pattern, LocalePrefixPattern):
            found |= _first_parts(entry.url_patterns)  # type: ignore[union-attr]
            continue
        first, slash, rest = (before + str(entry.pattern).removeprefix("^")).partition("/")
        if not slash:
            if isinstance(entry, URLResolver):
                found |= _first_parts(entry.url_patterns, first)
        elif _SLUG.fullmatch(first) and (isinstance(entry, URLResolver) or _ends_as_pages_do(rest)):
            found.add(first.lower())
    return found


def _ends_as_pages_do(rest: str) -> bool:
    return not rest or rest.rstrip("$").endswith("/")
