"""What a page that is about to be deleted is used by, and what keeps it from being deleted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import CharField, Q
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from modelcluster.fields import ParentalKey
from wagtail.models import ReferenceIndex, Site

from cluster_portal.bin.putting import aliases_of
from cluster_portal.identity.models import MenuItem, PortalSettings
from cluster_portal.pages.models import PortalPage

# More names than these only lengthen the screen; the page of uses has them all.
_MOST = 8


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
        if names := [str(record) for record in _needing(self.page)]:
            reasons.append(
                _("Other records cannot do without it. Take it out of them first: %(names)s.")
                % {"names": "; ".join(names)}
            )
        return reasons


def _needing(page: PortalPage) -> Iterable[models.Model]:
    """Return some of the records outside of the pages that have to name one of them."""
    found: dict[tuple[str, Any], models.Model] = {}
    for model, name in _protecting():
        rows: models.QuerySet[Any] = model._base_manager.filter(**{f"{name}__path__startswith": page.path})
        parents = [field.name for field in model._meta.fields if isinstance(field, ParentalKey)]
        for parent in parents:
            if issubclass(model._meta.get_field(parent).related_model, PortalPage):  # type: ignore[arg-type]
                rows = rows.exclude(Q(**{f"{parent}__path__startswith": page.path}))
        for row in rows.select_related(*parents)[:_MOST]:
            record = getattr(row, parents[0]) if parents else row
            found[record._meta.label, record.pk] = record
    return list(found.values())[:_MOST]


def _protecting() -> set[tuple[type[models.Model], str]]:
    return {
        (relation.related_model, relation.field.name)
        for model in apps.get_models()
        if issubclass(model, PortalPage)
        for relation in model._meta.related_objects
        if getattr(relation, "on_delete", None) is models.PROTECT
    }
