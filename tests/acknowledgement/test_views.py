"""The card for other sites, the picture for social networks, the mail, and what staff see."""

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import translation
from PIL import Image

from cluster_portal.languages.codes import content_languages
from projects.acknowledgement.cards import mail_context
from projects.acknowledgement.models import AcknowledgementWording
from tests import factories

from .test_statements import H2020


def embed_url(page: Any, language: str) -> str:
    with translation.override(language):
        return reverse("project_embed", args=[page.uuid])


def card_url(page: Any, language: str) -> str:
    with translation.override(language):
        return reverse("project_social_card", args=[page.uuid])


@pytest.mark.parametrize("language", content_languages())
def test_the_embedded_card_carries_the_statement(
    reader: Client, demo: Callable[[str], Any], language: str
) -> None:
    response = reader.get(embed_url(demo("iot4industry"), language))
    html = response.content.decode()
    assert H2020[language] in html
    assert f'<html lang="{language}">' in html
    assert "<script" not in html


def test_any_site_may_frame_the_card_and_nothing_else(reader: Client, demo: Callable[[str], Any]) -> None:
    page = demo("iot4industry")
    response = reader.get(embed_url(page, "en"))
    assert "frame-ancestors *" in response["Content-Security-Policy"]
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "X-Frame-Options" not in response
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    own = reader.get(page.get_url_in("en"))
    assert "frame-ancestors 'self'" in own["Content-Security-Policy"]
    assert own["X-Frame-Options"] == "SAMEORIGIN"


def test_a_card_of_a_project_that_is_not_public_does_not_exist(reader: Client) -> None:
    page = factories.draft(type(factories.project()), factories.project_index())
    assert reader.get(embed_url(page, "en")).status_code == 404
    assert reader.get(card_url(page, "en")).status_code == 404


def test_the_project_page_offers_the_code(reader: Client, demo: Callable[[str], Any]) -> None:
    page = demo("iot4industry")
    html = reader.get(page.get_url_in("de")).content.decode()
    assert "<textarea" in html
    assert "&lt;iframe src=&quot;http" in html
    assert embed_url(page, "de") in html


def test_a_title_cannot_break_out_of_the_code(reader: Client) -> None:
    page = factories.project(title=factories.in_all_languages('A "quoted" <b>title</b>'))
    html = reader.get(page.get_url_in("en")).content.decode()
    # Escaped for the attribute, and once more for the page.
    assert "A &amp;quot;quoted&amp;quot; &amp;lt;b&amp;gt;title" in html


@pytest.mark.parametrize("language", content_languages())
def test_the_social_card_is_a_picture_that_is_not_sent_twice(
    reader: Client, demo: Callable[[str], Any], language: str
) -> None:
    page = demo("iot4industry")
    response = reader.get(card_url(page, language))
    picture = Image.open(io.BytesIO(response.content))
    assert (picture.format, picture.size) == ("PNG", (1200, 630))
    # The blue of the emblem, as far as 128 colours keep it.
    red, green, blue = picture.convert("RGB").getpixel((85, 440))  # type: ignore[misc]
    assert abs(red) < 8
    assert abs(green - 0x33) < 8
    assert abs(blue - 0x99) < 8
    again = reader.get(card_url(page, language), headers={"if-none-match": response["ETag"]})
    assert again.status_code == 304
    html = reader.get(page.get_url_in(language)).content.decode()
    assert f'property="og:image" content="http://localhost:8000{card_url(page, language)}"' in html


@pytest.mark.parametrize("language", content_languages())
def test_a_mail_carries_the_statement(demo: Callable[[str], Any], language: str) -> None:
    context = mail_context(demo("iot4industry"), language)
    assert H2020[language] in render_to_string("acknowledgement/mail.txt", context)
    html = render_to_string("acknowledgement/mail.html", context)
    assert H2020[language] in html
    assert "http://localhost:8000/static/portal/img/eu-emblem.png" in html


@pytest.fixture
def staff(db: None) -> Client:
    client = Client()
    client.force_login(factories.user(is_superuser=True))
    return client


def test_the_report_lists_every_project_in_every_language(staff: Client, demo: Callable[[str], Any]) -> None:
    assert staff.get(reverse("acknowledgement_report")).status_code == 200
    response = staff.get(reverse("acknowledgement_report"), {"export": "csv"})
    rows = list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode())))[1:]  # type: ignore[attr-defined]
    assert len(rows) == 16
    by_key = {(row[0], row[1]): row for row in rows}
    assert by_key["IoT4Industry", "Nederlands"][3:] == ["", H2020["nl"]]
    assert by_key["GEMSTONE", "Deutsch"][3] != ""
    assert by_key["GEMSTONE", "Deutsch"][4] == ""


def test_the_report_is_for_staff(reader: Client) -> None:
    assert reader.get(reverse("acknowledgement_report")).status_code == 302


def test_one_click_goes_back_to_the_official_wording(staff: Client, demo: Callable[[str], Any]) -> None:
    factories.record(
        AcknowledgementWording,
        generation="h2020",
        statement={"en": "Thanks for {number}."},
        source_note="Own",
    )
    page = demo("iot4industry").get_url_in("en")
    assert "Thanks for 777455." in Client().get(page).content.decode()
    action = reverse("acknowledgement_official", kwargs={"family": "h2020"})
    assert action in staff.get(reverse("acknowledgement_wordings")).content.decode()
    assert staff.get(action).status_code == 405
    assert staff.post(action).status_code == 302
    assert H2020["en"] in Client().get(page).content.decode()
    assert AcknowledgementWording.objects.count() == 2


def test_official_wordings_are_only_for_those_who_may(reader: Client) -> None:
    reader.force_login(factories.user())
    reader.post(reverse("acknowledgement_official", kwargs={"family": "rrf"}))
    assert not AcknowledgementWording.objects.exists()


def test_a_new_wording_begins_with_the_one_in_force(staff: Client) -> None:
    url = reverse("wagtailsnippets_acknowledgement_acknowledgementwording:add")
    html = staff.get(url, {"generation": "h2020", "role": ""}).content.decode()
    assert "under grant agreement No\u00a0{number}." in html


def test_the_form_of_a_project_says_what_the_grant_asks_for(
    staff: Client, demo: Callable[[str], Any]
) -> None:
    page = demo("gemstone")
    response = staff.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert response.status_code == 200
    assert "acknowledgement/completeness_panel.html" in [template.name for template in response.templates]
