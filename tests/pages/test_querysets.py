"""Who may read a page: lists, menus and the sitemap show no more than a visitor may open."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.test import Client
from wagtail.models import PageViewRestriction

from cluster_portal.pages.models import PortalPage
from tests import factories

pytestmark = pytest.mark.django_db


def restrict(page: PortalPage, kind: str, *groups: Group) -> None:
    """Set a view restriction on the page and what is below it."""
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=kind, password="secret")
    restriction.groups.set(groups)


def sees(user: Any, page: PortalPage) -> bool:
    """Say whether the page is listed for somebody."""
    return PortalPage.objects.visible_to(user).filter(pk=page.pk).exists()


@pytest.fixture
def group() -> Group:
    return Group.objects.create(name="Consortium")


@pytest.fixture
def member(group: Group) -> Any:
    user = factories.user()
    user.groups.add(group)
    return user


@pytest.fixture
def people(member: Any) -> dict[str, Any]:
    return {
        "nobody": None,
        "anonymous": AnonymousUser(),
        "somebody": factories.user(),
        "member": member,
        "inactive": factories.user(is_active=False),
        "superuser": factories.user(is_superuser=True),
        "inactive superuser": factories.user(is_superuser=True, is_active=False),
    }


@pytest.mark.parametrize(
    ("kind", "those_who_see"),
    [
        (PageViewRestriction.LOGIN, {"somebody", "member", "superuser"}),
        (PageViewRestriction.GROUPS, {"member", "superuser"}),
        (PageViewRestriction.PASSWORD, {"superuser"}),
    ],
)
def test_a_restriction_covers_the_page_and_all_below(
    demo: Any, people: dict[str, Any], group: Group, kind: str, those_who_see: set[str]
) -> None:
    restrict(demo("gemstone"), kind, group)
    for key in ("gemstone", "gemstone_green_train"):
        assert {name for name, user in people.items() if sees(user, demo(key))} == those_who_see
    for key in ("projects", "dream", "home"):
        assert {name for name, user in people.items() if sees(user, demo(key))} == set(people)


def test_one_of_several_groups_is_enough(demo: Any, group: Group, member: Any) -> None:
    restrict(demo("gemstone"), PageViewRestriction.GROUPS, group, Group.objects.create(name="Other"))
    assert sees(member, demo("gemstone"))


def test_every_restriction_on_the_way_counts(demo: Any, group: Group, member: Any) -> None:
    restrict(demo("projects"), PageViewRestriction.GROUPS, group)
    restrict(demo("gemstone"), PageViewRestriction.GROUPS, Group.objects.create(name="Other"))
    assert sees(member, demo("dream"))
    assert not sees(member, demo("gemstone"))


def test_nobody_is_shown_a_draft(people: dict[str, Any]) -> None:
    page = factories.plain_page(title={"fr": "Un"})
    page.unpublish()
    assert not any(sees(user, page) for user in people.values())


def test_an_alias_obeys_the_restrictions_of_its_original(reader: Client, demo: Any) -> None:
    alias = demo("gemstone").create_alias(recursive=True)
    restrict(demo("gemstone"), PageViewRestriction.LOGIN)
    assert not sees(AnonymousUser(), alias)
    assert reader.get(alias.get_url_in("fr")).status_code == 302


@pytest.mark.parametrize("kind", [PageViewRestriction.LOGIN, PageViewRestriction.PASSWORD])
def test_a_reader_finds_no_trace_of_a_restricted_project(reader: Client, demo: Any, kind: str) -> None:
    project = demo("gemstone")
    restrict(project, kind)
    address = project.get_url_in("fr")
    for key in ("home", "projects", "cimes", "goal_technology", "goal_recognition", "strategy", "mecatech"):
        html = reader.get(demo(key).get_url_in("fr")).content.decode()
        assert f'href="{address}' not in html, key
    assert address not in reader.get("/sitemap.xml").content.decode()
    assert "GEMSTONE" not in reader.get("/de/projets/gemstone/").content.decode()


def test_a_restricted_project_itself_is_not_shown(reader: Client, demo: Any) -> None:
    restrict(demo("gemstone"), PageViewRestriction.LOGIN)
    for key in ("gemstone", "gemstone_green_train"):
        answer = reader.get(demo(key).get_url_in("fr"))
        assert answer.status_code == 302
        assert "login" in answer["Location"]


def test_a_password_opens_a_section_but_lists_stay_silent(reader: Client, demo: Any) -> None:
    restrict(demo("gemstone"), PageViewRestriction.PASSWORD)
    page = demo("gemstone")
    html = reader.get(page.get_url_in("fr")).content.decode()
    assert 'type="password"' in html
    assert str(page.texts_in("fr").objective.value)[:60] not in html


def test_a_restricted_page_leaves_the_menus(reader: Client, demo: Any) -> None:
    restrict(demo("contact"), PageViewRestriction.LOGIN)
    assert f'href="{demo("contact").get_url_in("fr")}"' not in reader.get("/fr/").content.decode()
    reader.force_login(factories.user())
    assert f'href="{demo("contact").get_url_in("fr")}"' in reader.get("/fr/").content.decode()


def test_a_member_finds_what_is_restricted_to_the_group(
    reader: Client, demo: Any, group: Group, member: Any
) -> None:
    restrict(demo("gemstone"), PageViewRestriction.GROUPS, group)
    address = demo("gemstone").get_url_in("fr")
    reader.force_login(member)
    assert f'href="{address}"' in reader.get(demo("projects").get_url_in("fr")).content.decode()
    assert reader.get(address).status_code == 200
