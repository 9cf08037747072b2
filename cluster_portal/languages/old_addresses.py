"""Where an address leads at which nothing is found: the redirects, as a reader may follow them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlparse, urlsplit, urlunsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.utils.encoding import uri_to_iri
from django.utils.http import url_has_allowed_host_and_scheme
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from cluster_portal.languages.codes import active_language
from cluster_portal.languages.middleware import language_of_path
from cluster_portal.languages.reserved import is_in_site, view_at
from cluster_portal.pages.freshness import set_lifetime
from cluster_portal.pages.privacy import admits

if TYPE_CHECKING:
    from cluster_portal.pages.models import PortalPage

# Longer chains of redirects are taken for a circle.
LONGEST_CHAIN = 20


@dataclass(frozen=True, slots=True)
class Target:
    """Where a reader is sent, and the page that is there if it is one."""

    link: str
    is_permanent: bool
    page: "PortalPage | None" = None


class OldAddressesMiddleware:
    """Sends readers from an address that leads nowhere to where a redirect says, in one step.

    The query string goes along. Whoever may not read the page at the end is told what everybody is told at an address
    that never was: not even the page's new slug gets out.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with a redirect in place of “not found” where there is one."""
        response = self.get_response(request)
        if response.status_code != 404:
            return response
        target = target_of(request, request.get_full_path())
        if target is None:
            return response
        kind = HttpResponsePermanentRedirect if target.is_permanent else HttpResponseRedirect
        answer = kind(target.link)
        # Not even a permanent redirect is kept for long: the page may come back, or be closed.
        set_lifetime(request, answer, target.page)
        return answer


def target_of(request: HttpRequest, address: str) -> Target | None:
    """Return where redirects lead from ``address`` for whoever asks; None when they lead nowhere."""
    site = Site.find_for_request(request)
    redirect, is_permanent = redirect_at(address, site), True
    for _step in range(LONGEST_CHAIN):
        if redirect is None:
            return None
        is_permanent = is_permanent and redirect.is_permanent
        query = "" if "?" in redirect.old_path else urlsplit(address).query
        if redirect.redirect_page is not None:
            page, language = redirect.redirect_page, language_of_path(address) or active_language()
            link = page.get_url_in(language) if may_read(request, page) else None
            return Target(_with_query(link, query), is_permanent, page) if link else None
        own = own_address(redirect.redirect_link)
        if own is None:
            link = redirect.redirect_link
            return Target(_with_query(link, query), is_permanent) if link else None
        address = _with_query(own, query)
        page = page_at(own)
        if page is not None and page.live:
            return Target(address, is_permanent, page) if may_read(request, page) else None
        redirect = redirect_at(address, site)
        if redirect is None and page is None and view_at(urlsplit(own).path, active_language()) is not None:
            return Target(address, is_permanent)
    return None


def redirect_at(address: str, site: Site | None, besides: int | None = None) -> Redirect | None:
    """Return the redirect from ``address``, which may have a query, other than the one with key ``besides``.

    One for the address as it is goes before one without the query, and that before one in small letters; one of the
    site before one of all sites.
    """
    whole = Redirect.normalise_path(address, decode_unicode=False)
    asked = [text for path in (whole, urlparse(whole).path) for text in (uri_to_iri(path), path)]
    wanted = list(dict.fromkeys([*asked, *(path.lower() for path in asked)]))
    if "\0" in "".join(wanted):
        return None
    found = Redirect.get_for_site(site).filter(old_path__in=wanted).exclude(pk=besides or 0)
    found = found.select_related("redirect_page")
    return min(found, key=lambda row: (wanted.index(row.old_path), row.site_id is None, row.pk), default=None)


def may_read(request: HttpRequest, page: "PortalPage") -> bool:
    """Say whether whoever asks would be shown ``page``; also who has given the password of its section."""
    if not is_in_site(page.url_path):
        return False
    return admits(page, request)


def own_address(link: str) -> str | None:
    """Return ``link`` without scheme and host when it leads to this portal; None when it leads elsewhere."""
    parts = urlsplit(link)
    if not parts.path.startswith("/") and not (parts.netloc and not parts.path):
        return None
    if parts.netloc and (parts.hostname or "") not in own_hosts():
        return None
    if not url_has_allowed_host_and_scheme(link, {parts.netloc}):
        return None
    return urlunsplit(("", "", parts.path or "/", parts.query, parts.fragment))


def own_hosts() -> set[str]:
    """Return the names under which the portal answers."""
    hosts = {urlsplit(settings.SITE_URL).hostname or "", *settings.ALLOWED_HOSTS}
    hosts |= {urlsplit(site.root_url).hostname or "" for site in Site.get_site_root_paths()}
    return {host.lower() for host in hosts if host and not host.startswith((".", "*"))}


def page_at(address: str) -> "PortalPage | None":
    """Return the page, public or not, that has ``address`` in the language it begins with."""
    from cluster_portal.pages.models import PortalPage

    path = uri_to_iri(urlsplit(address).path)
    language = language_of_path(path)
    if language is None or "\0" in path:
        return None
    slugs = path.strip("/").split("/")[1:]
    below = "".join(f"{slug}/" for slug in slugs)
    roots = [site.root_path for site in Site.get_site_root_paths()]
    return next(
        (page for root in roots if (page := PortalPage.objects.at_path(language, f"{root}{below}").first())),
        None,
    )


def _with_query(link: str, query: str) -> str:
    """Return ``link`` with ``query`` added to its own."""
    parts = urlsplit(link)
    return urlunsplit(parts._replace(query="&".join(filter(None, (parts.query, query)))))
