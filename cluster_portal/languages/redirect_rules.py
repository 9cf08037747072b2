"""What makes a redirect that staff enter or import useless or harmful."""

from typing import TYPE_CHECKING
from urllib.parse import urlparse, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.urls import ResolverMatch
from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.models import Site

from cluster_portal.languages.codes import active_language, offered_languages
from cluster_portal.languages.middleware import language_of_path
from cluster_portal.languages.old_addresses import LONGEST_CHAIN, own_address, page_at, redirect_at
from cluster_portal.languages.reserved import is_in_site, view_at
from cluster_portal.languages.routing import absolute
from cluster_portal.media.views import document as serve_document

if TYPE_CHECKING:
    from cluster_portal.pages.models import PortalPage

_LONGEST = 255


def clean_old_path(entered: str) -> str:
    """Return an old address as redirects store it, without scheme and host.

    Raises ValidationError for the address of another site, of a published page, a document, or the portal's own.
    """
    entered = entered.strip()
    parts = urlsplit(entered)
    own = own_address(entered if parts.scheme or entered.startswith("/") else f"/{entered}")
    if own is None:
        raise ValidationError(_("This is not an address of this portal."))
    old_path = Redirect.normalise_path(own)
    MaxLengthValidator(_LONGEST)(old_path)
    # Whatever the query says, what is at the address answers.
    path = urlsplit(old_path).path
    page = page_at(path)
    if page is not None and page.live:
        raise ValidationError(
            _("The page “%(title)s” has this address: the redirect would never be used.")
            % {"title": page.get_admin_display_title()}
        )
    if path.startswith(_file_folders()):
        # In front of the portal the web server answers here.
        raise ValidationError(_("The portal itself uses this address: the redirect would never be used."))
    language = language_of_path(path) or active_language()
    for address in (path, f"{path.rstrip('/')}/"):
        match = view_at(address, language)
        if match is not None and _is_document(match):
            raise ValidationError(_("A document has this address: the redirect would never be used."))
        # What has a part that varies, as the number of a document, may be gone.
        if match is not None and not match.args and not match.kwargs:
            raise ValidationError(_("The portal itself uses this address: the redirect would never be used."))
    return old_path


def _is_document(match: ResolverMatch) -> bool:
    if match.func is not serve_document:
        return False
    key, filename = match.args
    found = get_document_model().objects.filter(pk=key).first()
    return found is not None and found.has_name(filename)


def clean_target(entered: str, old_path: str | None) -> "tuple[PortalPage | None, str]":
    """Return where an entered address leads: a page in the language of ``old_path``, or else a whole address.

    Raises ValidationError for the address of another site, and where nothing is.
    """
    own = own_address(entered.strip())
    if own is None:
        raise ValidationError(_("This leads to another site. A redirect leads to something on this portal."))
    page = page_at(own)
    if page is not None:
        parts = urlsplit(own)
        same_language = language_of_path(own) == language_of_path(old_path or "")
        if same_language and not parts.query and not parts.fragment:
            return page, ""
    elif not _leads_somewhere(own):
        raise ValidationError(_("There is nothing at this address."))
    return None, absolute(own) or ""


def _file_folders() -> tuple[str, ...]:
    return tuple(urlsplit(url).path for url in (settings.MEDIA_URL, settings.STATIC_URL))


def _leads_somewhere(own: str) -> bool:
    path = urlsplit(own).path
    if path.startswith(_file_folders()) or redirect_at(own, None) is not None:
        return True
    return view_at(path, language_of_path(path) or active_language()) is not None


def check_page(page: "PortalPage") -> None:
    """Raise ValidationError when nobody can be sent to ``page``."""
    if not is_in_site(page.url_path):
        raise ValidationError(_("This page is outside of the site: it has no address."))


def check_circle(redirect: Redirect) -> None:
    """Raise ValidationError when a redirect leads back to its own old address, at once or by others."""
    own: str | None = None
    page: PortalPage | None = redirect.redirect_page
    if page is None:
        own = own_address(redirect.redirect_link)
    for _step in range(LONGEST_CHAIN):
        if page is not None:
            language = language_of_path(redirect.old_path)
            addresses = [page.get_url_in(code) for code in ([language] if language else offered_languages())]
            if any(_is_at(address, redirect.old_path) for address in addresses if address):
                break
            return
        if own is None:
            return
        if _is_at(own, redirect.old_path):
            break
        following = redirect_at(own, redirect.site, besides=redirect.pk)
        if following is None:
            return
        page = following.redirect_page
        own = own_address(following.redirect_link)
    raise ValidationError(_("This redirect leads back to itself: readers would go in circles."))


def _is_at(address: str, old_path: str) -> bool:
    """Say whether a redirect from ``old_path`` is used at ``address``."""
    whole = Redirect.normalise_path(address)
    path = urlparse(whole).path
    return old_path in (whole, path, whole.lower(), path.lower())


def check_duplicate(old_path: str, site: Site | None, besides: int | None) -> None:
    """Raise ValidationError when there is a redirect from this address already."""
    found = Redirect.objects.filter(old_path=old_path, site=site).exclude(pk=besides or 0).first()
    if found is None:
        return
    page = found.redirect_page
    target = page.get_admin_display_title() if page is not None else found.redirect_link
    raise ValidationError(
        _("There is a redirect from this address already; it leads to “%(target)s”.") % {"target": target}
    )
