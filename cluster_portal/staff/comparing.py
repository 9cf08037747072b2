"""Comparing two versions of a page: facts as staff read them, and a way back to what one came from."""

from html import unescape
from typing import Any

from django.db import models
from wagtail.admin.compare import (
    FieldComparison,
    RichTextFieldComparison,
    register_comparison_class,
)
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.pages.revisions import RevisionsCompareView
from wagtail.fields import RichTextField

from cluster_portal.languages.shown import shown_text


class ShownComparison(FieldComparison):
    """Compares facts in the words in which forms show them."""

    def __init__(self, field: Any, obj_a: Any, obj_b: Any) -> None:
        super().__init__(field, obj_a, obj_b)
        self.val_a, self.val_b = (unescape(shown_text(version, field.name)) for version in (obj_a, obj_b))


class FilledRichTextComparison(RichTextFieldComparison):
    """Compares rich texts; one that was never written is empty."""

    val_a: Any
    val_b: Any

    def __init__(self, field: Any, obj_a: Any, obj_b: Any) -> None:
        super().__init__(field, obj_a, obj_b)
        self.val_a, self.val_b = self.val_a or "", self.val_b or ""


for _kind in (
    models.BooleanField,
    models.DateField,
    models.DecimalField,
    models.FloatField,
    models.IntegerField,
    models.JSONField,
):
    register_comparison_class(_kind, comparison_class=ShownComparison)
register_comparison_class(RichTextField, comparison_class=FilledRichTextComparison)


class PortalCompareView(RevisionsCompareView):
    """Compares two versions of a page."""

    template_name = "staff/pages/compare.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the way back to the screen that led here."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"back_url": get_valid_next_url_from_request(self.request)}
