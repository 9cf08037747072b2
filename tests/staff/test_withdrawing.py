"""Screens say which pages are not public with the page above them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect

from cluster_portal.languages.codes import content_languages
from cluster_portal.pages.models import PortalPage
from cluster_portal.pages.publishing import version_key
from projects.models import ProjectIndexPage
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def project() -> Any:
    """Return a project with two published calls, one of them with an alias elsewhere, and a drafted call."""
    project = factories.project()
    first = factories.call(project)
    factories.call(project)
    factories.draft(type(first), project)
    other = PortalPage.objects.get(pk=factories.project().pk)
    PortalPage.objects.get(pk=first.pk).specific.create_alias(parent=other)
    return project


def test_every_screen_says_how_many_pages_go_with_the_page(
    staff: Callable[..., Client], project: Any
) -> None:
    client = staff()
    empty = factories.project()
    bulk = reverse("wagtail_bulk_action", args=["pages", "portalpage", "unpublish"])
    for address in (
        reverse("wagtailadmin_pages:unpublish", args=[project.pk]),
        f"{bulk}?id={project.pk}&id={empty.pk}",
        reverse("staff_unpublish_languages", args=[project.pk]),
    ):
        text = client.get(address).content.decode()
        assert text.count("3 published pages go") == 1, address
        assert "One published page goes" not in text
    for address in (
        reverse("wagtailadmin_pages:unpublish", args=[empty.pk]),
        reverse("staff_unpublish_languages", args=[empty.pk]),
        reverse("wagtailadmin_pages:unpublish", args=[factories.home().pk]),
    ):
        assert "go with it" not in client.get(address).content.decode()


@pytest.mark.usefixtures("translated")
@pytest.mark.parametrize("language", content_languages())
def test_they_say_it_in_the_language_of_the_person(
    staff: Callable[..., Client], project: Any, language: str
) -> None:
    address = reverse("wagtailadmin_pages:unpublish", args=[project.pk])
    text = staff(language=language).get(address).content.decode()
    words = {
        "fr": "3 pages publiées",
        "en": "3 published pages",
        "nl": "3 gepubliceerde",
        "de": "3 veröffentlichte",
    }
    assert words[language] in text


def test_moving_below_a_page_that_is_not_public_says_so(staff: Callable[..., Client], project: Any) -> None:
    client, call = staff(), factories.call()
    PortalPage.objects.get(pk=project.pk).unpublish()
    answer = client.post(
        reverse("wagtailadmin_pages:move_confirm", args=[call.pk, project.pk]), {}, follow=True
    )
    assert "Readers cannot see" in answer.content.decode()


class TestWhatStandsBelow:
    """Screens say of a published page below one that is not public what they say of a draft."""

    @pytest.fixture
    def withdrawn(self, project: Any) -> Any:
        Redirect.add_redirect("/en/old", redirect_to=project)
        ProjectIndexPage.objects.get(pk=project.get_parent().pk).unpublish()
        return project

    def test_redirects(self, staff: Callable[..., Client], withdrawn: Any) -> None:
        shown = staff().get(reverse("wagtailredirects:index")).content.decode()
        assert "not public: readers are told that there is nothing" in shown

    def test_no_way_to_a_page_that_is_not_there(self, staff: Callable[..., Client], withdrawn: Any) -> None:
        client = staff()
        for name, page in (("edit", withdrawn), ("", withdrawn.get_parent())):
            address = reverse(
                f"wagtailadmin_pages:{name}" if name else "wagtailadmin_explore", args=[page.pk]
            )
            shown = client.get(address).content.decode()
            assert str(withdrawn.texts.title) in shown
            assert "View live in" not in shown

    def test_the_report_on_acknowledgement(self, staff: Callable[..., Client], withdrawn: Any) -> None:
        answer = staff().get(reverse("acknowledgement_report"), {"export": "csv"})
        assert str(withdrawn.texts.title) not in b"".join(answer.streaming_content).decode()

    def test_no_way_to_a_consortium_that_nobody_can_enter(
        self, staff: Callable[..., Client], withdrawn: Any
    ) -> None:
        space = reverse("consortium:project", args=[withdrawn.uuid])
        client = staff()
        assert client.get(space).status_code == 404
        edit = client.get(reverse("wagtailadmin_pages:edit", args=[withdrawn.pk])).content.decode()
        assert str(withdrawn.uuid) not in edit


def test_publishing_says_what_goes_with_the_last_language(staff: Callable[..., Client], project: Any) -> None:
    client = staff()
    first, *others = PortalPage.objects.get(pk=project.pk).published_languages
    if others:
        client.post(reverse("staff_unpublish_languages", args=[project.pk]), {"languages": others})
    bulk = reverse("wagtail_bulk_action", args=["pages", "portalpage", "publish"])
    dialog, schedule = (
        reverse(name, args=[project.pk]) for name in ("staff_publish_page", "staff_schedule_page")
    )
    assert "3 published pages go" in client.get(schedule).content.decode()
    assert "3 published pages go" not in client.get(dialog).content.decode()
    factories.edit(project, title={"nl": "Een", first: None})
    for address in (dialog, schedule, f"{bulk}?id={project.pk}"):
        assert client.get(address).content.decode().count("3 published pages go") == 1, address
    data = {"languages": [first], "shown": version_key(PortalPage.objects.get(pk=project.pk).specific)}
    said = client.post(dialog, data, follow=True).content.decode()
    assert "is no longer public in" in said
    assert "is published in" not in said


def test_a_language_that_is_taken_off_is_not_called_published(staff: Callable[..., Client]) -> None:
    page = factories.plain_page(title={"fr": "Un", "nl": "Een"})
    factories.edit(page, title={"fr": "Deux", "nl": None})
    data = {"languages": ["fr", "nl"], "shown": version_key(PortalPage.objects.get(pk=page.pk).specific)}
    address = reverse("staff_publish_page", args=[page.pk])
    said = staff().post(address, data, follow=True).content.decode()
    assert "is published in: French." in said
    assert "is no longer public in: Dutch." in said


@pytest.mark.parametrize("several", [False, True])
def test_publishing_below_a_page_that_is_not_public_says_so(
    staff: Callable[..., Client], project: Any, several: bool
) -> None:
    call = PortalPage.objects.child_of(project).filter(live=True).first().specific
    PortalPage.objects.get(pk=project.pk).specific.unpublish()
    code = call.published_languages[0]
    factories.edit(call, title={code: "Neuf"})
    key = version_key(PortalPage.objects.get(pk=call.pk).specific)
    address, data = reverse("staff_publish_page", args=[call.pk]), {"languages": [code], "shown": key}
    if several:
        bulk = reverse("wagtail_bulk_action", args=["pages", "portalpage", "publish"])
        address = f"{bulk}?id={call.pk}&next=/admin/"
        data = {f"page-{call.pk}-{name}": value for name, value in data.items()}
    said = staff().post(address, data, follow=True).content.decode()
    assert "Readers cannot see “" in said
    assert "View live in" not in said.partition("</ul>")[0]
