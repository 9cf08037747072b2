"""Calls as an Atom feed, one per language: only calls that are published in it."""

import html
import uuid
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html_join, strip_tags
from django.utils.translation import gettext as _

from cluster_portal.identity.models import PortalSettings
from cluster_portal.languages.codes import active_language
from cluster_portal.languages.routing import absolute
from projects.calls import selection
from projects.calls.wording import moment_text

if TYPE_CHECKING:
    from projects.calls.models import CallPage


class PortalAtomFeed(Atom1Feed):
    """An Atom feed whose entries say which language they are in."""

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        """Return the attributes of an entry."""
        return {"xml:lang": item["language"]}


class CallFeed(Feed):  # type: ignore[type-arg]
    """The calls of the moment in the reader's language, what changed last first."""

    feed_type = PortalAtomFeed

    def get_object(self, request: HttpRequest) -> selection.Selection:
        """Return the calls that the address asks for."""
        return selection.select(request)

    def title(self, chosen: selection.Selection) -> str:
        """Return the name of the feed."""
        return chosen.title

    def subtitle(self, chosen: selection.Selection) -> str:
        """Return what the feed holds."""
        return _("Calls for companies: open, forthcoming and closed")

    def link(self, chosen: selection.Selection) -> str:
        """Return the address of the list."""
        return chosen.list_url

    def author_name(self, chosen: selection.Selection) -> str:
        """Return whose feed it is: the standard demands an author."""
        return str(PortalSettings.public().texts.name) or urlsplit(chosen.list_url).netloc

    def author_link(self, chosen: selection.Selection) -> str:
        """Return the address of the portal."""
        return absolute(f"/{active_language()}/") or ""

    def feed_url(self, chosen: selection.Selection) -> str:
        """Return the feed's own address."""
        return absolute(chosen.request.get_full_path()) or ""

    def feed_guid(self, chosen: selection.Selection) -> str:
        """Return the feed's own identity."""
        return self.feed_url(chosen)

    def items(self, chosen: selection.Selection) -> "list[CallPage]":
        """Return the calls, what changed last first."""
        return sorted(chosen.calls, key=lambda call: changed_at(call, chosen.now), reverse=True)

    def item_title(self, call: "CallPage") -> str:
        """Return the title of the call."""
        return str(call.texts.title)

    def item_description(self, call: "CallPage") -> str:
        """Return the state with its dates, what a company can receive, and the summary."""
        clock = call.clock
        parts = [f"{clock.label}."]
        if call.opens_at:
            parts.append(_("Opening: %(moment)s.") % {"moment": moment_text(call.opens_at, call.zone)})
        if call.closes_at:
            parts.append(
                _("Deadline: %(moment)s.") % {"moment": moment_text(call.closes_at, call.zone, ends=True)}
            )
        lines = [" ".join(parts), *(str(text) for text in (call.amount_text, call.texts.summary) if text)]
        who = strip_tags(str(call.texts.who_may_apply)).strip()
        if who:
            lines.append(_("Who may apply: %(who)s") % {"who": html.unescape(who)})
        return format_html_join("", "<p>{}</p>", ((line,) for line in lines))

    def item_link(self, call: "CallPage") -> str:
        """Return the address of the call."""
        return absolute(call.get_url()) or ""

    def item_guid(self, call: "CallPage") -> str:
        """Return an identity of the call in this language that outlives a change of address."""
        return uuid.uuid5(call.uuid, active_language()).urn

    def item_pubdate(self, call: "CallPage") -> datetime | None:
        """Return when the call was published in this language."""
        return call.live_since_in(active_language())

    def item_updateddate(self, call: "CallPage") -> datetime:
        """Return when the call last changed: by publication, or by its clock."""
        return changed_at(call, timezone.now())

    def item_categories(self, call: "CallPage") -> list[str]:
        """Return the state."""
        return [call.state_label]

    def item_extra_kwargs(self, call: "CallPage") -> dict[str, str]:
        """Return the language of the entry."""
        return {"language": call.texts.title.language}


def changed_at(call: "CallPage", now: datetime) -> datetime:
    """Return when a call last changed: by publication, or because it opened, came near its end or closed."""
    published = [call.changed_at_in(active_language()), call.live_since_in(active_language())]
    moments = [*published, call.schedule.last_change_at(now)]
    return max((moment for moment in moments if moment is not None), default=now)
