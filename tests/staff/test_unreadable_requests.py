"""What cannot be read is refused with a page that says so; nothing answers 500."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.admin.viewsets import viewsets
from wagtail.models import Revision
from wagtail.snippets.views.snippets import SnippetViewSet

from cluster_portal.identity.models import PortalSettings
from cluster_portal.languages.codes import content_languages
from tests import factories
from tests.staff.posting import form_data

pytestmark = pytest.mark.django_db
ODD = ("²", "9" * 5000, "9" * 20, "abc", "-1", "", "\x00", "1.5")
MALFORMED = (
    "{",
    "[]",
    "null",
    "3",
    '{"blocks": 3}',
    '{"blocks": [{"text": 1}], "entityMap": {}}',
    '{"blocks": [null]}',
)


@pytest.fixture
def client() -> Client:
    found = Client(raise_request_exception=False)
    found.force_login(factories.user(is_superuser=True, language="en"))
    return found


def edit_url(page: Any) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


@pytest.mark.parametrize("key", ODD)
@pytest.mark.parametrize("name", ["cancel", "start_again"])
def test_a_schedule_that_is_none_is_not_cancelled(client: Client, name: str, key: str) -> None:
    address = reverse("staff_schedule_page", args=[factories.plain_page().pk])
    assert client.post(address, {name: key}).status_code == 302


LISTINGS = (
    "wagtailadmin_choose_page",
    "wagtailadmin_explore_root",
    "wagtailimages:index",
    "wagtaildocs:index",
)
PARAMETERS = (
    "p",
    "parent",
    "page",
    "kind",
    "owner",
    "section",
    "collection_id",
    "target_pages",
    "locale",
    "edited_by",
)


@pytest.mark.parametrize("name", [*LISTINGS, "translation_dashboard", "exchange_export", "editorial_report"])
def test_keys_in_addresses_that_are_none(client: Client, name: str) -> None:
    for key in ODD:
        answer = client.get(reverse(name), dict.fromkeys(PARAMETERS, key))
        assert answer.status_code in (200, 302, 400, 404), key


@pytest.mark.parametrize("language", content_languages())
def test_a_form_without_its_number_of_blocks_is_refused_in_the_readers_language(
    language: str, translated: None
) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(factories.user(is_superuser=True, language=language))
    page = factories.plain_page()
    data = form_data(client.get(edit_url(page)).context["form"])
    del data["body_fr-count"]
    versions = Revision.objects.count()
    answer = client.post(edit_url(page), data)
    assert answer.status_code == 400
    assert f'<html lang="{language}">' in answer.content.decode()
    answer = client.post(edit_url(page), data, HTTP_ACCEPT="application/json")
    assert (answer.status_code, answer.json()["success"]) == (400, False)
    assert Revision.objects.count() == versions


@pytest.mark.parametrize("sent", MALFORMED)
def test_malformed_rich_text(client: Client, sent: str) -> None:
    page = factories.project()
    data = form_data(client.get(edit_url(page)).context["form"])
    assert client.post(edit_url(page), data | {"objective_fr": sent}).status_code in (302, 400)
    body = {"count": 1, "0-deleted": "", "0-order": 0, "0-type": "paragraph", "0-id": "", "0-value": sent}
    data |= {f"body_fr-{name}": value for name, value in body.items()}
    assert client.post(edit_url(page), data).status_code in (302, 400)


@pytest.mark.parametrize("part", ["TOTAL_FORMS", "INITIAL_FORMS"])
@pytest.mark.parametrize("value", [None, "²", "9" * 5000, "-1", ""])
def test_management_forms(client: Client, part: str, value: str | None) -> None:
    page = factories.project()
    data = form_data(client.get(edit_url(page)).context["form"])
    prefixes = [name.removesuffix("-TOTAL_FORMS") for name in data if name.endswith("-TOTAL_FORMS")]
    assert len(prefixes) > 3
    sent = data | {f"{prefix}-{part}": value for prefix in prefixes}
    answer = client.post(edit_url(page), {name: held for name, held in sent.items() if held is not None})
    assert answer.status_code in (200, 302, 400)


def snippets() -> list[str]:
    """Return the addresses at which records are made."""
    return [
        viewset.get_url_name("add")
        for viewset in viewsets.viewsets
        if isinstance(viewset, SnippetViewSet) and viewset.model is not PortalSettings
    ]


@pytest.mark.parametrize("name", snippets())
def test_an_empty_record_is_refused_with_a_sentence(client: Client, name: str) -> None:
    answer = client.get(reverse(name))
    data = form_data(answer.context["form"])
    answer = client.post(reverse(name), data)
    assert answer.status_code in (200, 302)
    rest = {key: value for key, value in data.items() if key.endswith("_FORMS")}
    assert client.post(reverse(name), rest).status_code in (200, 302, 400)


def test_an_empty_row_is_refused_with_a_sentence(client: Client) -> None:
    page = factories.project()
    form = client.get(edit_url(page)).context["form"]
    data = form_data(form)
    for name, formset in form.formsets.items():
        row = {key.replace("__prefix__", "0"): value for key, value in form_data(formset.empty_form).items()}
        sent = data | row | {f"{formset.prefix}-TOTAL_FORMS": "1", f"{formset.prefix}-0-ORDER": "1"}
        answer = client.post(edit_url(page), sent | {"action-publish": "1"})
        assert answer.status_code in (200, 302), name
        if answer.status_code == 302 and "/publish/" in answer["Location"]:
            answer = client.get(answer["Location"])
            assert answer.status_code == 200
            shown = (
                answer.context["form"].initial.get("shown")
                if hasattr(answer.context["form"], "initial")
                else ""
            )
            answer = client.post(
                answer.request["PATH_INFO"], {"facts": "on", "languages": "fr", "shown": shown or ""}
            )
            assert answer.status_code < 500, name
