"""The ways of a person through the screens that delete pages and bring them back."""

from typing import Any

from django.test import Client
from django.urls import reverse

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
