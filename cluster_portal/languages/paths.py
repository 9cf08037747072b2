"""Each page's path in the tree, in each language, kept right whatever happens to the page.

A path is made of effective slugs: a page's own in that language, or the one that stands in for it. It is stored
for every language, so that one query routes a request, and it is unique per language. While a page is public, the
slugs of languages in which it is not are in no path: others stand in for them, as for those that are missing.
"""

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection
from django.db.models import F, Q, UniqueConstraint, Value
from django.db.models.functions import Concat, Substr

from cluster_portal.languages.codes import (
    column,
    columns,
    content_languages,
    default_language,
    get_value,
    reading_order,
    set_value,
)
from cluster_portal.languages.reserved import is_reserved

if TYPE_CHECKING:
    from cluster_portal.pages.models import PortalPage

Paths = dict[str, str]
_PARTS_OF_PATHS = ("url_path", "slug", "live_since", "first_live_at")


def unique_path_constraints(name: str) -> list[UniqueConstraint]:
    """Return the constraints that keep one page per path and language."""
    return [
        UniqueConstraint(fields=[path_column], name=f"{name}_{code}")
        for code, path_column in columns("url_path").items()
    ]


def effective_slug(page: "PortalPage", language: str, among: Collection[str] | None = None) -> str:
    """Return the page's own slug in ``language``, else the one that stands in for it; only of those ``among``."""
    for code in reading_order(language):
        slug = get_value(page, "slug", code) if among is None or code in among else None
        if slug:
            return str(slug)
    return ""


def parent_of(page: "PortalPage") -> "PortalPage | None":
    """Return the parent, also of a page that is only about to be created; None when it is not known."""
    parent = getattr(page, "_cached_parent_obj", None)
    if parent is not None:
        return parent
    return page.get_parent() if page.path else None


def join(parent: "PortalPage", language: str, slug: str) -> str:
    """Return the path of a child of ``parent`` with ``slug``."""
    return f"{get_value(parent, 'url_path', language)}{slug}/"


def paths_below(page: "PortalPage", parent: "PortalPage | None") -> Paths:
    """Return the path of ``page`` in each language, were it below ``parent`` and published in all.

    Without a parent it is the root of the tree.
    """
    if parent is None:
        return dict.fromkeys(content_languages(), "/")
    if parent.depth == 1 and parent.in_bin:
        # Two pages with the same slug lie in the bin side by side.
        return {code: join(parent, code, str(page.uuid)) for code in content_languages()}
    if parent.depth == 1:
        # Wagtail keeps one root path per site for all languages; this slug never shows in an address.
        slug = effective_slug(page, settings.LANGUAGE_CODE)
        return {code: join(parent, code, slug) for code in content_languages()}
    return {code: join(parent, code, effective_slug(page, code)) for code in content_languages()}


def public_paths_below(page: "PortalPage", parent: "PortalPage | None") -> Paths:
    """Return the path of ``page`` in each language, were it below ``parent``, without slugs that are not public.

    Where another page has the address that stands in for such a slug, the page's identity does.
    """
    found, live = paths_below(page, parent), page.addressed_languages
    if parent is None or parent.depth == 1 or not live:
        return found
    for code in found:
        shown = effective_slug(page, code, live)
        if shown and shown != effective_slug(page, code):
            path = join(parent, code, shown)
            others = page.base_page_model.objects.at_path(code, path).exclude(pk=page.pk or 0)
            is_taken = is_reserved(path, code) or others.exists()
            found[code] = join(parent, code, str(page.uuid)) if is_taken else path
    return found


def set_paths(page: "PortalPage", parent: "PortalPage | None") -> None:
    """Set the path of ``page`` in each language, as readers are to know it."""
    for code, path in public_paths_below(page, parent).items():
        set_value(page, "url_path", code, path)


