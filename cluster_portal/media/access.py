"""Who may have a file. Files follow the pages that name them, and obey their collection besides.

A file that pages name, or have named, is given to whoever may read one of those that name it now; a file that no page
has ever named is as its collection says. Staff who may use or change the file in the admin have it too.
"""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from wagtail.models import PageViewRestriction
from wagtail.permissions import policy_registry

from cluster_portal.media import naming
from cluster_portal.media.models import PortalDocument, PortalImage
from cluster_portal.pages.closed import Reader
from cluster_portal.pages.models import PortalPage
from cluster_portal.pages.privacy import admits, restrictions_over
from cluster_portal.pages.querysets import is_published

File = PortalDocument | PortalImage
# More pages than ever name one file behind a password.
_MOST = 50


def is_open_to_all(file: File) -> bool:
    """Say whether everybody may have ``file``, so that caches and web servers may keep it."""
    return not is_restricted(file) and follows_open_pages(file, None)


def is_restricted(file: File) -> bool:
    """Say whether the collection of an image or a document, or one above it, is restricted."""
    return file.collection is not None and bool(file.collection.get_view_restrictions())


def enters_collection(file: File, request: HttpRequest) -> bool:
    """Say whether whoever asks may enter the collection of an image or a document."""
    return all(found.accept_request(request) for found in file.collection.get_view_restrictions())


def follows_open_pages(file: File, user: Reader) -> bool:
    """Say whether ``user`` may read a page that shows ``file``, or no page has ever named it."""
    pages = PortalPage.objects.visible_to(user)
    return _has(naming.shown_on(type(file), pages), file) or not _has(naming.named(type(file)), file)


def may_read_page_of(file: File, request: HttpRequest) -> bool:
    """Say the same of whoever asks, who may have given the passwords of pages in this session."""
    user: Any = request.user
    if follows_open_pages(file, user):
        return True
    if not request.session.get(PageViewRestriction.passed_view_restrictions_session_key):
        return False
    candidates = naming.pages_naming(file).filter(is_published())[:_MOST]
    passed = [page.pk for page in candidates if admits(page, request)]
    return bool(passed) and _has(naming.shown_on(type(file), PortalPage.objects.filter(pk__in=passed)), file)


def is_for_staff(file: File, user: Any) -> bool:
    """Say whether ``user`` handles the file in the admin, or may edit a page that names it."""
    if not user.has_perm("wagtailadmin.access_admin"):
        return False
    policy = policy_registry.get_by_type(type(file))
    if policy.user_has_any_permission_for_instance(user, ["choose", "change", "delete"], file):
        return True
    return any(page.permissions_for_user(user).can_edit() for page in naming.pages_naming(file)[:_MOST])


def asks_to_sign_in(file: File, request: HttpRequest) -> bool:
    """Say whether a visitor could have ``file`` after signing in: a page that names it is for people who do."""
    if request.user.is_authenticated:
        return False
    kinds = (PageViewRestriction.LOGIN, PageViewRestriction.GROUPS)
    pages = naming.pages_naming(file).filter(is_published())[:_MOST]
    return any(found.restriction_type in kinds for found in restrictions_over(*pages))


def _has(namings: Iterable[naming.Naming], file: File) -> bool:
    return any(rows.filter(**{name: file.pk}).exists() for rows, name in namings)
