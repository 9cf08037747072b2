"""Bringing a page back out of the bin."""

from collections.abc import Collection, Mapping
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from treebeard.mp_tree import MP_MoveHandler
from wagtail.contrib.redirects.models import Redirect
from wagtail.log_actions import log
from wagtail.models import ReferenceIndex, Revision
from wagtail.search.index import insert_or_update_object

from cluster_portal.bin.models import BinnedPage
from cluster_portal.bin.putting import records_of
from cluster_portal.bin.redirects import clear_addresses
from cluster_portal.editorial import findings
from cluster_portal.identity.models import PortalSettings
from cluster_portal.languages import paths, states, taken
from cluster_portal.languages.codes import column, columns, content_languages, default_language, set_value
from cluster_portal.languages.models import LanguageSchedule
from cluster_portal.languages.records import as_drafted
from cluster_portal.pages.binned import bin_open
from cluster_portal.pages.holding import tell
from cluster_portal.pages.models import PortalPage

if TYPE_CHECKING:
    from cluster_portal.accounts.models import User

BROUGHT_BACK = "bin.bring_back"


@dataclass(frozen=True, slots=True)
class Wish:
    """How a page is to come back.

    ``parent`` is where to; ``slugs`` holds a new slug for each language in which the address is taken; ``languages``
    are those in which it is public again as before; ``schedules`` says whether its schedules run again.
    """

    parent: PortalPage
    slugs: Mapping[str, str] = field(default_factory=dict)
    languages: Collection[str] = ()
    schedules: bool = False


def languages_before(row: BinnedPage) -> list[str]:
    """Return the languages in which the page or one below it was public."""
    names = {code: column("live_since", code) for code in content_languages()}
    return [
        code for code, name in names.items() if any(known.get(name) for known in row.live_before.values())
    ]


def schedules_to_come(row: BinnedPage) -> list[tuple[str, datetime]]:
    """Return language and moment of each schedule that was held and is not over yet."""
    held = [item.object for item in _held_rows(row) if isinstance(item.object, LanguageSchedule)]
    now = timezone.now()
    moments = [(schedule.language, schedule.moment) for schedule in held if schedule.moment > now]
    return sorted(moments, key=lambda item: item[1])


def check_place(row: BinnedPage, parent: PortalPage) -> None:
    """Raise ValidationError when the page cannot stand below ``parent``."""
    model = row.page.specific_class
    if parent.in_bin or model is None or not model.can_create_at(parent):
        raise ValidationError({"parent": _("A page of this type cannot stand there. Choose another place.")})
    with bin_open():
        inside = PortalPage.objects.filter(path__startswith=row.page.path, alias_of__in_bin=True)
        companions = [row.page.path, *row.companions.values_list("page__path", flat=True)]
        for path in companions:
            inside = inside.exclude(alias_of__path__startswith=path)
        if inside.exists():
            raise ValidationError(
                _(
                    "It shows a page that is in the bin itself. Bring that one back first; this one comes with it."
                )
            )


def taken_addresses(row: BinnedPage, parent: PortalPage, slugs: Mapping[str, str]) -> dict[str, list[Any]]:
    """Return by language what is said of an address that another page below ``parent`` has meanwhile."""
    page = copy(row.page)
    for code, slug in slugs.items():
        set_value(page, "slug", code, slug)
    try:
        taken.check_unique(page, parent)
    except ValidationError as error:
        names = {name: code for code, name in columns("slug").items()}
        return {names[name]: list(messages) for name, messages in error.message_dict.items()}
    return {}


@transaction.atomic
def bring_back(row: BinnedPage, wish: Wish, user: "User | None" = None) -> PortalPage:
    """Take the page out of the bin, with all below it and the aliases that went in with it; return it.

    Raises ValidationError when it cannot stand there or an address is taken, and BinnedPage.DoesNotExist when it has
    left the bin meanwhile; then nothing has changed. Rights are the caller's matter.
    """
    row, *companions = BinnedPage.objects.lock(row.pk)
    parent = PortalPage.objects.select_for_update().get(pk=wish.parent.pk)
    check_place(row, parent)
    if taken := taken_addresses(row, parent, wish.slugs):
        raise ValidationError([message for messages in taken.values() for message in messages])
    page = _bring_one(row, wish, user)
    for companion in companions:
        _bring_companion(companion, wish, user)
    return page


def _bring_companion(row: BinnedPage, wish: Wish, user: "User | None") -> None:
    """Bring an alias back to where it stood; one that cannot stand there any more stays in the bin by itself."""
    place = row.parent
    if place is None or place.in_bin or taken_addresses(row, place, {}):
        BinnedPage.objects.filter(pk=row.pk).update(along_with=None)
        return
    try:
        check_place(row, place)
    except ValidationError:
        BinnedPage.objects.filter(pk=row.pk).update(along_with=None)
        return
    _bring_one(row, Wish(place, {}, wish.languages, wish.schedules), user)


