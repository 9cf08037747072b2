"""Each screen names, large, what is done and with which page."""

from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cluster_portal.strategy.models import ContentPage
from tests import factories

pytestmark = pytest.mark.django_db
Staff = Callable[..., Client]


class Headings(HTMLParser):
    """Collects the main headings of a screen and the last step of the way to it."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside = ""
        self.feed(content)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        is_way = tag == "nav" and dict(attrs).get("aria-label") == "Breadcrumb"
        if tag == "h1" or is_way:
            self._inside = tag
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = "" if tag == self._inside else self._inside

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.found[-1] = " ".join(f"{self.found[-1]} {data}".split())


@pytest.fixture
def page() -> Any:
    """Return a public page with a newer draft."""
    made = factories.plain_page(title=factories.in_all_languages("Mobilité"))
    factories.edit(made, summary={"fr": "Neuf"})
    return made


def headings(client: Client, address: str) -> list[str]:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return Headings(answer.content.decode()).found


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("wagtailadmin_pages:delete", "Delete"),
        ("wagtailadmin_pages:unpublish", "Unpublish"),
        ("wagtailadmin_pages:copy", "Copy"),
        ("wagtailadmin_pages:move", "Move"),
        ("staff_publish_page", "Publish"),
        ("staff_schedule_page", "Schedule"),
        ("staff_unpublish_languages", "Take languages off the site"),
    ],
)
def test_screens_of_one_page_name_it(page: ContentPage, staff: Staff, name: str, words: str) -> None:
    shown = headings(staff(), reverse(name, args=[page.pk]))
    assert any(words in heading and "Mobilité" in heading for heading in shown), shown


def test_bringing_languages_back_names_page_and_version(page: ContentPage, staff: Staff) -> None:
    old = page.revisions.order_by("pk").first()
    client = staff()
    answer = client.get(reverse("staff_revert_languages", args=[page.pk, old.pk]))
    shown = Headings(answer.content.decode()).found
    assert any("Bring languages back" in heading and "Mobilité" in heading for heading in shown), shown
    assert f"{old.created_at:%Y}" in answer.content.decode().partition('class="p-publish"')[2]


@pytest.mark.parametrize(
    ("action", "words"), [("delete", "Delete"), ("publish", "Publish several pages"), ("move", "Move")]
)
def test_screens_of_several_pages_have_a_heading(
    page: ContentPage, staff: Staff, action: str, words: str
) -> None:
    address = reverse("wagtail_bulk_action", args=["pages", "portalpage", action])
    assert any(words in heading for heading in headings(staff(), f"{address}?id={page.pk}"))


def test_nothing_chosen_to_take_off_is_said(page: ContentPage, staff: Staff) -> None:
    answer = staff().post(reverse("staff_unpublish_languages", args=[page.pk]), {})
    assert answer.status_code == 422
    assert "Choose at least one language." in answer.content.decode()
