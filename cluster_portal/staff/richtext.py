"""The rich text editor."""

import re
from typing import Any

from django.core.exceptions import BadRequest
from wagtail.admin.rich_text import DraftailRichTextArea

_TAG = re.compile(r"<[^>]*>")
_CONTENT_WITHOUT_TEXT = re.compile(r"<(embed|img|hr)\b")


def says_nothing(html: str) -> bool:
    """Say whether HTML holds no text, no image and no rule: only the empty paragraph of an empty editor."""
    return not _TAG.sub("", html).strip() and not _CONTENT_WITHOUT_TEXT.search(html)


class PortalRichTextArea(DraftailRichTextArea):
    """Wagtail's editor. Left empty it sends nothing, so that another language can stand in for the text."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str | None:
        """Return the HTML that was written, nothing for an empty paragraph."""
        try:
            html = super().value_from_datadict(data, files, name)
        except (AttributeError, IndexError, KeyError, TypeError, ValueError, AssertionError) as unreadable:
            raise BadRequest(f"{name} holds no rich text") from unreadable
        return "" if html is not None and says_nothing(html) else html
