"""Copying pages by the screen: titles, slugs and places."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from wagtail.actions.copy_page import CopyPageAction
from wagtail.actions.create_alias import CreatePageAliasAction

from cluster_portal.languages.codes import column, get_value
from cluster_portal.pages.models import PortalPage
from cluster_portal.strategy.models import ContentPage, HomePage
from projects.models import CallPage, ProjectPage
from tests import factories
from tests.staff.copies import (
    FOUR,
    copy_address,
    draft_of,
    newest,
    paths_of,
    send_copy,
    slugs_of,
)

pytestmark = pytest.mark.django_db
Staff = Callable[..., Client]

# --- beside itself, elsewhere ------------------------------------------------------------------


def test_a_copy_beside_itself_gets_free_slugs_in_every_language(staff: Staff) -> None:
    page = factories.plain_page(title=FOUR)
    response = send_copy(staff("Moderators"), page)
    assert response.status_code == 302
    copy = newest(ContentPage)
    assert copy.get_parent().pk == page.get_parent().pk
    assert slugs_of(copy) == {code: f"{slug}-2" for code, slug in slugs_of(page).items()}
    assert slugs_of(draft_of(copy)) == slugs_of(copy)
    assert {code: get_value(copy, "title", code) for code in FOUR} == FOUR
    assert copy.uuid != page.uuid
    assert not copy.live
    assert len({*paths_of(page), *paths_of(copy)}) == 8


@pytest.mark.parametrize("language", ["fr", "en", "nl", "de"])
def test_titles_and_slugs_are_asked_per_language_whatever_the_interface_speaks(
    staff: Staff, language: str
) -> None:
    page = factories.plain_page(title={"fr": "Engrenage", "nl": "Tandwiel"})
    client = staff("Moderators", language=language)
    fields = client.get(copy_address(page)).context["form"].fields
    texts = [name for name in fields if name.startswith(("title", "slug"))]
    assert sorted(texts) == sorted(
        column(field, code) for field in ("title", "slug") for code in ("fr", "nl")
    )
    changes = {column("title", "nl"): "Wormwiel", column("slug", "nl"): "wormwiel"}
    assert send_copy(client, page, **changes).status_code == 302
    copy = newest(ContentPage)
    for version in (copy, draft_of(copy)):
        assert get_value(version, "title", "nl") == "Wormwiel"
        assert get_value(version, "title", "fr") == "Engrenage"
        assert get_value(version, "title", "en") in (None, "")
        assert slugs_of(version) == {"fr": "engrenage-2", "en": None, "nl": "wormwiel", "de": None}


def test_elsewhere_slugs_that_nobody_touched_are_those_of_the_page_where_they_are_free(staff: Staff) -> None:
    page, section = factories.plain_page(title=FOUR), factories.plain_page(title={"fr": "Section"})
    assert send_copy(staff("Moderators"), page, section).status_code == 302
    assert slugs_of(newest(ContentPage)) == slugs_of(page)


def test_every_type_of_the_demo_can_be_copied_beside_itself(staff: Staff) -> None:
    client = staff()
    one_of_each = {type(page): page for page in PortalPage.objects.filter(depth__gt=2).specific()}
    pages = [page for page in one_of_each.values() if page.can_create_at(page.get_parent())]
    assert len(pages) > 4
    answers = {str(page): send_copy(client, page, publish_copies="on").status_code for page in pages}
    assert set(answers.values()) == {302}, answers


@pytest.mark.parametrize("live", [True, False])
def test_every_type_can_be_copied_with_what_is_below(staff: Staff, live: bool) -> None:
    project = factories.project(title=FOUR)
    factories.participation(project, factories.partner())
    factories.call(project, title=FOUR)
    client = staff()
    changes = {"publish_copies": "on"} if live else {}
    for page in (project, factories.partner(title=FOUR), factories.goal(title=FOUR)):
        assert send_copy(client, page, **changes).status_code == 302
        copy = (
            newest(type(page))
            if type(page) is not ProjectPage
            else ProjectPage.objects.order_by("-pk").first()
        )
        assert copy.live is live
        assert len(set(paths_of(page)) & set(paths_of(copy))) == 0
    copied = ProjectPage.objects.order_by("-pk").first()
    call = CallPage.objects.child_of(copied).get()
    assert slugs_of(call) == slugs_of(CallPage.objects.child_of(project).get())
    rows, own = project.participations.all(), copied.participations.all()
    assert len(own) == len(rows) == 1
    assert {row.uuid for row in own}.isdisjoint(row.uuid for row in rows)


# --- errors on fields --------------------------------------------------------------------------


def test_a_taken_slug_is_an_error_on_its_language(staff: Staff, translated: None) -> None:
    factories.plain_page(title={"nl": "Wormwiel"})
    page = factories.plain_page(title=FOUR)
    for language, words in (("fr", "a déjà l’adresse"), ("de", "bereits die Adresse")):
        response = send_copy(
            staff("Moderators", language=language), page, **{column("slug", "nl"): "wormwiel"}
        )
        assert response.status_code == 200
        errors = response.context["form"].errors
        assert list(errors) == [column("slug", "nl")]
        assert words in str(errors) or "wormwiel" in str(errors)


def test_a_slug_that_waits_in_a_draft_is_taken(staff: Staff) -> None:
    other = factories.plain_page(title={"fr": "Autre"})
    factories.edit(other, slug={"fr": "attendu"})
    page = factories.plain_page(title=FOUR)
    response = send_copy(staff("Moderators"), page, **{column("slug", "fr"): "attendu"})
    assert list(response.context["form"].errors) == [column("slug", "fr")]


def test_an_empty_title_and_an_impossible_slug_are_errors_on_their_fields(staff: Staff) -> None:
    page = factories.plain_page(title=FOUR)
    changes = {column("title", "de"): " ", column("slug", "en"): "no slug/"}
    response = send_copy(staff("Moderators"), page, **changes)
    assert set(response.context["form"].errors) == {column("title", "de"), column("slug", "en")}


@pytest.mark.parametrize("wrong", [None, "", "x", "987654321", "1e3"])
def test_a_wrong_place_is_an_error_on_its_field(staff: Staff, wrong: str | None) -> None:
    page = factories.plain_page(title=FOUR)
    count = PortalPage.objects.count()
    response = send_copy(staff("Moderators"), page, new_parent_page=wrong)
    assert response.status_code == 200
    assert "new_parent_page" in response.context["form"].errors
    assert PortalPage.objects.count() == count


def test_a_page_cannot_be_copied_with_all_below_it_into_itself_nor_where_its_type_is_not_allowed(
    staff: Staff,
) -> None:
    page = factories.plain_page(title=FOUR)
    child = factories.plain_page(page)
    call = factories.call()
    for copied, place in ((page, child), (page, page), (call, page), (page, call)):
        response = send_copy(staff(), copied, place)
        assert response.status_code == 200
        assert "new_parent_page" in response.context["form"].errors
    assert send_copy(staff(), page, child, copy_subpages=None).status_code == 302


def test_the_home_page_is_copied_with_one_slug_or_refused(staff: Staff) -> None:
    home = factories.home()
    response = send_copy(staff(), home, copy_subpages=None)
    assert response.status_code in (200, 302)
    assert HomePage.objects.count() == 1 or len(set(paths_of(newest(HomePage)))) == 1


# --- what others call --------------------------------------------------------------------------


@pytest.mark.parametrize("keep_live", [True, False])
@pytest.mark.parametrize("attributes", [None, {"slug": "engrenage", "title": "Autre"}])
def test_wagtails_own_actions_find_free_slugs(keep_live: bool, attributes: Any) -> None:
    page = factories.plain_page(title=FOUR)
    factories.edit(page, slug={"de": "zahnrad"})
    home = factories.home()
    for to in (home, None):
        copy = CopyPageAction(page=page, to=to, keep_live=keep_live, update_attrs=attributes).execute()
        alias = CreatePageAliasAction(page, parent=to).execute()
        stored = ContentPage.objects.get(pk=copy.pk)
        assert slugs_of(stored) == slugs_of(draft_of(stored))
        assert stored.uuid not in (page.uuid, alias.uuid)
    made = ContentPage.objects.filter(pk__gte=page.pk)
    every = [path for found in made for path in paths_of(found)]
    assert len(every) == len(set(every)) == 20
