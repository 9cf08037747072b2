"""Staff look at screens about a page with a long title on a phone."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from cluster_portal.bin.putting import put
from cluster_portal.languages.form_states import mark_url, report_url
from tests import factories
from tests.browser.test_admin_editing import admin, session

__all__ = ["admin", "session"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE = (
    "Internationalisierungsstrategie der wallonischen Maschinenbauunternehmen und ihrer Zulieferer bis 2030"
)
SIZES = """element => [element.clientWidth, element.scrollWidth, element.getBoundingClientRect().height,
    document.documentElement.scrollWidth]"""


def screens() -> dict[str, str]:
    """Return the screens whose heading names a page."""
    page = factories.plain_page(title=factories.in_all_languages(TITLE))
    binned = put(factories.plain_page(title=factories.in_all_languages(f"{TITLE} noch einmal")))
    return {
        "schedule": reverse("staff_schedule_page", args=[page.pk]),
        "publish": reverse("staff_publish_page", args=[page.pk]),
        "report": report_url(page),
        "mark": mark_url(page, language="nl", back="/admin/"),
        "bin": reverse("bin_page", args=[binned.pk]),
        "remove": reverse("bin_remove", args=[binned.pk]),
    }


def test_headings_fit(admin: Callable[[str], Page]) -> None:
    addresses = screens()
    page = admin(addresses["schedule"])
    page.set_viewport_size({"width": 390, "height": 844})
    found: dict[str, Any] = {}
    for name, address in addresses.items():
        page.goto(address)
        found[name] = page.locator("main h1:not(.w-sr-only)").first.evaluate(SIZES)
    too_wide = {name: sizes for name, sizes in found.items() if sizes[1] > sizes[0] or sizes[3] > 390}
    assert too_wide == {}
    # The title takes two lines at most: what is to be done stands on the first screen.
    assert found["schedule"][2] < 130
