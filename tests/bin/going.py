"""The ways of a person through the screens that delete pages and bring them back."""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission

from cluster_portal.bin.models import BinnedPage


def delete(client: Client, page: Any, **data: Any) -> Any:
    """Delete a page as on its screen, confirming where it asks."""
    return client.post(
        reverse("wagtailadmin_pages:delete", args=[page.pk]),
        {"confirm_site_name": "Cluster portal", **data},
    )


def delete_many(client: Client, *pages: Any, **data: Any) -> Any:
    """Delete pages chosen in the explorer."""
    url = reverse("wagtail_bulk_action", args=["pages", "portalpage", "delete"])
    query = "&".join(f"id={page.pk}" for page in pages)
    return client.post(f"{url}?{query}", {"confirm_site_name": "Cluster portal", **data})


def bin_url(page: Any) -> str:
    """Return the address of the screen about a page in the bin."""
    return reverse("bin_page", args=[BinnedPage.objects.get(page_id=page.pk).pk])


def bring_back(client: Client, page: Any, **data: Any) -> Any:
    """Bring a page back as on its screen in the bin."""
    return client.post(bin_url(page), data)


def publishers(*places: Any, name: str) -> str:
    """Return the name of a new group that adds, changes and publishes pages at and below some places only."""
    group = Group.objects.create(name=name)
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for place in places:
        for action in ("add", "change", "publish"):
            right = Permission.objects.get(codename=f"{action}_portalpage")
            GroupPagePermission.objects.create(group=group, page=place, permission=right)
    return name
