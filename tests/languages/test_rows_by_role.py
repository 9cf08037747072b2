"""Whoever saves a page saves it, whatever rows its draft holds: new ones, deleted ones, in another order."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Collection

from cluster_portal.languages.form_rows import own_rows
from cluster_portal.media.models import PortalDocument
from cluster_portal.staff.groups import EDITORS, MODERATORS, ensure_groups, translators
from cluster_portal.strategy.models import TargetAreasPage
from tests import factories
from tests.staff.posting import form_data
from tests.ways.going import filled_in

pytestmark = pytest.mark.django_db
ROLES = ("", MODERATORS, EDITORS, translators("nl"))
PAGES: dict[str, Any] = {
    "project": factories.project,
    "call": lambda: factories.call(opens_at=timezone.now(), closes_at=timezone.now() + timedelta(days=9)),
    "partner": factories.partner,
    "target areas": lambda: (
        TargetAreasPage.objects.first() or factories.page(TargetAreasPage, factories.strategy())
    ),
}
STATES = ("added and reordered", "added since the form was opened", "deleted since it was opened")


def browser(group: str) -> Client:
    ensure_groups()
    person = factories.user(is_superuser=not group, language="en")
    person.groups.set(Group.objects.filter(name=group))
    client = Client()
    client.force_login(person)
    return client


def row_data(formset: Any, number: int) -> dict[str, Any]:
    """Return a new row of each kind, filled in."""
    data = filled_in(formset.empty_form)
    row = {name.replace("__prefix__", str(number)): value for name, value in data.items()}
    if "document" in formset.empty_form.fields:
        row[f"{formset.prefix}-{number}-document"] = document()
    return row | {f"{formset.prefix}-{number}-ORDER": str(number + 1)}


def document() -> int:
    """Return the key of a new document."""
    file = ContentFile(b"x", name="x.txt")
    made = factories.record(
        PortalDocument, title={"fr": "x"}, file=file, collection=Collection.get_first_root_node()
    )
    return int(made.pk)


def with_rows(client: Client, address: str, number: int) -> dict[str, Any]:
    """Return the form with that many new rows of each kind."""
    form = client.get(address).context["form"]
    data = form_data(form)
    for name, formset in own_rows(form):
        if name == "deadlines":
            # A call with one deadline has no rows of deadlines.
            continue
        first = len(formset.forms)
        for each in range(number):
            data |= row_data(formset, first + each)
        data[f"{formset.prefix}-TOTAL_FORMS"] = str(first + number)
    return data


def names_of_rows(client: Client, address: str) -> list[str]:
    return [name for name, _formset in own_rows(client.get(address).context["form"])]


def reordered(data: dict[str, Any]) -> dict[str, Any]:
    orders = [name for name in data if name.endswith("-ORDER")]
    return data | {name: str(100 - int(data[name] or 0)) for name in orders}


def deleted(data: dict[str, Any], names: list[str]) -> dict[str, Any]:
    return data | {
        f"{name}-0-DELETE": "on" for name in names if f"{name}-0-ORDER" in data or f"{name}-0-id" in data
    }


def counts(page: Any, names: list[str]) -> dict[str, int]:
    draft = type(page).objects.get(pk=page.pk).get_latest_revision_as_object()
    return {name: getattr(draft, name).count() for name in names}


@pytest.mark.parametrize("group", ROLES, ids=["administrator", "moderator", "editor", "translator"])
@pytest.mark.parametrize("kind", PAGES)
def test_a_page_is_saved_whatever_rows_its_draft_holds(kind: str, group: str, subtests: Any) -> None:
    page = PAGES[kind]()
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    editor, person = browser(""), browser(group)
    names = names_of_rows(editor, address)
    assert names
    for number, state in enumerate(STATES):
        with subtests.test(state=state):
            opened = form_data(person.get(address).context["form"]) if "since" in state else {}
            data = with_rows(editor, address, 0 if "deleted" in state else 2)
            data = reordered(data) if "reordered" in state else data
            data = deleted(data, names) if "deleted" in state else data
            answer = editor.post(address, data)
            assert answer.status_code == 302, [
                formset.errors for formset in answer.context["form"].formsets.values()
            ]
            if "since" not in state:
                opened = form_data(person.get(address).context["form"])
            before = counts(page, names)
            title = f"Titel {number}"
            answer = person.post(address, opened | {"title_nl": title})
            assert answer.status_code == 302, answer.context["form"].errors
            draft = type(page).objects.get(pk=page.pk).get_latest_revision_as_object()
            assert draft.title_nl == title
            if group == translators("nl"):
                assert counts(page, names) == before
    assert person.get(address).status_code == 200
