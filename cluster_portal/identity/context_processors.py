"""What every page shows of the portal itself."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from cluster_portal.identity.models import MenuItem, Notice, PortalSettings
from cluster_portal.identity.previews import DRAFTED
from cluster_portal.languages.codes import active_language, offered_languages, own_name
from cluster_portal.languages.texts import Text
from cluster_portal.media.renditions import rendition
from cluster_portal.pages.models import PortalPage
from cluster_portal.pages.privacy import admits


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """One entry of a menu as a reader sees it."""

    label: Text
    url: str
    is_current: bool


class Portal:
    """The portal's name, menus, languages and notices, each read when a template asks for it."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def _frame(self) -> list[MenuItem]:
        """Read menus, settings and whether there are notices with one query."""
        return list(MenuItem.objects.for_frame(self._reader, timezone.now()))

    @property
    def _reader(self) -> Any:
        return getattr(self._request, "user", None)

    @cached_property
    def _drafted(self) -> PortalSettings | None:
        """Return the settings that are previewed, None for a reader."""
        return getattr(self._request, DRAFTED, None)

    @cached_property
    def _menu(self) -> list[MenuItem]:
        """Return the entries of all menus that the reader may see, in their order."""
        if self._drafted is None:
            return self._frame
        rows = sorted(self._drafted.menu_items.all(), key=lambda row: row.sort_order or 0)
        wanted = [row.page_id for row in rows if row.page_id]
        pages = PortalPage.objects.visible_to(self._reader).in_bulk(wanted)
        for row in rows:
            row.page = pages.get(row.page_id)
        return [row for row in rows if row.page or row.url]

    @cached_property
    def settings(self) -> PortalSettings:
        """Return the portal settings, empty ones while nobody has filled them in."""
        if self._drafted is not None:
            return self._drafted
        return self._frame[0].settings if self._frame else PortalSettings.public()

    @cached_property
    def _entries(self) -> dict[str, list[MenuEntry]]:
        entries: dict[str, list[MenuEntry]] = {place: [] for place in MenuItem.Place.values}
        for row in self._menu:
            url = row.page.url if row.page else row.url
            if url:
                label = row.texts.label or (row.page.texts.title if row.page else Text(url, "", ""))
                entries[row.place].append(MenuEntry(label, url, self._is_current(url)))
        return entries

    def _is_current(self, url: str) -> bool:
        return bool(url) and self._request.path.startswith(url)

    @property
    def main_menu(self) -> list[MenuEntry]:
        """Return the main menu."""
        return self._entries[MenuItem.Place.MAIN]

    @property
    def footer_columns(self) -> list[dict[str, Any]]:
        """Return the columns of the footer that hold something."""
        texts = self.settings.texts
        columns = [
            {"heading": texts.footer_1_heading, "items": self._entries[MenuItem.Place.FOOTER_1]},
            {"heading": texts.footer_2_heading, "items": self._entries[MenuItem.Place.FOOTER_2]},
        ]
        return [column for column in columns if column["items"]]

    @property
    def legal_menu(self) -> list[MenuEntry]:
        """Return the legal line of the footer."""
        return self._entries[MenuItem.Place.LEGAL]

    @property
    def social_links(self) -> list[MenuEntry]:
        """Return the cluster's social networks."""
        return self._entries[MenuItem.Place.SOCIAL]

    @cached_property
    def page(self) -> PortalPage | None:
        """Return the page that answers the request, None for other views and errors."""
        result = getattr(self._request, "_wagtail_route_for_request", None)
        return result.page if result else None

    @property
    def phone_link(self) -> str:
        """Return the telephone number as it stands in a ``tel:`` address."""
        return re.sub(r"[^+\d]", "", self.settings.phone)

    @property
    def colours_url(self) -> str:
        """Return the address of the stylesheet with the chosen colour; empty while none is chosen."""
        accent = self.settings.accent
        address = "portal_colours" if self._drafted is None else "identity_drafted_colours"
        return f"{reverse(address)}?v={accent.removeprefix('#')}" if accent else ""

    @cached_property
    def logo(self) -> dict[str, Any] | None:
        """Return address and size of the logo, None while there is none."""
        return rendition(self.settings.logo, "max-400x120")

    @cached_property
    def favicon_url(self) -> str:
        """Return the address of the icon in the browser's tab; empty for the portal's own."""
        icon = rendition(self.settings.favicon, "fill-64x64|format-png")
        return icon["url"] if icon else ""

    @property
    def home_url(self) -> str:
        """Return the address of the home page in the reader's language."""
        return f"/{active_language()}/"

    @cached_property
    def languages(self) -> list[dict[str, Any]]:
        """Return the same page in each language, with the query string of the request."""
        query = self._request.META.get("QUERY_STRING", "")
        # Who is asked for a password knows one address of the page; the others would tell its titles.
        page = self.page if self.page and admits(self.page, self._request) else None
        rows = []
        for code in offered_languages():
            url = page.get_url_in(code) if page else self._same_view(code)
            rows.append(
                {
                    "code": code,
                    "name": own_name(code),
                    "url": f"{url}?{query}" if url and query else url or f"/{code}/",
                    "is_current": code == active_language(),
                    "is_offered": page.is_live_in(code) if page else True,
                }
            )
        return rows

    def _same_view(self, code: str) -> str | None:
        """Return the address of a view that is no page in another language; None where there is none."""
        match = self._request.resolver_match
        prefix = f"/{active_language()}/"
        if match is None or match.url_name == "wagtail_serve" or not self._request.path.startswith(prefix):
            return None
        return f"/{code}/{self._request.path.removeprefix(prefix)}"

    @cached_property
    def notices(self) -> list[Notice]:
        """Return the notices in force."""
        if self._frame and not self._frame[0].has_notices:
            return []
        return list(Notice.objects.in_force_at(timezone.now()))

    @cached_property
    def is_signed_in(self) -> bool:
        """Say whether the reader has signed in."""
        user = getattr(self._request, "user", None)
        return user is not None and user.is_authenticated

    @property
    def staging(self) -> bool:
        """Say whether this is a staging copy."""
        return bool(settings.STAGING)


def portal(request: HttpRequest) -> dict[str, Portal]:
    """Give templates ``portal``."""
    return {"portal": Portal(request)}
