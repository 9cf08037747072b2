"""One address for each that the code knows, and each kind of page, to be asked by every role."""

from django.urls import reverse

from cluster_portal.pages.models import PortalPage
from projects.models import ProjectPage
from tests.addresses import addresses, filled

# Those that everybody opens once are asked by each role about these pages too.
ABOUT_EACH_PAGE = (
    "edit",
    "view_draft",
    "history",
    "delete",
    "unpublish",
    "copy",
    "move",
    "usage",
    "set_privacy",
)
# They end a session, or wait.
LEFT_OUT = {"wagtailadmin_logout", "account_logout"}


def role_addresses() -> list[str]:
    """Return the addresses, each once."""
    page = ProjectPage.objects.live().order_by("path").first()
    assert page is not None
    known = [address for address in addresses() if address.name not in LEFT_OUT and "_0" not in address.keys]
    found = [filled(address, page) for address in known]
    for each in PortalPage.objects.order_by("path"):
        if each.depth > 1:
            found.append(str(each.get_url_in("fr")))
    # One page of each type, and those of the baseline that are closed, drafts or aliases.
    seen: dict[object, PortalPage] = {}
    for each in PortalPage.objects.order_by("path"):
        seen.setdefault(each.content_type_id if "Baseline" not in each.title else each.pk, each)
    for each in seen.values():
        found += [reverse(f"wagtailadmin_pages:{name}", args=[each.pk]) for name in ABOUT_EACH_PAGE]
    return list(dict.fromkeys(found))
