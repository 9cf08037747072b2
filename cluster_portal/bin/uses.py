"""What a page that is about to be deleted is used by, and what keeps it from being deleted."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import CharField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from wagtail.models import ReferenceIndex, Site

from cluster_portal.bin.needs import MOST, needing
from cluster_portal.bin.putting import aliases_of, others_below_aliases_of, place_of
from cluster_portal.identity.models import MenuItem, PortalSettings
from cluster_portal.pages.models import PortalPage


@dataclass(frozen=True)
class Uses:
    """What uses a page or one below it; records that are deleted along with it do not count."""

    page: PortalPage

    @property
    def _below(self) -> "models.QuerySet[Any]":
        below = PortalPage.objects.filter(path__startswith=self.page.path)
        return below.annotate(key=Cast("pk", CharField())).order_by().values("key")

    @property
    def _found(self) -> Any:
        pages = ContentType.objects.get_for_model(PortalPage)
        found = ReferenceIndex.objects.filter(to_content_type=pages, to_object_id__in=self._below)
        return found.exclude(base_content_type=pages, object_id__in=self._below)

    @cached_property
    def count(self) -> int:
        """Return how many records use the pages; the menus count as one, their settings."""
        menus = ContentType.objects.get_for_model(PortalSettings)
        others = self._found.exclude(base_content_type=menus)
        return int(others.group_by_source_object().count()) + bool(self.menu_items)

    @cached_property
    def menu_items(self) -> "Sequence[MenuItem]":
        """Return the entries of menus that lead to the pages."""
        items = MenuItem.objects.filter(page__path__startswith=self.page.path)
        return items.select_related("page").order_by("place", "sort_order")

    @cached_property
    def aliases(self) -> list[PortalPage]:
        """Return the aliases elsewhere."""
        return aliases_of(self.page)

    @cached_property
    def subpages(self) -> list[dict[str, Any]]:
        """Return the types of the pages below, with how many there are of each."""
        below = self.page.get_descendants().order_by().values("content_type")
        counted = below.annotate(number=models.Count("pk")).order_by("-number", "content_type")
        rows = []
        for row in counted:
            model: Any = ContentType.objects.get_for_id(row["content_type"]).model_class()
            names = model._meta
            name = names.verbose_name if row["number"] == 1 else names.verbose_name_plural
            rows.append({"number": row["number"], "name": str(name)})
        return rows

    @cached_property
    def refusals(self) -> list[str]:
        """Return why the page cannot be deleted; nothing when it can."""
        reasons = []
        if Site.objects.filter(root_page__path__startswith=self.page.path).exists():
            reasons.append(_("It is the home page of the site, or stands above it."))
        if names := [str(record) for record in needing(self.page)]:
            reasons.append(
                _("Other records cannot do without it. Take it out of them first: %(names)s.")
                % {"names": "; ".join(names)}
            )
        if others := others_below_aliases_of(self.page)[:MOST]:
            names = [f"{other.get_admin_display_title()} ({place_of(other)})" for other in others]
            reasons.append(
                _("Other pages stand below an alias of it. Have them moved elsewhere first: %(names)s.")
                % {"names": "; ".join(names)}
            )
        return reasons
