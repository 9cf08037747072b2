"""What stands below a page that is not public is not public, and an alias is closed as its original is."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail.models import PageViewRestriction

from cluster_portal.languages.codes import content_languages
from cluster_portal.pages.models import PortalPage
from cluster_portal.pages.publishing import version_key
from partners.models import PartnerIndexPage, PartnerPage
from projects.models import CallIndexPage, CallPage, ProjectIndexPage, ProjectPage
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(db: None) -> Client:
    client = Client()
    client.force_login(factories.user(is_superuser=True, language="en"))
    return client


def address_of(page: PortalPage, language: str) -> str:
    return str(PortalPage.objects.get(pk=page.pk).get_url_in(language))


def mentions(page: PortalPage, language: str) -> set[str]:
    """Return what recognises a page in any format: its address and its UUID."""
    return {address_of(page, language).rstrip("/") + "/", str(page.uuid)}


def lists(language: str) -> list[str]:
    """Return the addresses of everything that lists pages."""
    indexes = [model.objects.first() for model in (ProjectIndexPage, PartnerIndexPage, CallIndexPage)]
    with translation.override(language):
        return [
            *(address_of(index, language) for index in indexes),
            f"/{language}/",
            reverse("calls_feed"),
            reverse("calls_calendar"),
            "/sitemap.xml",
            *(
                reverse("export", args=[what, name])
                for what in ("projects", "participations", "calls", "partners")
                for name in ("json",)
            ),
            *(
                f"/api/v1/{what}?lang={language}&per_page=100"
                for what in ("projects", "participations", "calls", "partners")
            ),
        ]


def own_addresses(page: PortalPage, language: str) -> list[str]:
    """Return the addresses that show one page and nothing else."""
    found = [address_of(page, language)]
    with translation.override(language):
        if isinstance(page, CallPage):
            found += [reverse("call_calendar", args=[page.uuid]), f"/api/v1/calls/{page.uuid}"]
        if isinstance(page, ProjectPage):
            found += [reverse("project_embed", args=[page.uuid]), f"/api/v1/projects/{page.uuid}"]
            found += [reverse("project_social_card", args=[page.uuid])]
        if isinstance(page, PartnerPage):
            found += [f"/api/v1/partners/{page.uuid}"]
    return found


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    text = content.decode(errors="replace") if answer.status_code == 200 else ""
    # Its own address stands in a page that says that there is nothing there.
    return text.replace("\r\n ", "")


def listed(client: Client, pages: list[Any], language: str) -> set[str]:
    """Return which of the pages are named on any list, as title and address of the list."""
    texts = {address: text_of(client, address) for address in lists(language)}
    return {
        f"{page.draft_title} in {address}"
        for page in pages
        for address, text in texts.items()
        if any(mark in text for mark in mentions(page, language))
    }


def answers(client: Client, pages: list[Any], language: str) -> set[int]:
    return {client.get(address).status_code for page in pages for address in own_addresses(page, language)}


def test_what_stands_below_a_page_goes_and_comes_back_with_it(
    demo: Callable[[str], Any], administrator: Client, reader: Client
) -> None:
    project = factories.project()
    calls = [factories.call(project), factories.call(project)]
    assert len({line.split(" in ")[0] for line in listed(reader, calls, "fr")}) == 2
    codes = {"languages": project.live_languages}
    administrator.post(reverse("staff_unpublish_languages", args=[project.pk]), codes)
    assert not PortalPage.objects.get(pk=project.pk).live
    assert CallPage.objects.live().filter(pk__in=[call.pk for call in calls]).count() == 2
    for language in content_languages():
        assert answers(reader, calls, language) == {404}
    assert answers(administrator, calls, "fr") == {404}
    assert listed(reader, calls, "nl") == listed(administrator, calls, "en") == set()
    shown = version_key(PortalPage.objects.get(pk=project.pk).specific)
    data = codes | {"facts": "on", "shown": shown}
    administrator.post(reverse("staff_publish_page", args=[project.pk]), data)
    assert PortalPage.objects.get(pk=project.pk).live
    assert listed(reader, calls, "fr")
    assert answers(reader, calls, "de") == {200}


def test_the_directory_takes_its_partners_with_it(
    demo: Callable[[str], Any], administrator: Client, reader: Client
) -> None:
    index, partners = demo("partners"), list(PartnerPage.objects.all())
    administrator.post(reverse("wagtailadmin_pages:unpublish", args=[index.pk]), {})
    assert not PortalPage.objects.get(pk=index.pk).live
    assert PartnerPage.objects.live().count() == len(partners)
    assert listed(reader, partners, "en") == set()
    assert answers(reader, partners, "en") == {404}


@pytest.mark.parametrize("key", ["projects", "partners", "goal"])
def test_a_restricted_index_or_goal_takes_what_is_below_off_every_list(
    demo: Callable[[str], Any], reader: Client, key: str
) -> None:
    goal = factories.goal()
    project = factories.project()
    project.goals.add(goal)
    project.save()
    page = goal if key == "goal" else demo(key)
    below = list(PortalPage.objects.descendant_of(page, inclusive=key == "goal"))
    assert listed(reader, below, "fr")
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert listed(reader, below, "fr") == set()
    for one in below[:3]:
        assert client_is_refused(reader, one.specific, "fr")


def test_staff_still_see_what_is_withdrawn_with_a_page_above(
    demo: Callable[[str], Any], administrator: Client
) -> None:
    call = demo("gemstone_green_train")
    PortalPage.objects.get(pk=demo("gemstone").pk).unpublish()
    assert administrator.get(reverse("wagtailadmin_pages:edit", args=[call.pk])).status_code == 200
    assert administrator.get(reverse("wagtailadmin_pages:view_draft", args=[call.pk])).status_code == 200


def test_the_home_page_withdraws_nothing(demo: Callable[[str], Any], reader: Client) -> None:
    PortalPage.objects.get(pk=demo("home").pk).unpublish()
    assert reader.get(address_of(demo("gemstone"), "fr")).status_code == 200
    assert str(demo("gemstone").uuid) in text_of(reader, "/api/v1/projects?per_page=100")


# --- aliases ----------------------------------------------------------------------------------------


class Aliases:
    """A call with an alias, the alias's alias, and a third; and a page of the project's with its calls as aliases."""

    def __init__(self, demo: Callable[[str], Any]) -> None:
        self.project, self.call, other = demo("gemstone"), demo("gemstone_green_train"), demo("dream")
        self.first = self.alias(self.call, other, "first")
        self.second = self.alias(self.first, demo("walhub"), "second")
        self.third = self.alias(self.second, other, "third")
        self.whole = self.alias(self.project, demo("projects"), "whole")
        self.whole_again = self.alias(self.whole, demo("projects"), "whole-again")
        self.below = self.alias(self.third, self.whole_again, "below")
        self.pages = [self.first, self.second, self.third, self.whole, self.whole_again, self.below]
        self.originals = [self.project, self.call]

    @staticmethod
    def alias(page: Any, parent: Any, slug: str | None = None) -> Any:
        page = PortalPage.objects.get(pk=page.pk).specific
        made = page.create_alias(parent=PortalPage.objects.get(pk=parent.pk), update_slug=slug)
        return type(made).objects.get(pk=made.pk)


@pytest.fixture
def aliases(demo: Callable[[str], Any]) -> Aliases:
    return Aliases(demo)


@pytest.mark.parametrize("kind", ["login", "groups", "password"])
def test_aliases_are_closed_as_their_originals_at_any_number_of_steps(
    aliases: Aliases, demo: Callable[[str], Any], reader: Client, kind: str
) -> None:
    pages = [*aliases.pages, *aliases.originals]
    assert answers(reader, pages, "fr") == {200}
    restriction = PageViewRestriction.objects.create(
        page=aliases.project, restriction_type=kind, password="word"
    )
    group = Group.objects.create(name="Consortium")
    restriction.groups.add(group)
    outsider, member = Client(), Client()
    outsider.force_login(factories.user())
    person = factories.user()
    person.groups.add(group)
    member.force_login(person)
    assert listed(reader, pages, "fr") == set()
    for page in pages:
        for language in content_languages():
            assert client_is_refused(reader, page, language), page.pk
        assert client_is_refused(outsider, page, "en") == (kind != "login"), page.pk
        assert client_is_refused(member, page, "en") == (kind == "password"), page.pk
    for page in pages:
        others = own_addresses(page, "fr")[1:]
        assert 200 not in {reader.get(address).status_code for address in others}


def client_is_refused(client: Client, page: Any, language: str) -> bool:
    """Say whether a person meets a form or a refusal where the page should be."""
    answer = client.get(address_of(page, language))
    if answer.status_code == 200 and "public" not in answer.headers.get("Cache-Control", ""):
        return str(page.texts_in(language).title) not in answer.content.decode()
    return answer.status_code != 200


def test_privacy_follows_moves_and_changes(
    aliases: Aliases, demo: Callable[[str], Any], reader: Client, administrator: Client
) -> None:
    closed, open_page = factories.project(), factories.project()
    for page in (closed, demo("walhub")):
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    # The second alias stands below a closed project itself; its own aliases follow it there.
    for page, is_closed in [(aliases.second, True), (aliases.third, True), (aliases.below, True)]:
        assert client_is_refused(reader, page, "fr") == is_closed
    assert not client_is_refused(reader, aliases.first, "fr")
    # The original moves below the closed page: all its aliases are closed with it, and open again with it.
    for parent, is_closed in ((closed, True), (open_page, False)):
        call = PortalPage.objects.get(pk=aliases.call.pk)
        address = reverse("wagtailadmin_pages:move_confirm", args=[call.pk, parent.pk])
        administrator.post(address, {"opens": "on"})
        assert PortalPage.objects.get(pk=call.pk).get_parent().pk == parent.pk
        assert client_is_refused(reader, aliases.first, "fr") == is_closed
    PageViewRestriction.objects.all().delete()
    for page in aliases.pages:
        assert not client_is_refused(reader, page, "fr")


def test_aliases_are_withdrawn_with_what_is_above_their_original(
    aliases: Aliases, administrator: Client, reader: Client
) -> None:
    administrator.post(reverse("wagtailadmin_pages:unpublish", args=[aliases.project.pk]), {})
    gone = [aliases.call, *aliases.pages]
    assert listed(reader, gone, "fr") == set()
    for language in content_languages():
        assert answers(reader, gone, language) == {404}


def test_languages_taken_off_are_off_for_aliases_of_aliases(aliases: Aliases, administrator: Client) -> None:
    codes = [code for code in aliases.call.live_languages if code != "fr"]
    administrator.post(reverse("staff_unpublish_languages", args=[aliases.call.pk]), {"languages": codes})
    assert codes
    for page in (aliases.call, aliases.first, aliases.second, aliases.third):
        assert PortalPage.objects.get(pk=page.pk).live_languages == ["fr"]


def test_what_closes_pages_is_read_with_one_query(aliases: Aliases, django_assert_num_queries: Any) -> None:
    PageViewRestriction.objects.create(page=aliases.project, restriction_type="login")
    with django_assert_num_queries(2):
        assert PortalPage.objects.visible_to(None).count()
