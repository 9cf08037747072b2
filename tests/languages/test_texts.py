"""A text comes with the language it is in; nothing is guessed and nothing is written back."""

from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import translation

from cluster_portal.identity.models import Notice
from cluster_portal.languages.codes import content_languages, get_value, name_in, reading_order
from cluster_portal.languages.live import reading_drafts
from cluster_portal.languages.texts import Text
from cluster_portal.strategy.models import ContentPage
from projects.models import KeyObjective, Sector
from tests import factories

pytestmark = pytest.mark.django_db

ORDERS = {
    "fr": ("fr", "en", "nl", "de"),
    "en": ("en", "fr", "nl", "de"),
    "nl": ("nl", "en", "fr", "de"),
    "de": ("de", "en", "fr", "nl"),
}


@pytest.mark.parametrize(("language", "order"), ORDERS.items())
def test_which_language_stands_in_for_which(language: str, order: tuple[str, ...]) -> None:
    assert reading_order(language) == order


@pytest.mark.parametrize("language", content_languages())
def test_the_best_language_that_has_a_text_is_chosen(language: str) -> None:
    remaining = {code: f"Nom {code}" for code in content_languages()}
    for expected in ORDERS[language]:
        sector = factories.record(Sector, name=remaining)
        text = sector.texts_in(language).name
        assert (str(text), text.language) == (f"Nom {expected}", expected)
        assert text.is_fallback is (expected != language)
        del remaining[expected]
    assert not Sector().texts_in(language).name


@pytest.mark.parametrize("language", content_languages())
def test_blank_text_is_no_text(language: str) -> None:
    sector = factories.record(Sector, name={language: "  \n", "nl" if language != "nl" else "de": "Echt"})
    assert str(sector.texts_in(language).name) == "Echt"


def test_only_a_fallback_carries_its_language() -> None:
    assert Text("Bonjour", "fr", "fr").attributes == ""
    assert Text("Bonjour", "fr", "de").attributes == ' lang="fr"'
    assert Text("", "fr", "de").attributes == ""
    assert Text("Bonjour", "fr", "de").language_name == "Französisch"


@pytest.mark.parametrize("reader_language", content_languages())
def test_languages_are_named_in_the_language_of_the_reader(reader_language: str) -> None:
    names = {name_in(code, reader_language) for code in content_languages()}
    assert len(names) == len(content_languages())
    assert names != set(content_languages())


def test_an_unknown_field_is_not_taken_for_an_empty_one() -> None:
    with pytest.raises(AttributeError, match="budget"):
        Sector().texts.budget  # noqa: B018


def _paragraph(text: str) -> str:
    return f'[{{"type": "paragraph", "value": "<p>{text}</p>"}}]'


def test_an_empty_body_gives_way_to_another_language(reader: Client) -> None:
    page = factories.plain_page(
        title={"de": "Leer", "en": "Full"}, body={"en": _paragraph("English words"), "de": "[]"}
    )
    answer = reader.get(page.get_url_in("de"))
    html = answer.content.decode()
    assert "English words" in html
    assert '<div class="body" lang="en">' in html
    assert "Englisch" in html


@pytest.mark.parametrize("language", content_languages())
def test_a_page_only_in_dutch_is_readable_in_every_language(reader: Client, language: str) -> None:
    page = factories.plain_page(title={"nl": "Enkel hier"}, body={"nl": _paragraph("Vlaamse woorden")})
    answer = reader.get(page.get_url_in(language))
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "Vlaamse woorden" in html
    if language == "nl":
        assert "<h1>Enkel hier</h1>" in html
        assert "fallback-notice" not in html
    else:
        assert '<h1 lang="nl">Enkel hier</h1>' in html
        assert '<title lang="nl">Enkel hier' in html
        assert "fallback-notice" in html


@pytest.mark.parametrize("language", content_languages())
def test_the_text_of_a_language_that_is_not_published_is_not_shown(reader: Client, language: str) -> None:
    others = [code for code in content_languages() if code != language]
    page = factories.plain_page(
        languages=others,
        title={code: f"Titre {code}" for code in content_languages()},
        summary={code: f"Geheim {code}" for code in content_languages()},
    )
    for code in content_languages():
        html = reader.get(page.get_url_in(code)).content.decode()
        assert f"Geheim {language}" not in html
        assert f"Titre {language}" not in html
    assert f"Titre {language}" not in reader.get("/sitemap.xml").content.decode()


def test_who_previews_sees_languages_that_are_not_published() -> None:
    page = factories.plain_page(languages=["fr"], title={"fr": "Public", "de": "Entwurf"})
    assert str(page.texts_in("de").title) == "Public"
    with reading_drafts():
        assert str(page.texts_in("de").title) == "Entwurf"


def test_a_draft_shows_all_it_has() -> None:
    page = factories.draft(ContentPage, factories.home(), title={"de": "Entwurf"})
    assert str(page.texts_in("de").title) == "Entwurf"


class TestNothingIsWrittenBack:
    """A text that stands in for a missing one is never stored in its place."""

    @pytest.mark.parametrize("only", content_languages())
    def test_in_a_record(self, active: str, only: str) -> None:
        notice = factories.record(Notice, text={only: "Fermé"})
        notice = Notice.objects.get(pk=notice.pk)
        notice.full_clean()
        notice.save()
        notice = Notice.objects.get(pk=notice.pk)
        assert {code: get_value(notice, "text", code) for code in content_languages()} == {
            code: "Fermé" if code == only else None for code in content_languages()
        }

    def test_a_record_without_any_text_is_refused(self, active: str) -> None:
        with pytest.raises(ValidationError):
            Sector().full_clean()

    def test_the_untranslated_column_holds_the_default_language(self, active: str) -> None:
        sector = factories.record(Sector, name={"fr": "Énergie", "de": "Energie"})
        values = Sector.objects.rewrite(False).filter(pk=sector.pk).values_list("name", flat=True)
        assert list(values) == ["Énergie"]


def test_the_active_language_does_not_leak_from_another_test(demo: Any) -> None:
    assert translation.get_language() == settings.LANGUAGE_CODE
    assert str(demo("projects").texts.title) == "Projets européens"


@pytest.mark.django_db
def test_a_row_is_read_in_the_languages_of_its_page_only(reader: Client) -> None:
    project = factories.project(title={"fr": "Projet", "en": "Project"})
    factories.record(
        KeyObjective, project=project, sort_order=0, text={"fr": "But", "de": "Unveröffentlicht"}
    )
    german = reader.get(project.get_url_in("de")).content.decode()
    assert "But" in german
    assert "Unveröffentlicht" not in german
