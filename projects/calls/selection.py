"""The calls that an address of a feed or calendar asks for, with the same choices as the list."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from cluster_portal.identity.models import PortalSettings
from cluster_portal.languages.codes import active_language
from cluster_portal.languages.routing import absolute
from projects.calls.contexts import keep_fresh
from projects.calls.filters import FACETS, Choice
from projects.calls.options import Options, read_options

if TYPE_CHECKING:
    from projects.calls.models import CallPage

# More than a reader's program needs, and no more than can be written at once.
MOST = 500


@dataclass(frozen=True, slots=True)
class Selection:
    """Calls that are published in the reader's language and match a choice, at one moment."""

    request: HttpRequest
    calls: "list[CallPage]"
    title: str
    list_url: str
    now: datetime


def select(request: HttpRequest) -> Selection:
    """Return the calls that the address asks for, those that a company can use first. Unknown values are ignored."""
    from projects.models import CallIndexPage, CallPage

    now = timezone.now()
    wants_some = any(request.GET.get(name) for name in FACETS)
    choice = Choice.read(request.GET, read_options(request.user) if wants_some else Options())
    found: Any = CallPage.objects.visible_to(request.user).live_in(active_language())
    calls = choice.apply(found, now).part_of_list(now, 0, MOST)
    keep_fresh(request, calls)
    index = CallIndexPage.objects.visible_to(request.user).first()
    name = str(PortalSettings.public().texts.name)
    title = _("Calls for companies – %(portal)s") % {"portal": name} if name else _("Calls for companies")
    if not choice.is_empty:
        title = _("%(title)s (selection)") % {"title": title}
    address = absolute(index.get_url() if index else f"/{active_language()}/") or ""
    query = choice.query.rstrip("&")
    return Selection(request, calls, title, f"{address}?{query}" if query else address, now)
