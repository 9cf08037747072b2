"""The kinds of problems, and what to say about each."""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cluster_portal.languages.codes import active_language, name_in


class ProblemCode(models.TextChoices):
    """What can be wrong with a text."""

    EMPTY_LINK = "empty_link", _("Link text that says nothing")
    LINK_LANGUAGE = "link_language", _("Link to another language")
    MISSING_TARGET = "missing_target", _("Link to a page that is gone")
    PAST_DATE = "past_date", _("Past date announced as coming")
    EMPTY_SECTION = "empty_section", _("Section without text")
    NO_ALTERNATIVE = "no_alternative", _("Image without alternative text")
    TYPOGRAPHY = "typography", _("Typography")


_MESSAGES: dict[str, str | Promise] = {
    ProblemCode.EMPTY_LINK: _("“%(text)s” tells nobody where the link leads. Name the page or the document."),
    ProblemCode.LINK_LANGUAGE: _(
        "The link leads to the %(other)s address %(address)s. "
        "Choose the page itself, and readers come to their language."
    ),
    ProblemCode.MISSING_TARGET: _("The page or document that the link leads to does not exist (any more)."),
    ProblemCode.PAST_DATE: _("%(date)s is over, but the sentence announces it."),
    ProblemCode.EMPTY_SECTION: _("Nothing stands below the heading “%(text)s”."),
    ProblemCode.NO_ALTERNATIVE: _(
        "The image “%(title)s” has no alternative text in this language. Write one, or mark the image as decorative."
    ),
}

_TYPOGRAPHY: dict[str, str | Promise] = {
    "double_space": _("Two spaces follow each other."),
    "dots": _("Three full stops stand for an ellipsis (…)."),
    "straight_apostrophe": _("A straight apostrophe (') stands for a typographic one (’)."),
    "straight_quotes": _('Straight quotation marks (") stand for those of the language (%(quotes)s).'),
    "french_space": _("A no-break space is missing before “%(sign)s”."),
    "french_plain_space": _("A plain space stands before “%(sign)s”: the sign may slip to the next line."),
    "french_guillemets": _("No-break spaces are missing inside the quotation marks « »."),
    "space_before_sign": _("A space stands before “%(sign)s”."),
}


def message_of(code: str, details: Mapping[str, Any]) -> str:
    """Return what is wrong and what to do, in the active language."""
    template = _TYPOGRAPHY[details["slip"]] if code == ProblemCode.TYPOGRAPHY else _MESSAGES[code]
    return str(template) % {name: _in_words(name, value) for name, value in details.items()}


def _in_words(name: str, value: Any) -> Any:
    """Return a detail as the reader of the message says it: languages by name."""
    return name_in(value, active_language()) if name == "other" else value
