"""Ways to the public page, one per language in which it is published."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.widgets.button import Button, ButtonWithDropdownFromHook

from cluster_portal.languages.codes import name_of
from cluster_portal.pages.models import PortalPage

# Where Wagtail's own “View live” stands among the buttons of a page.
_PRIORITY = 6


def live_addresses(page: PortalPage) -> dict[str, str]:
    """Return by language where readers find the page; nothing where one above it is not public."""
    languages = page.live_languages if page.is_published else []
    return {code: url for code in languages if (url := page.get_url_in(code))}


def live_buttons(page: PortalPage, priority: float = _PRIORITY) -> list[Button]:
    """Return one button per language in which the page is published."""
    return [
        Button(
            _("View live in %(language)s") % {"language": name_of(code)},
            url=url,
            icon_name="view",
            attrs={"rel": "noreferrer"},
            # In the order of the languages, before what Wagtail shows next.
            priority=priority + number / 100,
        )
        for number, (code, url) in enumerate(live_addresses(page).items())
    ]


def live_message_buttons(page: PortalPage) -> list[Any]:
    """Return the same as buttons of a message, after publishing."""
    return [
        messages.button(url, _("View live in %(language)s") % {"language": name_of(code)}, new_window=False)
        for code, url in live_addresses(page).items()
    ]


def replace_view_live(button: ButtonWithDropdownFromHook, page: PortalPage) -> None:
    """Replace Wagtail's “View live”, which knows one address, in the menu of a page."""
    others = [item for item in button.dropdown_buttons if item.url is None or item.url != page.url]
    button.dropdown_buttons = [*others, *live_buttons(page)]
