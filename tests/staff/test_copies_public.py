"""Copies of pages: who makes and publishes them, what becomes public, and to whom."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils.translation import override
from wagtail.models import GroupPagePermission, PageViewRestriction

from cluster_portal.languages.codes import get_value
from cluster_portal.languages.models import TranslationState
from cluster_portal.staff.groups import translators
from cluster_portal.strategy.models import ContentPage
from projects.models import CallPage, ProjectPage
from tests import factories
from tests.staff.copies import (
    FOUR,
    close,
    conditions,
    copy_address,
    draft_of,
    newest,
    send_copy,
)

pytestmark = pytest.mark.django_db
Staff = Callable[..., Client]


# --- who may -----------------------------------------------------------------------------------


def test_who_may_not_copy_is_refused(staff: Staff) -> None:
    page = factories.plain_page(title=FOUR)
    count, stranger = ContentPage.objects.count(), Client()
    for client in (staff(translators("nl")), stranger):
        for response in (
            client.get(copy_address(page)),
            client.post(copy_address(page), {"new_parent_page": page.pk}),
        ):
            assert response.status_code in (302, 403)
    assert ContentPage.objects.count() == count


def test_an_editor_copies_and_does_not_publish(staff: Staff) -> None:
    page = factories.plain_page(title=FOUR)
    for changes in ({"publish_copies": "on"}, {"alias": "on"}):
        assert send_copy(staff("Editors"), page, **changes).status_code == 302
        copy = newest(ContentPage)
        assert not copy.live
        assert copy.alias_of_id is None
        assert copy.first_published_at is None


def test_whoever_publishes_elsewhere_only_cannot_publish_here(staff: Staff) -> None:
    here, there = factories.plain_page(title={"fr": "Ici"}), factories.plain_page(title={"fr": "Ailleurs"})
    client = staff("Editors")
    group = Group.objects.create(name="Publishers of one section")
    for row in GroupPagePermission.objects.filter(group__name="Moderators"):
        GroupPagePermission.objects.create(group=group, page=there, permission=row.permission)
    client.person.groups.add(group)  # type: ignore[attr-defined]
    page = factories.plain_page(here, title=FOUR)
    for name in ("publish_copies", "alias"):
        response = send_copy(client, page, here, **{name: "on"})
        assert response.status_code == 200
        assert "new_parent_page" in response.context["form"].errors
    assert send_copy(client, page, there, publish_copies="on").status_code == 302
    assert newest(ContentPage).live


# --- what becomes public -----------------------------------------------------------------------


def test_a_published_copy_is_live_in_the_languages_of_the_page_and_shows_nothing_drafted(
    staff: Staff, reader: Client
) -> None:
    page = factories.plain_page(title=FOUR, languages=["fr", "nl"], summary={"fr": "Publié", "nl": "Publiek"})
    factories.edit(page, title={"fr": "Brouillon secret"}, summary={"fr": "Secret", "de": "Geheim"})
    assert send_copy(staff("Moderators"), page, publish_copies="on").status_code == 302
    copy = newest(ContentPage)
    assert copy.published_languages == ["fr", "nl"]
    assert get_value(copy, "title", "fr") == "Engrenage"
    assert get_value(copy.live_revision.as_object(), "title", "fr") == "Engrenage"
    for language in FOUR:
        with override(language):
            shown = reader.get(copy.get_url_in(language)).content.decode()
        assert "ecret" not in shown
        assert "Geheim" not in shown
    draft = draft_of(copy)
    assert get_value(draft, "title", "fr") == "Brouillon secret"
    assert get_value(draft, "summary", "de") == "Geheim"
    assert copy.has_unpublished_changes


def test_copies_of_drafts_stay_drafts_also_below_a_published_copy(staff: Staff, reader: Client) -> None:
    page = factories.plain_page(title=FOUR)
    factories.draft(ContentPage, page, title={"fr": "Jamais publié"})
    factories.plain_page(page, languages=["nl"], title={"nl": "Alleen", "fr": "Pas encore"})
    assert send_copy(staff("Moderators"), page, publish_copies="on").status_code == 302
    copy = ContentPage.objects.child_of(factories.home()).order_by("-pk").first()
    never, dutch = ContentPage.objects.child_of(copy).order_by("path")
    assert not never.live
    assert never.first_published_at is None
    assert never.live_revision_id is None
    assert dutch.published_languages == ["nl"]
    assert reader.get(never.get_url_in("fr")).status_code == 404


def test_the_draft_of_a_copy_can_be_edited_and_published(staff: Staff) -> None:
    page = factories.plain_page(title=FOUR)
    factories.edit(page, title={"fr": "Nouveau titre"})
    client = staff()
    send_copy(client, page)
    copy = newest(ContentPage)
    assert get_value(copy, "title", "fr") == "Nouveau titre"
    factories.publish_edit(copy, ["fr"], summary={"fr": "Résumé"})
    assert ContentPage.objects.get(pk=copy.pk).published_languages == ["fr"]


def test_a_copy_is_not_locked_nor_scheduled(staff: Staff) -> None:
    page = factories.plain_page(title=FOUR)
    ContentPage.objects.filter(pk=page.pk).update(locked=True)
    send_copy(staff(), page)
    assert not newest(ContentPage).locked


def test_a_copy_carries_how_far_its_translations_are(staff: Staff) -> None:
    page = factories.plain_page(title=FOUR, summary={"fr": "Un", "nl": "Een"})
    factories.edit(page, summary={"fr": "Tout autre chose"})
    states = dict(TranslationState.objects.of_record(page).values_list("language", "state"))
    assert states["nl"] == "outdated"
    send_copy(staff(), page)
    copied = TranslationState.objects.of_record(newest(ContentPage))
    assert dict(copied.values_list("language", "state")) == states


# --- who may read it ---------------------------------------------------------------------------


def test_own_restrictions_go_with_each_copied_page(staff: Staff, reader: Client) -> None:
    project = factories.project(title=FOUR)
    call = factories.call(project, title=FOUR)
    group = Group.objects.create(name="Readers")
    close(call, PageViewRestriction.GROUPS).groups.add(group)
    assert send_copy(staff("Moderators"), project, publish_copies="on").status_code == 302
    copied = ProjectPage.objects.order_by("-pk").first()
    copied_call = CallPage.objects.child_of(copied).get()
    assert conditions(copied) == []
    assert conditions(copied_call) == ["groups"]
    assert list(copied_call.view_restrictions.get().groups.all()) == [group]
    assert reader.get(copied_call.get_url_in("fr")).status_code == 302
    assert reader.get(copied.get_url_in("fr")).status_code == 200


def test_own_restrictions_of_the_page_itself_do_not_spread_to_what_is_below(staff: Staff) -> None:
    page = factories.plain_page(title=FOUR)
    factories.plain_page(page)
    close(page, PageViewRestriction.PASSWORD, password="secret")
    section = factories.plain_page(title={"fr": "Section"})
    close(section)
    assert send_copy(staff(), page, section).status_code == 302
    copy = ContentPage.objects.child_of(section).get()
    assert conditions(copy) == ["password"]
    assert conditions(ContentPage.objects.child_of(copy).get()) == []


def test_only_who_may_set_privacy_copies_out_of_a_closed_section(staff: Staff, translated: None) -> None:
    section = factories.plain_page(title={"fr": "Réservé"})
    close(section)
    page = factories.plain_page(section, title=FOUR)
    editor = staff("Editors", language="fr")
    assert "Réservé" in editor.get(copy_address(page)).content.decode()
    response = send_copy(editor, page, factories.home())
    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["new_parent_page"]
    assert send_copy(editor, page, section).status_code == 302
    assert send_copy(staff("Moderators"), page, factories.home()).status_code == 302


def test_the_copy_of_an_alias_of_a_closed_page_stays_closed(staff: Staff, reader: Client) -> None:
    section = factories.plain_page(title={"fr": "Réservé"})
    close(section)
    page = factories.plain_page(section, title=FOUR)
    alias = page.create_alias(parent=factories.home())
    assert send_copy(staff("Moderators"), alias, publish_copies="on").status_code == 302
    copy = newest(ContentPage)
    assert copy.alias_of_id is None
    assert conditions(copy) == ["login"]
    assert reader.get(copy.get_url_in("fr")).status_code == 302
