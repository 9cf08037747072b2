"""No page is published where the portal itself answers."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import path, reverse

from cluster_portal import urls as portal_urls
from cluster_portal.languages import slugs
from cluster_portal.languages.codes import column, content_languages, get_value
from cluster_portal.languages.reserved import reserved_names
from cluster_portal.pages.models import PortalPage
from cluster_portal.pages.publishing import Choice, publish
from cluster_portal.strategy.models import ContentPage
from tests import factories
from tests.staff.posting import form_data

pytestmark = pytest.mark.django_db
Staff = Callable[..., Client]
NAMES = ["space", "account", "admin", "api", "documents", "media", "static", "embed", "_util"]

# For the test of addresses further down: this module as the portal's addresses.
urlpatterns = [
    *portal_urls.urlpatterns[:-1],
    path("en/projects/<slug:project>/calendar/", lambda request, project: None, name="calendar"),
    portal_urls.urlpatterns[-1],
]


def add_url(parent: Any) -> str:
    return reverse("wagtailadmin_pages:add", args=["strategy", "contentpage", parent.pk])


def edit_url(page: Any) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def send(client: Client, address: str, **changes: str) -> Any:
    return client.post(address, form_data(client.get(address).context["form"]) | changes)


@pytest.mark.parametrize("name", NAMES)
def test_it_is_refused_on_the_language_it_was_entered_in(staff: Staff, name: str) -> None:
    client, number = staff("Editors"), PortalPage.objects.count()
    for code in content_languages():
        texts = {column("title", language): "Something" for language in content_languages()}
        answer = send(client, add_url(factories.home()), **texts, **{column("slug", code): name.capitalize()})
        assert list(answer.context["form"].errors) == [column("slug", code)]
    assert PortalPage.objects.count() == number


def test_every_name_below_a_language_is_known() -> None:
    for code in content_languages():
        assert set(NAMES) <= reserved_names(code)
        assert not {"calls", "appels", "projects"} & reserved_names(code)


def test_a_slug_made_from_a_title_is_another(staff: Staff, reader: Client) -> None:
    assert send(staff(), add_url(factories.home()), title_en="Space", title_fr="Account").status_code == 302
    made = ContentPage.objects.latest("pk")
    factories.publish(made.get_latest_revision_as_object())
    assert made.get_url_in("en") == "/en/space-2/"
    for code in content_languages():
        address = ContentPage.objects.get(pk=made.pk).get_url_in(code)
        assert reader.get(address).context["page"].pk == made.pk


def test_a_page_that_is_there_cannot_be_renamed_to_it(staff: Staff) -> None:
    page = factories.plain_page(title={"en": "Something", "de": "Etwas"})
    answer = send(staff("Moderators"), edit_url(page), slug_de="space")
    assert "slug_de" in answer.context["form"].errors
    assert "slug_en" not in answer.context["form"].errors


def test_it_is_refused_when_it_is_published(reader: Client) -> None:
    page = factories.plain_page(title={"en": "Something"})
    factories.edit(page, summary={"en": "Changed"})
    revision = ContentPage.objects.get(pk=page.pk).latest_revision
    revision.content["slug_en"] = "account"
    revision.save()
    with pytest.raises(ValidationError) as caught:
        publish(page, Choice(["en"]))
    assert "slug_en" in caught.value.message_dict
    assert reader.get("/en/something/").status_code == 200


def test_below_another_page_the_names_are_free(staff: Staff, reader: Client) -> None:
    page = factories.plain_page(factories.plain_page(title={"en": "Above"}), title={"en": "Space"})
    assert page.get_url_in("en") == "/en/above/space/"
    assert reader.get("/en/above/space/").status_code == 200


def test_a_page_that_stood_there_before_stays(staff: Staff) -> None:
    """Names that only begin addresses of the portal's own can be reached: nobody is made to rename such a page."""
    page = factories.plain_page(title={"en": "Something"})
    place = get_value(page, "url_path", "en").replace("/something/", "/documents/")
    places = {column("url_path", code): place for code in content_languages()}
    PortalPage.objects.filter(pk=page.pk).update(slug_en="documents", **places)
    factories.publish(ContentPage.objects.get(pk=page.pk))
    assert ContentPage.objects.get(pk=page.pk).slug_en == "documents"  # type: ignore[attr-defined]


def test_addresses_further_down(settings: Any) -> None:
    settings.ROOT_URLCONF = __name__
    project = factories.project(title={"en": "Gem", "de": "Edelstein"})
    call = factories.call(project, title={"en": "Calendar", "de": "Calendar"})
    assert get_value(call, "slug", "en") == "calendar-2"
    assert get_value(call, "slug", "de") == "calendar"
    other = factories.project(title={"en": "Pearl", "de": "Perle"})
    with pytest.raises(ValidationError) as caught:
        slugs.check_slugs(other, {"en": "calendar", "de": "calendar", "fr": "calendrier"})
    assert set(caught.value.message_dict) == {"slug_en"}


class TestSlugsOfCopies:
    """What a copy needs: slugs that are free in each language, and words for those that are not."""

    @pytest.fixture
    def page(self) -> ContentPage:
        return factories.plain_page(title={"fr": "Atelier", "de": "Werkstatt"})

    def test_free_slugs(self, page: ContentPage) -> None:
        assert slugs.free_slugs(page, factories.home()) == {
            "slug_fr": "atelier-2",
            "slug_en": None,
            "slug_nl": None,
            "slug_de": "werkstatt-2",
        }
        below = factories.plain_page(page, title=factories.in_all_languages("Space"))
        assert slugs.free_slugs(below, factories.home()) == {
            column("slug", code): "space-2" for code in content_languages()
        }

    @pytest.mark.parametrize(
        ("given", "refused"),
        [
            ({"fr": "atelier"}, ["slug_fr", "slug_en", "slug_nl"]),
            ({"fr": "libre", "de": "werkstatt"}, ["slug_de"]),
            ({"fr": "libre", "en": None, "nl": "", "de": "frei"}, []),
            ({"fr": "pas libre", "de": "frei"}, ["slug_fr"]),
            ({"fr": "x" * 256, "de": "frei"}, ["slug_fr"]),
            ({"fr": "libre", "en": "space"}, ["slug_en", "slug_nl", "slug_de"]),
            ({}, []),
        ],
    )
    def test_check_slugs(self, page: ContentPage, given: dict[str, str | None], refused: list[str]) -> None:
        try:
            slugs.check_slugs(factories.home(), given)
            found: list[str] = []
        except ValidationError as error:
            found = list(error.message_dict)
        assert sorted(found) == sorted(refused)
