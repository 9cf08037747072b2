"""Screens of the admin that need a script: copying the source, choosing a page, the dates of a call."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from cluster_portal.strategy.models import ContentPage
from tests import factories
from tests.browser.test_admin_editing import admin, session

__all__ = ["admin", "session"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def heading(text: str, key: str) -> dict[str, Any]:
    return {"type": "heading", "value": {"text": text}, "id": key}


def test_copying_the_source_adds_what_is_missing_and_can_be_undone(admin: Callable[[str], Page]) -> None:
    keys = ["a", "b", "c", "d"]
    block = ContentPage._meta.get_field("body").stream_block  # type: ignore[union-attr]
    french = block.to_python([heading(f"Titre {key}", key) for key in keys])
    english = block.to_python([heading(f"Title {key}", key) for key in keys if key != "c"])
    page = factories.plain_page(
        source_language="fr", title={"fr": "Alpha", "en": "Alpha"}, body={"fr": french, "en": english}
    )
    desk = admin(f"/admin/pages/{page.pk}/edit/")
    body = desk.locator("[data-translated=body] [data-language=en]")
    texts = body.get_by_role("textbox", name="text")
    expect(texts).to_have_count(3)
    texts.first.fill("Mine")
    body.get_by_role("button", name="Copy the source").click()
    expect(body.get_by_role("status")).to_contain_text("Blocks copied: 1")
    assert [texts.nth(n).input_value() for n in range(4)] == ["Mine", "Title b", "Titre c", "Title d"]
    body.get_by_role("button", name="Undo").click()
    expect(texts.filter(visible=True)).to_have_count(3)
    assert texts.filter(visible=True).first.input_value() == "Mine"
    body.get_by_role("button", name="Copy the source").click()
    body.get_by_role("button", name="Copy the source").click()
    expect(body.get_by_role("status")).to_contain_text("All blocks of the source are here.")
    expect(texts.filter(visible=True)).to_have_count(4)


def test_the_other_record_of_a_partner_is_chosen(admin: Callable[[str], Page]) -> None:
    kept, other = factories.partner(title={"en": "Kept"}), factories.partner(title={"en": "Other one"})
    desk = admin(f"/admin/partners/{kept.pk}/merge/")
    desk.get_by_role("button", name="Choose a page").click()
    dialog = desk.get_by_role("dialog")
    dialog.get_by_role("textbox").first.fill("Other one")
    dialog.get_by_role("link", name="Other one").first.click()
    expect(desk.locator("input[name=other]")).to_have_value(str(other.pk))
    desk.get_by_role("button", name="Show what moves").click()
    expect(desk.get_by_role("button", name="Merge the two records")).to_be_visible()


@pytest.mark.parametrize("width", [1366, 390])
def test_the_dates_of_a_call_stand_beside_each_other(admin: Callable[[str], Page], width: int) -> None:
    now = datetime.now(UTC)
    call = factories.call(opens_at=now, closes_at=now + timedelta(days=9))
    desk = admin("/admin/")
    desk.set_viewport_size({"width": width, "height": 900})
    desk.goto(f"/admin/pages/{call.pk}/edit/")
    desk.locator("[name=opens_at]").scroll_into_view_if_needed()
    names = ["opens_at", "closes_at", "time_zone", "deadline_model"]
    boxes = [desk.locator(f"[name={name}]").bounding_box() for name in names]
    boxes = [box for box in boxes if box]
    for number, one in enumerate(boxes):
        assert one["x"] + one["width"] <= width
        for other in boxes[number + 1 :]:
            apart_x = one["x"] + one["width"] <= other["x"] or other["x"] + other["width"] <= one["x"]
            apart_y = one["y"] + one["height"] <= other["y"] or other["y"] + other["height"] <= one["y"]
            assert apart_x or apart_y, boxes