def _bring_one(row: BinnedPage, wish: Wish, user: "User | None") -> PortalPage:
    with bin_open():
        page = PortalPage.objects.get(pk=row.page_id)
        _set_slugs(page, wish.slugs)
        parent = PortalPage.objects.get(pk=wish.parent.pk)
        sibling = row.next_sibling
        if sibling is not None and not sibling.in_bin and sibling.is_child_of(parent):
            MP_MoveHandler(page, PortalPage.objects.get(pk=sibling.pk), "left").process()
        else:
            MP_MoveHandler(page, parent, "last-child").process()
        page = PortalPage.objects.get(pk=page.pk)
        paths.store(page, parent, redirects=False)
        PortalPage.objects.filter(path__startswith=page.path).update(in_bin=False)
    Redirect.objects.filter(pk__in=row.redirects, automatically_created=True).delete()
    clear_addresses(page)
    _publish_again(row, page, wish.languages)
    _return_held(row, page, wish)
    BinnedPage.objects.filter(pk=row.pk).delete()
    back: Any = PortalPage.objects.get(pk=page.pk)
    _let_aliases_follow(back)
    _follow(back)
    log(instance=back.specific, action=BROUGHT_BACK, user=user, data={"languages": list(wish.languages)})
    return back


def _let_aliases_follow(page: PortalPage) -> None:
    """Let public aliases show what their originals elsewhere say by now."""
    aliases = PortalPage.objects.filter(path__startswith=page.path, alias_of__live=True, live=True)
    originals = aliases.exclude(alias_of__path__startswith=page.path).values("alias_of")
    for original in PortalPage.objects.filter(pk__in=originals).specific():
        original.update_aliases()


def _set_slugs(page: PortalPage, slugs: Mapping[str, str]) -> None:
    """Give the page new slugs, and its draft too."""
    if not slugs:
        return
    for code, slug in slugs.items():
        set_value(page, "slug", code, slug)
    with default_language():
        values = {"slug": page.slug, **{column("slug", code): slug for code, slug in slugs.items()}}
    PortalPage.objects.filter(pk=page.pk).rewrite(False).update(**values)
    if page.latest_revision_id:
        revision = page.latest_revision
        revision.content |= values
        revision.save(update_fields=["content"])


def _publish_again(row: BinnedPage, page: PortalPage, languages: Collection[str]) -> None:
    """Make the pages public again in those of ``languages`` in which they were."""
    wanted = {column("live_since", code) for code in languages}
    public = PortalPage.objects.filter(path__startswith=page.path, pk__in=row.live_before)
    for back in public.select_related("alias_of"):
        if back.alias_of is not None and not back.alias_of.live:
            # It shows nothing that is public.
            continue
        known = row.live_before[str(back.pk)]
        since = {
            name: parse_datetime(known[name]) if name in wanted and known.get(name) else None
            for name in columns("live_since").values()
        }
        if not any(since.values()):
            continue
        complete = all(since[name] for name in since if known.get(name))
        revision = known["live_revision_id"]
        values: dict[str, Any] = {
            "live": True,
            "has_unpublished_changes": known["has_unpublished_changes"] or not complete,
            "live_revision_id": revision if Revision.objects.filter(pk=revision).exists() else None,
            **since,
        }
        PortalPage.objects.filter(pk=back.pk).rewrite(False).update(**values)
        shown = PortalPage.objects.get(pk=back.pk)
        paths.store(shown, shown.get_parent())


def _held_rows(row: BinnedPage) -> list[Any]:
    with default_language():
        return list(serializers.deserialize("json", row.held or "[]", ignorenonexistent=True))


def _return_held(row: BinnedPage, page: PortalPage, wish: Wish) -> None:
    """Put back what was taken away; schedules wait for somebody unless they are wanted and not over."""
    now = timezone.now()
    held = []
    for item in _held_rows(row):
        row_back = item.object
        if isinstance(row_back, LanguageSchedule) and not (wish.schedules and row_back.moment > now):
            if row_back.status == LanguageSchedule.Status.WAITING:
                held.append(row_back.pk)
            row_back.status = LanguageSchedule.Status.HELD
            row_back.reason = row_back.reason or LanguageSchedule.Reason.WITHDRAWN
        _return_one(item)
    tell(LanguageSchedule.objects.filter(pk__in=held).select_related("page", "created_by"))


def _return_one(item: Any) -> None:
    """Save one row, unless what it belongs to is gone."""
    for own in item.object._meta.concrete_fields:
        if isinstance(own, models.ForeignKey):
            key = getattr(item.object, own.attname)
            if key is not None and not own.related_model._base_manager.filter(pk=key).exists():
                if not own.null:
                    return
                setattr(item.object, own.attname, None)
    try:
        with transaction.atomic(), default_language():
            item.save()
    except IntegrityError:
        # There is another row for the same purpose by now.
        return


def _follow(page: PortalPage) -> None:
    """Let all that is kept about pages know the page and those below it again."""
    for back in PortalPage.objects.filter(path__startswith=page.path).specific().iterator(chunk_size=100):
        if not back.alias_of_id:
            draft = back.get_latest_revision_as_object()
            states.store_states(draft)
            findings.store(draft)
        ReferenceIndex.create_or_update_for_object(back)
        insert_or_update_object(back)
    for records in records_of(page.path):
        for record in records:
            states.store_states(as_drafted(record))
    for settings in PortalSettings.objects.all():
        ReferenceIndex.create_or_update_for_object(settings)
