"""What the bin remembers of each page that lies in it."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Substr
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cluster_portal.bin.needs import needing
from cluster_portal.pages.binned import bin_open
from cluster_portal.pages.models import PortalPage

if TYPE_CHECKING:
    _Rows = models.QuerySet["BinnedPage"]
else:
    _Rows = models.QuerySet

# The path of the bin in the tree: a second root, so that no right on pages and no restriction reaches into it.
BIN_PATH = "Z" * PortalPage.steplen


class BinnedPageQuerySet(_Rows):
    """Pages in the bin."""

    def with_pages(self) -> "BinnedPageQuerySet":
        """Return the rows with their pages, in ``below`` how many pages lie below each, the last deleted first."""
        length = len(BIN_PATH) + PortalPage.steplen
        with bin_open():
            below = (
                PortalPage.objects.filter(path__startswith=OuterRef("page__path"))
                .order_by()
                .annotate(top=Substr("path", 1, length))
                .values("top")
                .annotate(number=Count("pk"))
                .values("number")
            )
            return (
                self.annotate(pages=Subquery(below[:1]))
                .select_related("page__content_type", "parent", "put_by", "along_with__page")
                .order_by("-put_at", "-pk")
            )

    def holding(self, page: int) -> "BinnedPage | None":
        """Return the row of the page with this key, or of the page in the bin that it lies below."""
        length = len(BIN_PATH) + PortalPage.steplen
        with bin_open():
            path = PortalPage.objects.filter(pk=page, in_bin=True).values_list("path", flat=True).first()
        return self.filter(page__path=path[:length]).first() if path else None

    def lock(self, row: int) -> "list[BinnedPage]":
        """Keep others from the row with this key and its companions until the end of the transaction; return them.

        The row comes first. Raises DoesNotExist when it is gone: brought back or removed by somebody else.
        """
        rows = self.select_for_update(of=("self",)).select_related("page", "parent", "next_sibling")
        found = list(rows.filter(Q(pk=row) | Q(along_with=row)).order_by("pk"))
        if not found or found[0].pk != row:
            raise self.model.DoesNotExist
        return found

    def over_at(self, moment: datetime) -> "BinnedPageQuerySet":
        """Return the rows whose time is over."""
        return self.filter(put_at__lt=moment - timedelta(days=settings.BIN_DAYS))


class BinnedPage(models.Model):
    """A page that was deleted, with all below it: where it stood, what was public, what was taken off it.

    Slugs and view restrictions stay on the page itself. ``live_before`` maps the keys of the pages that were public
    to what Wagtail and the portal knew of that; ``held`` holds rows of other tables (menu items, schedules, rights
    of groups) as Django's serializers write them.
    """

    page = models.OneToOneField(
        PortalPage, verbose_name=_("page"), on_delete=models.CASCADE, related_name="binned"
    )
    parent = models.ForeignKey(PortalPage, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    next_sibling = models.ForeignKey(
        PortalPage, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    place = models.CharField(_("where it stood"), max_length=255, blank=True)
    # An alias goes into the bin with the page that it shows, and comes back with it.
    along_with = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="companions"
    )
    live_before = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    held = models.TextField(blank=True)
    # The redirects that were made when the page was deleted.
    redirects = models.JSONField(default=list)
    put_at = models.DateTimeField(_("deleted"), default=timezone.now, db_index=True)
    put_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("deleted by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects: ClassVar[Any] = BinnedPageQuerySet.as_manager()

    class Meta:
        verbose_name = _("page in the bin")
        verbose_name_plural = _("pages in the bin")

    def __str__(self) -> str:
        return str(self.page)

    @property
    def below(self) -> int:
        """Return how many pages lie below it; for rows of ``with_pages``."""
        return int(getattr(self, "pages", None) or 1) - 1

    @property
    def gone_at(self) -> datetime:
        """Return when the page is removed for good."""
        return self.put_at + timedelta(days=settings.BIN_DAYS)

    @property
    def days_left(self) -> int:
        """Return how many days are left to bring the page back."""
        return max(0, (self.gone_at - timezone.now()).days)

    @property
    def is_over(self) -> bool:
        """Say whether the time to bring the page back is over: it is still here as long as ``needed_by`` says."""
        return self.gone_at < timezone.now()

    @property
    def needed_by(self) -> list[str]:
        """Return the names of some of the records for which the page cannot be removed for good."""
        pages = [self.page, *(companion.page for companion in self.companions.select_related("page"))]
        return list(dict.fromkeys(str(record) for page in pages for record in needing(page)))

    @property
    def has_been_live(self) -> bool:
        """Say whether any of the pages was public."""
        return bool(self.live_before)
