"""Putting a page into the bin, with all below it and all aliases of these."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.db import models, transaction
from django.db.models import CharField, Q
from django.db.models.functions import Cast
from treebeard.mp_tree import MP_MoveHandler
from wagtail.contrib.redirects.models import Redirect
from wagtail.log_actions import log
from wagtail.models import (
    GroupPagePermission,
    Locale,
    ReferenceIndex,
    WorkflowState,
)
from wagtail.search.index import remove_object

from cluster_portal.bin.models import BIN_PATH, BinnedPage
from cluster_portal.bin.redirects import Target, redirect_readers
from cluster_portal.editorial.models import Finding
from cluster_portal.identity.models import MenuItem
from cluster_portal.languages import paths
from cluster_portal.languages.codes import column, columns, content_languages, default_language
from cluster_portal.languages.models import LanguageSchedule, TranslationState
from cluster_portal.languages.querysets import record_type
from cluster_portal.languages.records import translated_models
from cluster_portal.languages.routing import BIN
from cluster_portal.pages.binned import RecordsOutsideBin, bin_open
from cluster_portal.pages.models import PortalPage

if TYPE_CHECKING:
    from cluster_portal.accounts.models import User

PUT = "bin.put"
_BATCH = 500
# Rows that would act on the page, show its title, or stand in the way of forms, while it is in the bin.
_HELD: tuple[tuple[type[models.Model], str], ...] = (
    (MenuItem, "page"),
    (LanguageSchedule, "page"),
    (GroupPagePermission, "page"),
    (Redirect, "redirect_page"),
)


@transaction.atomic
def put(page: PortalPage, user: "User | None" = None, target: Target = None) -> BinnedPage:
    """Move ``page`` into the bin, with all below it and all aliases of these; rights are the caller's matter.

    Whoever asks for an address that was public is led to ``target``, or nowhere.
    """
    with bin_open():
        node = _node()
        page = PortalPage.objects.get(pk=page.pk)
        row = _put_one(page, node, user, target)
        for alias in _aliases_outside(row.page.path):
            companion = _put_one(PortalPage.objects.get(pk=alias.pk), node, user, target)
            companion.along_with = row
            companion.save(update_fields=["along_with"])
    return row


def aliases_of(page: PortalPage) -> list[PortalPage]:
    """Return the aliases elsewhere that go into the bin with ``page``."""
    return _aliases_outside(page.path)


def others_below_aliases_of(page: PortalPage) -> "models.QuerySet[PortalPage]":
    """Return the pages that would go with aliases of ``page``, though they show neither it nor a page below it."""
    found = _all_aliases_outside(page.path)
    below = Q(pk__in=[])
    for alias in _uppermost(found):
        below |= Q(path__startswith=alias.path)
    return PortalPage.objects.filter(below).exclude(path__in=found)


def _aliases_outside(path: str) -> list[PortalPage]:
    """Return the uppermost aliases of pages at or below ``path``, of their aliases, and so on."""
    return _uppermost(_all_aliases_outside(path))


def _all_aliases_outside(path: str) -> dict[str, PortalPage]:
    found: dict[str, PortalPage] = {}
    new: list[str] = [path]
    while new:
        inside = Q(pk__in=[])
        for above in new:
            inside |= Q(alias_of__path__startswith=above)
        aliases = PortalPage.objects.filter(inside, in_bin=False).exclude(path__startswith=path)
        new = [alias.path for alias in aliases if alias.path not in found]
        found |= {alias.path: alias for alias in aliases}
    return found


def _uppermost(found: dict[str, PortalPage]) -> list[PortalPage]:
    return [
        alias
        for own, alias in sorted(found.items())
        if not any(own != other and own.startswith(other) for other in found)
    ]


def _node() -> PortalPage:
    """Return the bin, made when it is first needed and locked until the end of the transaction."""
    if not PortalPage.objects.filter(path=BIN_PATH).exists():
        with default_language():
            node = PortalPage(
                path=BIN_PATH,
                depth=1,
                title="Bin",
                draft_title="Bin",
                slug="bin",
                live=False,
                in_bin=True,
                locale=Locale.get_default(),
                content_type=ContentType.objects.get_for_model(PortalPage),
            )
            node.url_path = f"/{BIN}/"
        for code in content_languages():
            setattr(node, column("url_path", code), f"/{BIN}/")
        PortalPage.objects.bulk_create([node])
    return PortalPage.objects.select_for_update().get(path=BIN_PATH)


def _put_one(page: PortalPage, node: PortalPage, user: "User | None", target: Target) -> BinnedPage:
    page = page.specific
    log(instance=page, action=PUT, user=user, data={"subpages": page.get_descendant_count()}, deleted=True)
    _cancel_workflows(page, user)
    parent = page.get_parent(update=True)
    earlier = list(
        Redirect.objects.filter(redirect_page__path__startswith=page.path, site=None).values_list(
            "old_path", flat=True
        )
    )
    row = BinnedPage(
        page=page,
        parent=parent,
        next_sibling=page.get_next_sibling(),
        place=place_of(page)[:255],
        put_by=user,
        live_before=_live_pages(page.path),
        held=_hold(page.path),
    )
    row.redirects = redirect_readers(page, parent if target == "parent" else target, earlier)
    _move(page, node)
    row.page = page = PortalPage.objects.get(pk=page.pk)
    row.save()
    _hide(page.path)
    return row


def place_of(page: PortalPage) -> str:
    """Return the titles of the pages above, from the uppermost on."""
    return " › ".join(str(above.get_admin_display_title()) for above in page.ancestors)


def _cancel_workflows(page: PortalPage, user: "User | None") -> None:
    running = WorkflowState.objects.active().filter(
        base_content_type=ContentType.objects.get_for_model(PortalPage),
        object_id__in=_keys_as_texts(page.path),
    )
    for state in running:
        state.cancel(user=user)


def _keys_as_texts(path: str) -> Any:
    below = PortalPage.objects.filter(path__startswith=path)
    return below.annotate(key=Cast("pk", CharField())).values("key")


def _live_pages(path: str) -> dict[str, dict[str, Any]]:
    """Return by key what is known of the publication of each public page."""
    names = ["live_revision_id", "has_unpublished_changes", *columns("live_since").values()]
    live = PortalPage.objects.filter(path__startswith=path, live=True)
    return {str(row["pk"]): {name: row[name] for name in names} for row in live.values("pk", *names)}


def _move(page: PortalPage, node: PortalPage) -> None:
    """Move the page below the bin; its slugs stay, its paths in all languages are free from now on."""
    MP_MoveHandler(page, node, "last-child").process()
    moved = PortalPage.objects.get(pk=page.pk)
    paths.store(moved, node, redirects=False)


def _hold(path: str) -> str:
    """Take away rows that would act on the pages or stand in the way; return them written down."""
    rows: list[models.Model] = []
    with default_language():
        for model, name in _HELD:
            found = list(model._default_manager.filter(**{f"{name}__path__startswith": path}))
            rows += found
            model._default_manager.filter(pk__in=[row.pk for row in found]).delete()
        return serializers.serialize("json", rows) if rows else ""


def _hide(path: str) -> None:
    """Take the pages off the site and out of all that is kept about pages."""
    pages = PortalPage.objects.filter(path__startswith=path)
    keys = list(pages.values_list("pk", flat=True))
    nothing: dict[str, Any] = dict.fromkeys(["live_since", *columns("live_since").values()])
    pages.rewrite(False).filter(live=True).update(
        live=False, live_revision=None, has_unpublished_changes=True, **nothing
    )
    pages.update(in_bin=True)
    TranslationState.objects.filter(page__path__startswith=path).delete()
    for records in records_of(path):
        of_type = TranslationState.objects.filter(content_type=record_type(records.model()))
        of_type.filter(object_id__in=records.values("pk")).delete()
    Finding.objects.filter(page__path__startswith=path).delete()
    forget_uses(keys)
    for page in pages.iterator(chunk_size=200):
        remove_object(page)


def records_of(path: str) -> "Iterator[models.QuerySet[Any]]":
    """Return the translated records of the page at ``path`` and of those below it, one query per model."""
    for model in translated_models():
        manager = model._default_manager
        if isinstance(manager, RecordsOutsideBin):
            yield model._base_manager.filter(**{f"{manager.page}__path__startswith": path})


def forget_uses(keys: Iterable[int]) -> None:
    """Forget what these pages use: what only they use counts as unused, unless it cannot be deleted before them."""
    uses = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(PortalPage),
        object_id__in=[str(key) for key in keys],
    )
    forgotten = [use.pk for use in uses if use.on_delete is not models.PROTECT]
    for start in range(0, len(forgotten), _BATCH):
        ReferenceIndex.objects.filter(pk__in=forgotten[start : start + _BATCH]).delete()
