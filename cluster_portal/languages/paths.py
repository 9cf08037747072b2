"""Each page's path in the tree, in each language, kept right whatever happens to the page.

A path is made of effective slugs: a page's own in that language, or the one that stands in for it. It is stored
for every language, so that one query routes a request, and it is unique per language.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import F, Q, UniqueConstraint, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext as _

from cluster_portal.languages.codes import (
    column,
    columns,
    content_languages,
    default_language,
    get_value,
    name_of,
    reading_order,
    set_value,
)
from cluster_portal.languages.reserved import is_kept_free, is_reserved

if TYPE_CHECKING:
    from cluster_portal.pages.models import PortalPage

Paths = dict[str, str]


def unique_path_constraints(name: str) -> list[UniqueConstraint]:
    """Return the constraints that keep one page per path and language."""
    return [
        UniqueConstraint(fields=[path_column], name=f"{name}_{code}")
        for code, path_column in columns("url_path").items()
    ]


def effective_slug(page: "PortalPage", language: str) -> str:
    """Return the page's own slug in ``language``, else the one that stands in for it."""
    for code in reading_order(language):
        slug = get_value(page, "slug", code)
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
    """Return the path of ``page`` in each language, were it below ``parent`` (None: the root of the tree)."""
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


def set_paths(page: "PortalPage", parent: "PortalPage | None") -> None:
    """Set the path of ``page`` in each language."""
    for code, path in paths_below(page, parent).items():
        set_value(page, "url_path", code, path)


def concerns_slugs(fields: Iterable[str]) -> bool:
    """Say whether any of these fields is a slug."""
    return not {"slug", *columns("slug").values()}.isdisjoint(fields)


def stored_paths(page: "PortalPage") -> Paths | None:
    """Return the paths in the database, None for a page that is not there."""
    names = columns("url_path")
    row = page.base_page_model.objects.filter(pk=page.pk).values(*names.values()).first()
    return None if row is None else {code: row[name] or "" for code, name in names.items()}


def holder_of(path: str, language: str, besides: int | None) -> "PortalPage | None":
    """Return the page at ``path`` in ``language`` other than the one with key ``besides``."""
    from cluster_portal.pages.models import PortalPage

    holders = PortalPage.objects.at_path(language, path)
    return (holders if besides is None else holders.exclude(pk=besides or 0)).first()


def _holders(wanted: Paths, parent: "PortalPage", besides: int | None) -> dict[str, "PortalPage"]:
    """Return who holds the wanted paths, by language, live or in a draft that waits."""
    from cluster_portal.pages.models import PortalPage

    condition = Q()
    for code, path in wanted.items():
        condition |= Q(**{column("url_path", code): path})
    found: dict[str, PortalPage] = {}
    for other in PortalPage.objects.filter(condition).exclude(pk=besides or 0):
        for code, path in wanted.items():
            if get_value(other, "url_path", code) == path:
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
) -> dict[str, str]:
    """Return, by language, why no page below ``parent`` can have the wanted path there; empty when it can.

    ``stored`` are the paths that the page has already: nobody else can be waiting for them.
    """
    changed = {code: path for code, path in wanted.items() if (stored or {}).get(code) != path}
    holders = _holders(changed, parent, besides) if changed else {}
    found: dict[str, str] = {}
    for code, path in wanted.items():
        slug = path.rstrip("/").rpartition("/")[2]
        if code in holders:
            found[code] = taken_by(holders[code], code, slug)
        elif is_reserved(path, code) or (code in changed and is_kept_free(path, code)):
            found[code] = _(
                "In %(language)s, the portal itself uses the address “%(slug)s” here. "
                "Choose another slug for this language."
            ) % {"language": name_of(code), "slug": slug}
    return found


def taken_by(other: "PortalPage", language: str, slug: str) -> str:
    """Return the message that ``other`` has the address that was wanted in ``language``."""
    return _(
        "In %(language)s, the page “%(title)s” already has the address “%(slug)s” here. "
        "Choose another slug for this language."
    ) % {"language": name_of(language), "title": other.texts_in(language).title, "slug": slug}


def refusals_of(page: "PortalPage", parent: "PortalPage") -> dict[str, str]:
    """Return, by language, why ``page`` cannot stand below ``parent``; empty when it can."""
    return refusals(paths_below(page, parent), parent, page.pk, stored_paths(page))


def check_unique(page: "PortalPage", parent: "PortalPage | None" = None) -> None:
    """Raise ValidationError on the slug of each language in which the page cannot have its address."""
    parent = parent or parent_of(page)
    if parent is None:
        return
    raise_on_slugs(refusals_of(page, parent))


def raise_on_slugs(messages: dict[str, str]) -> None:
    """Raise ValidationError with these messages, by language, on the slugs; do nothing without any."""
    if messages:
        raise ValidationError({column("slug", code): message for code, message in messages.items()})


def after_save(page: "PortalPage", before: Paths) -> None:
    """Move the descendants to the new paths, and leave redirects where the page was public."""
    from cluster_portal.languages.redirects import record_redirects

    changed = changed_paths(page, before)
    if changed:
        record_redirects(page, changed)
        move_descendants(page, changed)


def changed_paths(page: "PortalPage", before: Paths) -> dict[str, tuple[str, str]]:
    """Return the old and the new path in each language in which they differ."""
    return {
        code: (old, new) for code, old in before.items() if old != (new := get_value(page, "url_path", code))
    }


def move_descendants(page: "PortalPage", changed: dict[str, tuple[str, str]]) -> None:
    """Move the descendants to the new paths."""
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
    before = stored_paths(page)
    if before is None:
        return
    set_paths(page, page.get_parent(update=True))
    fields = ("title", "slug", "url_path")
    with default_language():
        values = {name: getattr(page, name) for field in fields for name in (field, *columns(field).values())}
    page.base_page_model.objects.filter(pk=page.pk).rewrite(False).update(**values)
    after_save(page, before)


def fill_missing_paths() -> None:
    """Give pages their path in languages that were added since they were saved.

    Does nothing while the columns of a language are not all there, as halfway through migrations.
    """
    from cluster_portal.pages.models import PortalPage

    names = columns("url_path")
    with connection.cursor() as cursor:
        table = connection.introspection.get_table_description(cursor, PortalPage._meta.db_table)
    present = {column.name for column in table}
    if not {*names.values(), *columns("slug").values()} <= present:
        return
    lacking = Q()
    for name in names.values():
        lacking |= Q(**{f"{name}__isnull": True})
    if not PortalPage.objects.filter(lacking).exists():
        return
    above: dict[str, PortalPage] = {}
    fields = ("path", "depth", *names.values(), *columns("slug").values())
    for page in PortalPage.objects.only(*fields).order_by("path"):
        set_paths(page, above.get(page.parent_path))
        above[page.path] = page
        changes = {name: get_value(page, "url_path", code) for code, name in names.items()}
        PortalPage.objects.filter(lacking, pk=page.pk).update(**changes)