def store(
    page: "PortalPage",
    parent: "PortalPage | None",
    *,
    fields: Iterable[str] = ("url_path",),
    redirects: bool = True,
) -> None:
    """Write the paths of ``page`` below ``parent``, and those of its descendants; do nothing for a page that is new.

    ``fields`` are written as the page holds them. Addresses that were public leave redirects.
    """
    before = stored_paths(page)
    if before is None:
        return
    set_paths(page, parent)
    with default_language():
        values = {name: getattr(page, name) for field in fields for name in (field, *columns(field).values())}
    page.base_page_model.objects.filter(pk=page.pk).rewrite(False).update(**values)
    after_save(page, before, redirects=redirects)


def concerns_slugs(fields: Iterable[str]) -> bool:
    """Say whether any of these fields is a slug."""
    return not {"slug", *columns("slug").values()}.isdisjoint(fields)


def stored_paths(page: "PortalPage") -> Paths | None:
    """Return the paths in the database, None for a page that is not there."""
    names = columns("url_path")
    row = page.base_page_model.objects.filter(pk=page.pk).values(*names.values()).first()
    return None if row is None else {code: row[name] or "" for code, name in names.items()}


def after_save(page: "PortalPage", before: Paths, *, redirects: bool = True) -> None:
    """Move the descendants to the new paths, and leave redirects where the page was public."""
    from cluster_portal.languages.redirects import record_redirects

    changed = {
        code: (old, new) for code, old in before.items() if old != (new := get_value(page, "url_path", code))
    }
    if changed:
        if redirects:
            record_redirects(page, changed)
        _move_descendants(page, changed)


def _move_descendants(page: "PortalPage", changed: dict[str, tuple[str, str]]) -> None:
    below = page.base_page_model.objects.filter(path__startswith=page.path).exclude(pk=page.pk)
    below.update(
        **{
            column("url_path", code): Concat(Value(new), Substr(F(column("url_path", code)), len(old) + 1))
            for code, (old, new) in changed.items()
        }
    )
    default = settings.LANGUAGE_CODE
    if default in changed:
        # The untranslated column holds the path in the default language.
        below.rewrite(False).update(url_path=F(column("url_path", default)))


def follow_draft(page: "PortalPage") -> None:
    """Store titles, slugs and paths of a draft on a page that was never public.

    Nobody reads them there, and the explorer, the choosers and the constraint on addresses do.
    """
    store(page, page.get_parent(update=True), fields=("title", "slug", "url_path"))


def correct_stored_paths() -> None:
    """Give pages their path in languages that were added since they were saved, and no slug that is not public.

    Does nothing while the columns of a language are not all there, as halfway through migrations.
    """
    from cluster_portal.pages.models import PortalPage

    with connection.cursor() as cursor:
        table = connection.introspection.get_table_description(cursor, PortalPage._meta.db_table)
    present = {column.name for column in table}
    if {name for field in _PARTS_OF_PATHS for name in columns(field).values()} <= present:
        _fill_missing_paths()
        _hide_slugs()


def _fill_missing_paths() -> None:
    from cluster_portal.pages.models import PortalPage

    names = columns("url_path")
    lacking = Q()
    for name in names.values():
        lacking |= Q(**{f"{name}__isnull": True})
    if not PortalPage.objects.filter(lacking).exists():
        return
    above: dict[str, PortalPage] = {}
    columns_read = [name for field in _PARTS_OF_PATHS for name in columns(field).values()]
    fields = ("path", "depth", "live", "uuid", "in_bin", *columns_read)
    for page in PortalPage.objects.only(*fields).order_by("path"):
        set_paths(page, above.get(page.parent_path))
        above[page.path] = page
        changes = {name: get_value(page, "url_path", code) for code, name in names.items()}
        PortalPage.objects.filter(lacking, pk=page.pk).update(**changes)


def _hide_slugs() -> None:
    """Correct pages that were published while the slugs of all languages stood in their paths."""
    from cluster_portal.pages.models import PortalPage

    shows = Q()
    for code, name in columns("url_path").items():
        own = Concat(Value("/"), F(column("slug", code)), Value("/"))
        shows |= Q(**{f"{name}__endswith": own, f"{column('live_since', code)}__isnull": True})
    for page in PortalPage.objects.filter(shows, live=True, depth__gt=2):
        store(page, page.get_parent())
