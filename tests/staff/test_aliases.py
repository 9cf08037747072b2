"""Aliases by the screens: made, shown, following their original, and made pages of their own."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import PageViewRestriction

from cluster_portal.languages.codes import column, content_languages, get_value
from cluster_portal.languages.models import TranslationState, UnitConfirmation
from cluster_portal.pages.models import PortalPage
from cluster_portal.staff.groups import translators
from cluster_portal.strategy.models import ContentPage
from projects.models import CallPage, ProjectPage
from tests import factories
from tests.staff.copies import close, conditions, newest, send_copy

pytestmark = pytest.mark.django_db
Staff = Callable[..., Client]

FOUR = {"fr": "Engrenage", "en": "Gearing", "nl": "Tandwiel", "de": "Getriebe"}


def fresh(page: Any) -> Any:
    return type(page).objects.get(pk=page.pk)


def slugs_of(page: PortalPage) -> dict[str, str | None]:
    return {code: get_value(page, "slug", code) for code in content_languages()}


def made_alias(client: Client, page: PortalPage, to: PortalPage | None = None, **changes: Any) -> Any:
    response = send_copy(client, page, to, alias="on", **changes)
    assert response.status_code == 302
    return type(page).objects.filter(alias_of=page.pk).order_by("-pk").first()


def address(name: str, *args: Any) -> str:
    return reverse(f"wagtailadmin_pages:{name}", args=args)


# --- made by the screen ------------------------------------------------------------------------


def test_an_alias_gets_its_slug_per_language_and_the_live_languages_of_its_original(
    staff: Staff, reader: Client
) -> None:
    page = factories.plain_page(title=FOUR, languages=["fr", "nl"])
    factories.edit(page, title={"fr": "Brouillon secret"})
    alias = made_alias(staff("Moderators"), page, **{column("slug", "nl"): "wormwiel"})
    assert alias.alias_of_id == page.pk
    assert alias.uuid != page.uuid
    assert slugs_of(alias) == {"fr": "engrenage-2", "en": "gearing-2", "nl": "wormwiel", "de": "getriebe-2"}
    assert alias.published_languages == ["fr", "nl"]
    html = reader.get(alias.get_url_in("fr")).content.decode()
    assert "Engrenage" in html
    assert "secret" not in html


def test_an_alias_of_an_alias_and_of_all_below_follows_its_original(staff: Staff) -> None:
    page = factories.plain_page(title=FOUR, languages=["fr"])
    child = factories.plain_page(page, title={"fr": "Enfant", "nl": "Kind"})
    client = staff("Moderators")
    first = made_alias(client, page)
    second = made_alias(client, first)
    below = ContentPage.objects.child_of(second).get()
    assert below.alias_of.alias_of_id == child.pk
    assert [alias.pk for alias in fresh(page).all_aliases()] == [first.pk, second.pk]

    factories.publish_edit(fresh(page), ["fr", "de"], title={"fr": "Pignon"})
    for alias in (fresh(first), fresh(second)):
        assert get_value(alias, "title", "fr") == "Pignon"
        assert alias.published_languages == ["fr", "de"]
    assert slugs_of(fresh(second)) == slugs_of(second)

    response = client.post(reverse("staff_unpublish_languages", args=[page.pk]), {"languages": ["de"]})
    assert response.status_code == 302
    assert fresh(second).published_languages == ["fr"]

    assert client.post(address("unpublish", page.pk)).status_code == 302
    for alias in (fresh(first), fresh(second)):
        assert not alias.live
        assert alias.published_languages == []


def test_an_alias_of_a_draft_is_live_when_its_original_is(staff: Staff) -> None:
    page = factories.draft(ContentPage, factories.home(), title=FOUR)
    client = staff("Moderators")
    alias = made_alias(client, page)
    again = made_alias(client, alias)
    assert not alias.live
    factories.publish(page.get_latest_revision_as_object(), ["nl"])
    assert fresh(alias).published_languages == ["nl"]
    assert fresh(again).published_languages == ["nl"]


def test_an_alias_does_not_gain_the_new_children_of_its_original(staff: Staff) -> None:
    page = factories.plain_page(title=FOUR)
    alias = made_alias(staff("Moderators"), page)
    factories.plain_page(page, title={"fr": "Plus tard"})
    assert not fresh(alias).get_children().exists()


def test_an_alias_is_not_public_without_its_original(staff: Staff, reader: Client) -> None:
    page = factories.plain_page(title=FOUR)
    client = staff()
    alias = made_alias(client, page)
    again = made_alias(client, alias)
    urls = [found.get_url_in("fr") for found in (alias, again)]
    assert [reader.get(url).status_code for url in urls] == [200, 200]
    assert client.post(address("delete", page.pk)).status_code == 302
    assert [reader.get(url).status_code for url in urls] == [404, 404]


def test_who_may_not_publish_here_makes_no_alias(staff: Staff) -> None:
    page = factories.plain_page(title=FOUR)
    send_copy(staff("Editors"), page, alias="on")
    assert not ContentPage.objects.filter(alias_of=page.pk).exists()


# --- privacy -----------------------------------------------------------------------------------


def test_an_alias_obeys_its_original_and_opens_with_it(staff: Staff, reader: Client) -> None:
    page = factories.plain_page(title=FOUR)
    restriction = close(page)
    alias = made_alias(staff("Moderators"), page)
    assert conditions(alias) == []
    assert reader.get(alias.get_url_in("fr")).status_code == 302
    restriction.delete()
    assert reader.get(alias.get_url_in("fr")).status_code == 200


# --- converting --------------------------------------------------------------------------------


def closed_call() -> CallPage:
    project = factories.project(title=FOUR)
    group = Group.objects.create(name="Readers")
    close(project, PageViewRestriction.GROUPS).groups.add(group)
    return factories.call(project, title=FOUR)


@pytest.mark.parametrize("steps", [1, 2])
def test_a_converted_alias_stays_closed_public_in_the_same_languages_and_at_its_address(
    staff: Staff, reader: Client, steps: int
) -> None:
    call = closed_call()
    elsewhere = factories.project(title={"fr": "Ailleurs"})
    client = staff("Moderators")
    alias = made_alias(client, call, elsewhere)
    for _step in range(steps - 1):
        alias = made_alias(client, alias, elsewhere)
    factories.publish_edit(fresh(call), ["fr"], summary={"fr": "Publié"})
    factories.edit(fresh(call), summary={"fr": "Brouillon secret"})
    before = fresh(alias)
    assert client.get(address("convert_alias", alias.pk)).status_code == 200
    assert client.post(address("convert_alias", alias.pk)).status_code == 302
    page = fresh(alias)
    assert page.alias_of_id is None
    assert conditions(page) == ["groups"]
    assert reader.get(page.get_url_in("fr")).status_code == 302
    assert page.published_languages == before.published_languages
    assert slugs_of(page) == slugs_of(before)
    assert page.live_revision_id == page.latest_revision_id
    assert get_value(page.get_latest_revision().as_object(), "summary", "fr") == "Publié"
    assert not page.has_unpublished_changes
    assert TranslationState.objects.of_record(page).count() == len(content_languages())
    assert UnitConfirmation.objects.of_record(page).exists()
    factories.publish_edit(page, ["nl"], summary={"nl": "Eigen"})
    assert fresh(page).published_languages


def test_a_converted_alias_of_an_open_page_stays_open(staff: Staff, reader: Client) -> None:
    alias = made_alias(staff("Moderators"), factories.plain_page(title=FOUR))
    staff("Moderators").post(address("convert_alias", alias.pk))
    assert conditions(alias) == []
    assert reader.get(fresh(alias).get_url_in("de")).status_code == 200


def test_an_alias_of_a_withdrawn_page_becomes_a_draft(staff: Staff, reader: Client) -> None:
    above = factories.plain_page(title=FOUR)
    client = staff("Moderators")
    alias = made_alias(
        client, factories.plain_page(above, title=FOUR), factories.plain_page(title={"fr": "Là"})
    )
    assert reader.get(alias.get_url_in("fr")).status_code == 200
    client.post(address("unpublish", above.pk))
    assert reader.get(alias.get_url_in("fr")).status_code == 404
    shown = client.get(address("convert_alias", alias.pk)).content.decode()
    assert "It becomes a draft" in shown
    client.post(address("convert_alias", alias.pk))
    assert fresh(alias).alias_of_id is None
    for code in content_languages():
        assert reader.get(str(alias.get_url_in(code))).status_code == 404
    assert client.get(address("edit", alias.pk)).status_code == 200


@pytest.mark.parametrize("groups", [["Editors"], [translators("nl")], [translators("nl"), translators("fr")]])
def test_only_who_may_publish_converts(staff: Staff, groups: list[str]) -> None:
    call = closed_call()
    alias = made_alias(staff(), call, factories.project(title={"fr": "Ailleurs"}))
    client = staff(*groups)
    for response in (
        client.get(address("convert_alias", alias.pk)),
        client.post(address("convert_alias", alias.pk)),
    ):
        assert response.status_code in (302, 403)
    assert fresh(alias).alias_of_id == call.pk
    html = client.get(address("edit", alias.pk)).content.decode()
    assert address("convert_alias", alias.pk) not in html
    assert (
        address("convert_alias", alias.pk)
        in staff("Moderators").get(address("edit", alias.pk)).content.decode()
    )


# --- the screens of an alias -------------------------------------------------------------------

SCREENS = [
    "edit", "delete", "unpublish", "copy", "move", "history", "usage", "workflow_history", "set_privacy",
    "view_draft",
]  # fmt: skip


@pytest.mark.parametrize("group", ["Moderators", "Editors", "", translators("nl")])
def test_no_screen_of_an_alias_fails_and_none_edits_it(staff: Staff, group: str) -> None:
    page = factories.project(title=FOUR)
    alias = page.create_alias()
    client = staff(*[group] if group else [])
    stored = ProjectPage.objects.filter(pk=alias.pk).values().get()
    for name in SCREENS:
        answer = client.get(address(name, alias.pk))
        assert answer.status_code in (200, 302, 403, 404), name
    for post in (
        address("edit", alias.pk),
        reverse("staff_publish_page", args=[alias.pk]),
        reverse("staff_unpublish_languages", args=[alias.pk]),
        address("workflow_action", alias.pk, "approve", 1),
        address("confirm_workflow_cancellation", alias.pk),
        address("revisions_unschedule", alias.pk, 1),
        address("revisions_revert", alias.pk, 1),
        address("set_page_position", alias.pk),
    ):
        answer = client.post(post, {"action-publish": "1", "languages": ["fr"]})
        assert answer.status_code in (200, 302, 403, 404, 405), post
    assert ProjectPage.objects.filter(pk=alias.pk).values().get() == stored


@pytest.mark.parametrize("action", ["publish", "unpublish", "move", "delete"])
def test_bulk_actions_do_not_fail_on_an_alias(staff: Staff, action: str) -> None:
    page, home = factories.plain_page(title=FOUR), factories.home()
    alias = page.create_alias()
    client = staff()
    url = reverse("wagtail_bulk_action", args=["pages", "portalpage", action]) + f"?id={alias.pk}"
    assert client.get(url).status_code in (200, 302)
    data = {"chooser": home.pk, f"seen-{home.pk}": "on"} if action == "move" else {}
    # An alias follows its original: publishing finds nothing to do, and says so.
    assert client.post(url, data).status_code == (422 if action == "publish" else 302)
    assert fresh(page).live


def test_an_alias_can_be_moved_locked_and_taken_off_by_the_screens(staff: Staff, reader: Client) -> None:
    page, section = factories.plain_page(title=FOUR), factories.plain_page(title={"fr": "Section"})
    alias = page.create_alias()
    client = staff()
    assert client.post(address("move_confirm", alias.pk, section.pk)).status_code == 302
    assert fresh(alias).get_parent().pk == section.pk
    assert reader.get(fresh(alias).get_url_in("nl")).status_code == 200
    assert client.post(address("lock", alias.pk)).status_code == 302
    assert client.post(address("unlock", alias.pk)).status_code == 302
    assert client.post(address("unpublish", alias.pk)).status_code == 302
    assert not fresh(alias).live
    assert fresh(page).live
    assert newest(ContentPage).pk == alias.pk


# --- what the screens say of them --------------------------------------------------------------


def test_the_copy_screen_puts_away_what_an_alias_has_not(staff: Staff) -> None:
    page = factories.plain_page(title=FOUR)
    client = staff("Moderators")
    opened = client.get(address("copy", page.pk)).content.decode()
    assert "public at once where the original is" in opened
    rule = 'data-w-rules=\'{"alias": "on"}\' data-w-rules-match="not"'
    assert opened.count(rule) == len(FOUR) + 2
    sent = send_copy(client, page, alias="on", new_parent_page="")
    assert f"{rule} hidden" in sent.content.decode()


def test_an_alias_is_announced_and_marked_as_one(staff: Staff) -> None:
    page = factories.plain_page(title=FOUR)
    client = staff("Moderators")
    made = send_copy(client, page, alias="on")
    listing = client.get(made.headers["Location"]).content.decode()
    assert "has an alias now" in listing
    assert listing.count("w-status--label") == 1
    shown = client.get(address("edit", newest(ContentPage).pk)).content.decode()
    place = factories.home().texts_in("en").title
    assert f"This page is an alias of “Gearing”, which stands below “{place}”." in shown
