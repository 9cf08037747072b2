"""The copy screen, as a person fills it in."""

from typing import Any

from django.test import Client
from django.urls import reverse
from wagtail.models import PageViewRestriction

from cluster_portal.languages.codes import content_languages, get_value
from cluster_portal.pages.models import PortalPage
from tests.staff.posting import form_data

FOUR = {"fr": "Engrenage", "en": "Gearing", "nl": "Tandwiel", "de": "Getriebe"}


def copy_address(page: PortalPage) -> str:
    """Return the address of the screen."""
    return reverse("wagtailadmin_pages:copy", args=[page.pk])


def send_copy(client: Client, page: PortalPage, to: PortalPage | None = None, **changes: Any) -> Any:
    """Open the screen, change what is named and send it; None empties a box."""
    opened = client.get(copy_address(page))
    assert opened.status_code == 200
    data = {**form_data(opened.context["form"]), **changes}
    if to is not None:
        data["new_parent_page"] = to.pk
    sent = {name: value for name, value in data.items() if value is not None}
    return client.post(copy_address(page), sent)


def newest(model: type[Any] = PortalPage) -> Any:
    """Return the page that was made last."""
    return model.objects.order_by("-pk").first()


def close(page: PortalPage, kind: str = PageViewRestriction.LOGIN, **fields: Any) -> PageViewRestriction:
    """Close a page to readers."""
    return PageViewRestriction.objects.create(page=page, restriction_type=kind, **fields)


def conditions(page: PortalPage) -> list[str]:
    """Return the kinds of restriction that stand on the page itself."""
    found = PageViewRestriction.objects.filter(page=page).order_by("pk")
    return list(found.values_list("restriction_type", flat=True))


def slugs_of(page: PortalPage) -> dict[str, str | None]:
    """Return the slug of a page in each language."""
    return {code: get_value(page, "slug", code) for code in content_languages()}


def paths_of(page: PortalPage) -> list[str]:
    """Return the paths of a page."""
    return [str(get_value(page, "url_path", code)) for code in content_languages()]


def draft_of(page: PortalPage) -> Any:
    """Return a page as it is drafted."""
    return type(page).objects.get(pk=page.pk).get_latest_revision_as_object()
