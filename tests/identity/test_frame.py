"""What stands around every page: the cluster's name, its menus, and notices while they hold."""

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client

from cluster_portal.identity.models import KeyFigure, MenuItem, Notice, PortalSettings
from cluster_portal.languages.codes import content_languages
from tests import factories

pytestmark = pytest.mark.django_db

NOW = datetime(2027, 3, 28, 0, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def menu(html: str) -> list[tuple[str, str]]:
    """Return addresses and labels of the main menu."""
    nav = html[html.index('<nav class="main-menu"') :]
    return re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)</a>', nav[: nav.index("</nav>")])


@pytest.mark.parametrize("language", content_languages())
def test_the_main_menu_is_in_the_language_of_the_reader(reader: Client, demo: Any, language: str) -> None:
    entries = menu(reader.get(f"/{language}/").content.decode())
    keys = ["strategy", "projects", "partners"]
    addresses = [address for address, _ in entries]
    assert [demo(key).get_url_in(language) for key in keys] == [
        address for address in addresses if address in {demo(key).get_url_in(language) for key in keys}
    ]
    for address, _ in entries:
        assert reader.get(address).status_code == 200


def test_an_entry_without_label_has_the_title_of_its_page(reader: Client) -> None:
    page = factories.plain_page(title={"en": "Only English", "fr": "Du français"})
    settings = PortalSettings.objects.get()
    MenuItem.objects.create(settings=settings, page=page, sort_order=99)
    entries = dict(menu(reader.get("/en/").content.decode()))
    assert entries[page.get_url_in("en")] == "Only English"
    html = reader.get("/de/").content.decode()
    assert f'<a href="{page.get_url_in("de")}" lang="en">Only English</a>' in html


def test_a_page_that_is_taken_off_the_site_leaves_the_menu(reader: Client, demo: Any) -> None:
    address = demo("contact").get_url_in("fr")
    assert f'href="{address}"' in reader.get("/fr/").content.decode()
    demo("contact").unpublish()
    assert f'href="{address}"' not in reader.get("/fr/").content.decode()


def test_the_entry_of_the_current_section_is_marked(reader: Client, demo: Any) -> None:
    html = reader.get(demo("gemstone").get_url_in("fr")).content.decode()
    assert f'<a href="{demo("projects").get_url_in("fr")}" aria-current=' in html
    assert f'<a href="{demo("partners").get_url_in("fr")}" aria-current=' not in html


@pytest.mark.parametrize("language", content_languages())
def test_the_name_of_the_cluster_stands_on_every_page(reader: Client, language: str) -> None:
    name = str(PortalSettings.objects.get().texts_in(language).name)
    for address in (f"/{language}/", f"/{language}/nulle-part/"):
        assert name in reader.get(address).content.decode()


def test_a_portal_without_settings_still_answers(reader: Client) -> None:
    PortalSettings.objects.all().delete()
    for language in content_languages():
        assert reader.get(f"/{language}/").status_code == 200


@pytest.mark.parametrize(
    ("starts", "ends", "is_shown"),
    [
        (None, None, True),
        (NOW, None, True),
        (NOW + SECOND, None, False),
        (None, NOW, False),
        (None, NOW + SECOND, True),
        (NOW - SECOND, NOW + SECOND, True),
    ],
)
def test_a_notice_is_shown_while_it_holds(
    reader: Client, starts: datetime | None, ends: datetime | None, is_shown: bool
) -> None:
    factories.record(Notice, text={"fr": "Fermé lundi"}, starts_at=starts, ends_at=ends)
    with time_machine.travel(NOW, tick=False):
        html = reader.get("/fr/").content.decode()
        german = reader.get("/de/").content.decode()
    assert ("Fermé lundi" in html) is is_shown
    assert bool(re.search(r'lang="fr"[^>]*>[^<]*Fermé lundi', german)) is is_shown


def test_a_notice_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValidationError) as caught:
        Notice(starts_at=NOW, ends_at=NOW).clean()
    assert "ends_at" in caught.value.message_dict


@pytest.mark.parametrize("targets", [{}, {"url": "https://example.org/", "page_id": 1}])
def test_a_menu_entry_has_exactly_one_target(targets: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        MenuItem(**targets).clean()


@pytest.mark.parametrize("colour", ["blue", "#12345", "#12345g", "#123456; } body { display: none", "123456"])
def test_only_a_colour_is_accepted_as_accent(colour: str) -> None:
    settings = PortalSettings.objects.get()
    settings.accent = colour
    with pytest.raises(ValidationError) as caught:
        settings.full_clean()
    assert "accent" in caught.value.message_dict


def test_the_accent_reaches_the_pages(reader: Client) -> None:
    PortalSettings.objects.update(accent="#1a5fb4")
    (address,) = re.findall(r'href="(/portal-colours\.css[^"]*)"', reader.get("/fr/").content.decode())
    answer = reader.get(address)
    assert answer["Content-Type"].startswith("text/css")
    assert "#1a5fb4" in answer.content.decode()


@pytest.mark.parametrize("language", content_languages())
def test_a_key_figure_is_shown_with_its_date_and_source(reader: Client, language: str) -> None:
    figure = factories.record(
        KeyFigure,
        label=factories.in_all_languages("Membres"),
        value="412",
        source={"fr": "Rapport"},
        as_of=datetime(2026, 6, 30, tzinfo=UTC).date(),
    )
    item = {"type": "item", "value": figure.pk, "id": "1"}
    body = json.dumps([{"type": "key_figures", "value": [item], "id": "2"}])
    page = factories.plain_page(body=factories.in_all_languages(body))
    html = reader.get(page.get_url_in(language)).content.decode()
    assert "412" in html
    assert "2026" in html
    assert "Rapport</span>" in html
    assert (' lang="fr">Rapport' in html) is (language != "fr")
