"""Publishing several pages shows each of them by language, and publishes what was chosen."""

from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.admin.views.bulk_action.registry import bulk_action_registry

from cluster_portal.languages.codes import column
from cluster_portal.pages.models import PortalPage
from cluster_portal.pages.publishing import Choice, ChoiceMissingError, publish
from cluster_portal.staff.bulk_publishing import PublishPagesAction
from cluster_portal.staff.groups import EDITORS, MODERATORS, translators
from cluster_portal.strategy.models import ContentPage
from tests import factories
from tests.staff.approvals import hand_in, workflow_on

pytestmark = pytest.mark.django_db
Staff = Callable[..., Client]


def address(*pages: PortalPage, **more: str) -> str:
    query = "&".join([*(f"id={page.pk}" for page in pages), "next=/admin/"])
    query += "".join(f"&{name}={value}" for name, value in more.items())
    return f"{reverse('wagtail_bulk_action', args=['pages', 'portalpage', 'publish'])}?{query}"


class _Inputs(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.sent: dict[str, Any] = {}
        self.names: set[tuple[str, str]] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "input" and name.startswith("page-"):
            self.names.add((name, given.get("value") or "on"))
            if given.get("type") != "checkbox":
                self.sent[name] = given.get("value") or ""
            elif "checked" in given:
                self.sent.setdefault(name, []).append(given.get("value") or "on")


def inputs(answer: Any) -> _Inputs:
    reader = _Inputs()
    reader.feed(answer.content.decode())
    return reader


def public(page: Any, name: str, code: str) -> Any:
    return getattr(type(page).objects.get(pk=page.pk), column(name, code))


def two_pages() -> tuple[ContentPage, ContentPage]:
    one = factories.plain_page(title={"fr": "Un", "en": "One"}, summary={"fr": "A", "en": "A"})
    other = factories.plain_page(title={"fr": "Deux"}, summary={"fr": "A"})
    factories.edit(one, summary={"fr": "B", "en": "B"}, title={"de": "Eins"})
    factories.edit(other, summary={"fr": "B"})
    return one, other


def test_nothing_is_published_that_was_not_chosen(staff: Staff) -> None:
    one, other = two_pages()
    moderator = staff(MODERATORS)
    assert moderator.post(address(one, other), {}).status_code == 422
    assert moderator.post(address(one, other), {"next": "/admin/"}).status_code == 422
    assert [public(one, "summary", "fr"), public(other, "summary", "fr")] == ["A", "A"]


def test_what_is_shown_and_chosen_is_published(staff: Staff) -> None:
    one, other = two_pages()
    moderator = staff(MODERATORS)
    shown = inputs(moderator.get(address(one, other)))
    assert set(shown.sent[f"page-{one.pk}-languages"]) == {"fr", "en"}
    assert (f"page-{one.pk}-languages", "de") in shown.names
    data = shown.sent | {f"page-{one.pk}-languages": ["en"]}
    assert moderator.post(address(one, other), data).status_code == 302
    assert [public(one, "summary", code) for code in ("fr", "en")] == ["A", "B"]
    assert public(other, "summary", "fr") == "B"
    assert ContentPage.objects.get(pk=one.pk).published_languages == ["fr", "en"]
    assert getattr(ContentPage.objects.get(pk=one.pk).get_latest_revision_as_object(), column("title", "de"))


def test_facts_are_a_choice_of_their_own(staff: Staff) -> None:
    project = factories.project(title={"fr": "Un"}, acronym="OLD")
    factories.edit(project, acronym="NEW", summary={"fr": "B"})
    moderator = staff(MODERATORS)
    data = inputs(moderator.get(address(project))).sent
    assert data.pop(f"page-{project.pk}-facts") == ["on"]
    moderator.post(address(project), data)
    fresh = type(project).objects.get(pk=project.pk)
    assert [fresh.acronym, public(project, "summary", "fr")] == ["OLD", "B"]


def test_a_colleague_saves_in_between(staff: Staff) -> None:
    one, other = two_pages()
    moderator = staff(MODERATORS)
    data = inputs(moderator.get(address(one, other))).sent
    factories.edit(one, summary={"fr": "C"})
    answer = moderator.post(address(one, other), data, follow=True)
    assert "“One”" in " ".join(str(message) for message in answer.context["messages"])
    assert [public(one, "summary", "fr"), public(other, "summary", "fr")] == ["A", "B"]


def test_pages_that_cannot_be_published_are_named(staff: Staff) -> None:
    one, other = two_pages()
    alias = other.create_alias(parent=factories.home(), update_slug="alias")
    locked = factories.plain_page(title={"fr": "Verrouillé"})
    factories.edit(locked, summary={"fr": "B"})
    PortalPage.objects.filter(pk=locked.pk).update(locked=True, locked_by=staff().person.pk)  # type: ignore[attr-defined]
    same = factories.plain_page(title={"fr": "Pareil"})
    moderator = staff(MODERATORS)
    answer = moderator.get(address(one, alias, locked, same))
    assert [entry.page.pk for entry in answer.context["entries"]] == [one.pk]
    assert {item.page.pk for item in answer.context["left"]} == {alias.pk, locked.pk, same.pk}
    moderator.post(address(locked, alias), {f"page-{locked.pk}-languages": ["fr"]})
    assert not public(locked, "summary", "fr")


def test_what_waits_for_approval_is_left(staff: Staff) -> None:
    page = factories.plain_page(title={"fr": "Un", "nl": "Een"}, summary={"fr": "A", "nl": "A"})
    workflow_on(PortalPage.objects.get(depth=1), MODERATORS)
    hand_in(staff(translators("nl")), page, summary_nl="Nieuw")
    factories.edit(page, summary={"fr": "B"})
    for client in (staff(), staff(MODERATORS)):
        shown = inputs(client.get(address(page)))
        assert {value for name, value in shown.names if name.endswith("languages")} == {"fr"}
    client.post(address(page), shown.sent | {f"page-{page.pk}-languages": ["nl", "fr"]})
    assert public(page, "summary", "nl") == "A"


@pytest.mark.parametrize(
    ("who", "goes"), [([EDITORS], "A"), ([translators("fr")], "B"), ([translators("nl")], "A")]
)
def test_everybody_publishes_their_languages_only(staff: Staff, who: list[str], goes: str) -> None:
    one, _other = two_pages()
    client = staff(*who)
    wanted = ["fr"] if goes == "B" else ["fr", "en"]
    sent = inputs(client.get(address(one))).sent | {f"page-{one.pk}-languages": wanted}
    answer = client.post(address(one), sent)
    assert answer.status_code == (302 if goes == "B" else 422), answer.content.decode()[-3000:]
    assert [public(one, "summary", code) for code in ("fr", "en")] == [goes, "A"]


def test_what_a_colleague_published_meanwhile_is_said(staff: Staff) -> None:
    one, other = two_pages()
    moderator = staff(MODERATORS)
    sent = inputs(moderator.get(address(one, other))).sent
    publish(one, Choice(["fr"]))
    sent[f"page-{one.pk}-languages"] = ["fr"]
    answer = moderator.post(address(one, other), sent, follow=True)
    assert public(other, "summary", "fr") == "B"
    told = [str(message) for message in answer.context["messages"]]
    assert any("“One” was not published" in text for text in told)


def test_pages_below_are_shown_before_they_are_published(staff: Staff) -> None:
    one, _other = two_pages()
    child = factories.draft(ContentPage, one, title={"fr": "Enfant"})
    moderator = staff(MODERATORS)
    data = inputs(moderator.get(address(one))).sent
    answer = moderator.post(address(one), data | {"include_descendants": "on"})
    assert not ContentPage.objects.get(pk=child.pk).live
    data = inputs(moderator.get(answer.headers["Location"])).sent
    assert data[f"page-{child.pk}-languages"] == ["fr"]
    moderator.post(answer.headers["Location"], data)
    assert ContentPage.objects.get(pk=child.pk).published_languages == ["fr"]


def test_the_action_replaces_wagtails() -> None:
    assert bulk_action_registry.get_bulk_action_class("pages", "portalpage", "publish") is PublishPagesAction
    with pytest.raises(ChoiceMissingError):
        PublishPagesAction.execute_action([factories.plain_page()])
