"""No editorial check stops a save: every rule is fed empty, partial and odd bodies of every block."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from cluster_portal.blocks import BodyBlock
from cluster_portal.editorial.codes import ProblemCode
from cluster_portal.editorial.findings import look_at_everything, store
from cluster_portal.editorial.problems import problems_of
from cluster_portal.editorial.rules import images, links, sections, tense, typography
from cluster_portal.languages.codes import content_languages
from cluster_portal.languages.units import units_of
from cluster_portal.staff.groups import EDITORS, MODERATORS, ensure_groups, translators
from cluster_portal.strategy.models import ContentPage
from tests import factories
from tests.staff.posting import form_data

pytestmark = pytest.mark.django_db

# What a browser, an import or an older version of a block may have left behind.
VALUES: dict[str, Any] = {
    "none": None,
    "empty text": "",
    "empty paragraph": "<p></p>",
    "blank": " \u00a0",
    "broken markup": '<p><a linktype="page" id="²">x<a href="http://[">y</b>',
    "number": 7,
    "missing record": 987654321,
    "too large": 10**30,
    "truth": True,
    "empty list": [],
    "list of nothing": [None],
    "list of texts": ["a"],
    "list of halves": [
        {"type": "item"},
        {"value": None},
        {"type": "item", "value": {"text": None}, "id": "b"},
    ],
    "empty mapping": {},
    "partial": {"text": None},
    "odd": {"text": [], "page": "x", "url": "http://[", "image": "x", "caption": {}, "level": 3},
}
SHAPES: dict[str, Callable[[str, Any], list[Any]]] = {
    "alone": lambda kind, value: [{"type": kind, "value": value, "id": "a"}],
    "without id": lambda kind, value: [{"type": kind, "value": value}],
    "between": lambda kind, value: [
        {"type": "heading", "value": {"text": "A"}, "id": "h"},
        {"type": kind, "value": value, "id": "a"},
        {"type": "heading", "value": {}, "id": "i"},
    ],
}
BODIES = {"nothing": [], "unknown block": [{"type": "gone", "value": "x", "id": "g"}]}
BODIES |= {
    f"{kind}: {name}, {shape}": make(kind, value)
    for kind in BodyBlock().child_blocks
    for name, value in VALUES.items()
    for shape, make in SHAPES.items()
}
RULES: dict[str, Callable[[Any], Any]] = {
    "typography": lambda page: [
        list(typography.problems(unit, code)) for unit in units_of(page) for code in content_languages()
    ],
    "tense": lambda page: [
        list(tense.problems(page, unit, code)) for unit in units_of(page) for code in content_languages()
    ],
    "sections": lambda page: [list(sections.problems(page, code)) for code in content_languages()],
    "links": lambda page: list(links.problems(page, units_of(page))),
    "images": lambda page: list(images.problems(page)),
}


def holding(body: list[Any]) -> ContentPage:
    """Return a page as it is read from a version with such a body."""
    return ContentPage(title_fr="Page", body_fr=json.dumps(body))


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_reads_every_body(rule: str) -> None:
    failed = {}
    for name, body in BODIES.items():
        try:
            RULES[rule](holding(body))
        except Exception as problem:
            failed[name] = repr(problem)
    assert not failed


def test_a_heading_above_an_empty_paragraph_has_no_text_below_it() -> None:
    found = problems_of(holding(SHAPES["between"]("paragraph", "<p></p>")))
    assert [problem.code for problem in found].count(ProblemCode.EMPTY_SECTION) == 1


def test_a_rule_that_fails_stops_no_save(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*args: Any) -> Any:
        raise ZeroDivisionError

    for rule in (typography, tense, sections, links, images):
        monkeypatch.setattr(rule, "problems", fails)
    page = factories.plain_page(title={"fr": "L'appel"})
    assert store(page) == []
    assert look_at_everything().problems == 0


def empty_paragraph(data: dict[str, Any]) -> dict[str, Any]:
    """Return a form with a body of one empty paragraph, as the editor sends it."""
    nothing = {"blocks": [{"key": "a", "text": "", "type": "unstyled"}], "entityMap": {}}
    return data | {
        "body_fr-count": "1",
        "body_fr-0-deleted": "",
        "body_fr-0-order": "0",
        "body_fr-0-type": "paragraph",
        "body_fr-0-id": "",
        "body_fr-0-value": json.dumps(nothing),
    }


@pytest.mark.parametrize("headers", [{}, {"HTTP_ACCEPT": "application/json"}], ids=["saved", "autosaved"])
def test_a_body_with_an_empty_paragraph_is_saved(headers: dict[str, str]) -> None:
    client = Client()
    client.force_login(factories.user(is_superuser=True))
    address = reverse("wagtailadmin_pages:add", args=["strategy", "contentpage", factories.home().pk])
    data = form_data(client.get(address).context["form"]) | {"title_fr": "Vide"}
    answer = client.post(address, empty_paragraph(data), **headers)  # type: ignore[arg-type]
    assert answer.status_code in (200, 302)
    page = ContentPage.objects.get(title_fr="Vide")
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    answer = client.get(edit)
    assert answer.status_code == 200
    assert client.post(edit, form_data(answer.context["form"]), **headers).status_code in (200, 302)  # type: ignore[arg-type]


@pytest.mark.parametrize("group", ["", MODERATORS, EDITORS, translators("nl")])
def test_a_page_without_any_version_can_be_opened_mended_and_deleted(group: str) -> None:
    page = factories._added(ContentPage, factories.home(), {})
    ensure_groups()
    person = factories.user(is_superuser=not group)
    person.groups.set(Group.objects.filter(name=group))
    client = Client()
    client.force_login(person)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    answer = client.get(address)
    assert answer.status_code == 200
    for extra in ({}, {"action-publish": "1"}):
        assert client.post(address, form_data(answer.context["form"]) | extra).status_code == 302
    answer = client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    assert answer.status_code == 302
    assert ContentPage.objects.filter(pk=page.pk, depth__gt=1).exists() is (group == translators("nl"))
