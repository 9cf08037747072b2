"""The dashboard of translations."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.utils import timezone
from wagtail.models import GroupPagePermission

from cluster_portal.accounts.models import User
from cluster_portal.languages.models import GroupLanguage, TranslationState
from cluster_portal.languages.querysets import record_type
from cluster_portal.pages.models import PortalPage
from cluster_portal.strategy.models import ContentPage
from cluster_portal.translating.board import Choice, board, totals
from tests import factories

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/translations/"


@pytest.fixture
def editor(db: None) -> User:
    """Return somebody who may do everything."""
    return User.objects.create_superuser("editor@example.org", "x", name="Ed", language="en")


@pytest.fixture
def signed_in(editor: User) -> Client:
    """Return the editor's browser."""
    client = Client()
    client.force_login(editor)
    return client


@pytest.fixture
def outdated_page() -> ContentPage:
    """Return a page whose French changed after it was translated."""
    page = factories.plain_page(
        source_language="fr",
        title={"fr": "Titre", "en": "Title"},
        summary={"fr": "Deux mots.", "en": "Two words."},
    )
    factories.edit(page, summary={"fr": "Trois autres mots."})
    return page


def titles(answer: Any) -> list[str]:
    """Return the titles listed."""
    return [item["row"].title for item in answer.context["rows"]]


def test_it_lists_pages_and_snippets_with_their_states(signed_in: Client, outdated_page: ContentPage) -> None:
    answer = signed_in.get(ADDRESS, {"language": "en", "state": "outdated"})
    assert titles(answer) == ["Title"]
    row = answer.context["rows"][0]["row"]
    assert [state.state for state in row.states] == ["source", "outdated", "missing", "missing"]
    assert row.outdated == 3
    assert "3 words outdated" in answer.content.decode()
    assert any(item["row"].page is None for item in signed_in.get(ADDRESS).context["rows"])


def test_the_demo_content_lacks_what_it_is_meant_to_lack(signed_in: Client) -> None:
    missing = titles(signed_in.get(ADDRESS, {"language": "de", "state": "missing"}))
    assert {"GEMSTONE", "DREAM"} <= set(missing)
    assert set(titles(signed_in.get(ADDRESS, {"language": "nl", "state": "partial"}))) == {"DREAM", "WalHub"}


def test_values_that_are_not_offered_do_not_narrow_it(signed_in: Client) -> None:
    everything = signed_in.get(ADDRESS).context["page_obj"].paginator.count
    strange = {
        "language": "xx",
        "state": "?",
        "section": "x",
        "kind": "0",
        "owner": "x",
        "changed_since": "x",
        "p": "x",
    }
    assert signed_in.get(ADDRESS, strange).context["page_obj"].paginator.count == everything


def test_sections_and_sorting(signed_in: Client) -> None:
    section = PortalPage.objects.get(pk=factories.project_index().pk).path
    answer = signed_in.get(ADDRESS, {"section": section, "language": "de", "sort": "missing"})
    words = [item["row"].missing for item in answer.context["rows"]]
    assert words == sorted(words, reverse=True)
    assert words[0] > 0
    assert all(item["row"].page.path.startswith(section) for item in answer.context["rows"])


def test_marking_as_valid(signed_in: Client, outdated_page: ContentPage) -> None:
    key = f"{record_type(outdated_page).pk}-{outdated_page.pk}"
    signed_in.post(ADDRESS, {"records": [key, "x-y", "999999-1"], "languages": ["en"]})
    assert TranslationState.objects.of_record(outdated_page).get(language="en").state == "up_to_date"


def test_a_translator_confirms_the_own_language_only(outdated_page: ContentPage) -> None:
    group = Group.objects.create(name="Dutch")
    GroupLanguage.objects.create(group=group, language="nl")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    GroupPagePermission.objects.create(
        group=group, page=PortalPage.objects.get(depth=1), permission_type="change"
    )
    person = factories.user(name="Nel", language="en")
    person.groups.add(group)
    client = Client()
    client.force_login(person)
    assert [code for code, _name in client.get(ADDRESS).context["writable"]] == ["nl"]
    key = f"{record_type(outdated_page).pk}-{outdated_page.pk}"
    assert client.post(ADDRESS, {"records": [key], "languages": ["en"]}).status_code in (302, 403)
    assert TranslationState.objects.of_record(outdated_page).get(language="en").state == "outdated"


def test_strangers_are_sent_to_sign_in(reader: Client) -> None:
    assert reader.get(ADDRESS).status_code == 302


@pytest.mark.parametrize("number", [10, 200])
def test_its_cost_does_not_grow(signed_in: Client, number: int, django_assert_max_num_queries: Any) -> None:
    pages = factories.many(ContentPage, factories.plain_page(), number)
    now = timezone.now()
    TranslationState.objects.bulk_create(
        TranslationState(
            content_type=record_type(page),
            object_id=page.pk,
            page_id=page.pk,
            title=f"Page {page.pk}",
            language=code,
            state="missing",
            words_missing=5,
            changed_at=now,
        )
        for page in pages
        for code in ("fr", "en", "nl", "de")
    )
    signed_in.get(ADDRESS)
    with django_assert_max_num_queries(12):
        answer = signed_in.get(ADDRESS, {"language": "nl"})
    assert answer.context["page_obj"].paginator.count >= number


def test_totals_add_up() -> None:
    german = next(total for total in totals() if total.code == "de")
    _rows, page = board(Choice(language="de"))
    assert german.records == page.paginator.count
    assert german.words_missing == sum(row["missing"] for row in page.paginator.object_list)
