"""What staff are told of pages that are not public because a page above them is not."""

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages

from cluster_portal.pages.models import PortalPage
from cluster_portal.staff.changes import Changes, State


def unpublished(page: PortalPage) -> str:
    """Say how many published pages go with ``page`` when it is unpublished; nothing when there are none."""
    number = PortalPage.objects.withdrawn_with(page).count()
    words = ngettext(
        "One published page goes with it: it is not public while this page is not, and comes back with it.",
        "%(number)s published pages go with it: they are not public while this page is not, and come back with it.",
        number,
    )
    return words % {"number": number} if number else ""


def without_any_language(page: PortalPage) -> str:
    """Say the same where the page is unpublished only if no language is left."""
    number = PortalPage.objects.withdrawn_with(page).count()
    words = ngettext(
        "If no language is left, one published page goes with it: it is not public while this page is not, and "
        "comes back with it.",
        "If no language is left, %(number)s published pages go with it: they are not public while this page is "
        "not, and come back with it.",
        number,
    )
    return words % {"number": number} if number else ""


def with_last_language(page: PortalPage, changes: Changes) -> str:
    """Say the same where publishing can take off every language that the page is public in."""
    ending = {language.code for language in changes.languages if language.state is State.ENDS}
    return without_any_language(page) if page.live and ending.issuperset(page.published_languages) else ""


def say_that_it_is_withdrawn(request: HttpRequest, page: PortalPage) -> None:
    """Tell whoever put a page below one that is not public that readers cannot see it there."""
    page = PortalPage.objects.get(pk=page.pk)
    if page.live and not page.is_published:
        above = page.get_ancestors().filter(live=False, depth__gt=1).last()
        messages.warning(
            request,
            _("Readers cannot see “%(title)s” here: it stands below “%(above)s”, which is not public.")
            % {
                "title": page.get_admin_display_title(),
                "above": above.get_admin_display_title() if above else "",
            },
        )
