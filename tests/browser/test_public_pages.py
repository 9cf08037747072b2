"""Every page type in four languages, by day and by night, on a desk and on a phone: axe finds nothing."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from cluster_portal.pages.models import PortalPage
from partners.models import PartnerIndexPage
from tests.groups import chromium

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
LANGUAGES = ("fr", "en", "nl", "de")
DIRECTORY = (
    "?country=FR&role=participant&kind=nothing",
    "?view=map",
    "?view=map&area=world",
    "?sort=name",
    "?q=zzz",
)
# Layout does not depend on colours: both screens and both schemes, but not all four of them together.
LOOKS: list[tuple[Any, Any]] = [
    ({"width": 1280, "height": 900}, "light"),
    ({"width": 320, "height": 700}, "dark"),
]


@pytest.fixture
def addresses(db: None, translated: None) -> dict[str, list[str]]:
    """Return one page of each type, the directory's other views, and a page that is missing, by language."""
    pages = {page.specific_class: page for page in PortalPage.objects.filter(live=True, depth__gt=1)}
    return {
        code: [
            *(str(page.get_url_in(code)) for page in pages.values()),
            *(f"{pages[PartnerIndexPage].get_url_in(code)}{query}" for query in DIRECTORY),
            f"/{code}/nothing-here/",
        ]
        for code in LANGUAGES
    }


@pytest.fixture
def browser(addresses: dict[str, list[str]]) -> Iterator[Browser]:
    """Start Chromium once the addresses are known."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=chromium(), args=["--disable-gpu", "--disable-background-networking"]
        )
        yield started
        started.close()


def watched(context: BrowserContext, strangers: list[str], own: str) -> None:
    """Note every request that leaves the portal."""
    context.on(
        "request",
        lambda request: None if request.url.startswith((own, "data:")) else strangers.append(request.url),
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_and_no_request_leaves(
    live_server: Any, addresses: dict[str, list[str]], browser: Browser, language: str
) -> None:
    strangers: list[str] = []
    found: list[str] = []
    context = browser.new_context(reduced_motion="reduce", bypass_csp=True)
    watched(context, strangers, live_server.url)
    context.add_init_script(path=AXE)
    tab = context.new_page()
    for address in addresses[language]:
        tab.goto(live_server.url + address)
        assert tab.locator("html").get_attribute("lang") == language
        for screen, scheme in LOOKS:
            tab.set_viewport_size(screen)
            tab.emulate_media(color_scheme=scheme)
            result = tab.evaluate(
                "async () => (await axe.run()).violations.map(v => v.id + ' ' + v.nodes[0].html)"
            )
            found += [f"{address}, {scheme}: {violation}" for violation in result]
            if tab.evaluate("document.documentElement.scrollWidth > innerWidth"):
                found.append(f"{address}: wider than {screen['width']} px")
    assert found == []
    assert strangers == []
