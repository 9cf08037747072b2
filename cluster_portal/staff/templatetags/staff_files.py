"""Where files are used, on the screens that delete them."""

from dataclasses import dataclass
from typing import Any

from django import template

from cluster_portal.media.models import FileUse, PortalDocument, PortalImage
from cluster_portal.media.naming import kind_of
from cluster_portal.pages.models import PortalPage

register = template.Library()
# So many pages are named; the others are counted.
_MOST = 20


@dataclass(frozen=True, slots=True)
class DraftUses:
    """Pages that name a file in a draft or an earlier version only, and how many more there are."""

    pages: list[PortalPage]
    hidden: int


@register.simple_tag(takes_context=True)
def uses_in_drafts(context: dict[str, Any]) -> DraftUses | None:
    """Return the uses of the file that is deleted; None without any. Pages the person may not edit are counted."""
    file = _file_of(context)
    if file is None:
        return None
    uses = FileUse.objects.filter(**{kind_of(type(file)): file}, page__isnull=False)
    pages = PortalPage.objects.filter(pk__in=uses.values("page")).exclude(
        pk__in=uses.filter(is_live=True).values("page")
    )
    found = list(pages.order_by("pk")[:_MOST])
    user = context["request"].user
    named = [page for page in found if page.permissions_for_user(user).can_edit()]
    return DraftUses(named, pages.count() - len(named)) if found else None


def _file_of(context: dict[str, Any]) -> PortalDocument | PortalImage | None:
    """Return what the screen deletes, one by one or among several."""
    rows = [row for name in ("document", "image") if isinstance(row := context.get(name), dict)]
    found = rows[0].get("item") if rows else getattr(context.get("view"), "object", None)
    return found if isinstance(found, PortalDocument | PortalImage) else None
