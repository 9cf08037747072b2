"""What a project says of its EU funding, in each language, and what keeps it from saying so."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cluster_portal.languages.codes import content_languages
from projects.acknowledgement.models import AcknowledgementWording
from projects.acknowledgement.statements import assess
from projects.acknowledgement.wordings import WordingBook
from projects.models import Programme, ProjectPage
from tests import factories

H2020 = {
    "fr": "Ce projet a reçu un financement du programme de recherche et d’innovation Horizon 2020 de l’Union "
    "européenne au titre de la convention de subvention n°\u00a0777455.",
    "en": "This project has received funding from the European Union’s Horizon 2020 research and innovation "
    "programme under grant agreement No\u00a0777455.",
    "nl": "Dit project heeft financiering ontvangen uit het onderzoeks- en innovatieprogramma Horizon 2020 van de "
    "Europese Unie in het kader van subsidieovereenkomst nr.\u00a0777455.",
    "de": "Dieses Projekt wurde im Rahmen der Finanzhilfevereinbarung Nr.\u00a0777455 aus dem Forschungs- und "
    "Innovationsprogramm Horizont 2020 der Europäischen Union gefördert.",
}
COFUNDED = {
    "fr": "Cofinancé par l’Union européenne",
    "en": "Co-funded by the European Union",
    "nl": "Medegefinancierd door de Europese Unie",
    "de": "Kofinanziert von der Europäischen Union",
}
AUTHORITY = {
    "fr": "la Commission européenne",
    "en": "the European Commission",
    "nl": "de Europese Commissie",
    "de": "der Europäischen Kommission",
}


def project(generation: str, **fields: Any) -> ProjectPage:
    programme = factories.record(
        Programme, name=factories.in_all_languages("Programme"), generation=generation
    )
    return factories.project(programme=programme, **fields)


def missing(page: ProjectPage, language: str = "en") -> list[str]:
    return [entry.key for entry in assess(page, language).missing]


def set_authority(page: ProjectPage, **texts: str) -> ProjectPage:
    for name, value in factories.by_column(ProjectPage, {"granting_authority": texts}).items():
        setattr(page, name, value)
    page.save()
    return ProjectPage.objects.get(pk=page.pk)


@pytest.mark.parametrize("language", content_languages())
def test_iot4industry_shows_the_horizon_2020_sentence(
    reader: Client, demo: Callable[[str], Any], language: str
) -> None:
    html = reader.get(demo("iot4industry").get_url_in(language)).content.decode()
    assert H2020[language] in html
    assert "eu-emblem.svg" in html
    assert html.index("eu-emblem.svg") < html.index("partner-mark")


@pytest.mark.parametrize("language", content_languages())
def test_a_cofunded_project_says_so_with_its_authority(reader: Client, language: str) -> None:
    page = project("digital_2021", funding_role="cofunded", granting_authority=AUTHORITY)
    html = reader.get(page.get_url_in(language)).content.decode()
    assert COFUNDED[language] in html
    assert AUTHORITY[language] in html
    assert "{authority}" not in html
    assert assess(page, language).is_complete


@pytest.mark.django_db
def test_nothing_is_guessed() -> None:
    assert missing(project("smp_2021", grant_number="1")) == ["funding_role", "granting_authority"]
    assert missing(project("horizon_2021", funding_role="funded")) == ["granting_authority"]
    assert missing(project("h2020", funding_role="funded")) == ["grant_number"]
    assert missing(project("interreg_2021")) == ["funding_role", "mark"]
    assert missing(project("other", funding_role="funded")) == ["generation"]
    assert missing(factories.project(funding_role="funded")) == ["programme"]
    for generation in ("smp_2021", "h2020", "interreg_2021", "other"):
        assert assess(project(generation), "en").acknowledgement is None


@pytest.mark.django_db
def test_recovery_money_says_next_generation_eu() -> None:
    made = assess(project("rrf"), "nl").acknowledgement
    assert made is not None
    assert str(made.statement) == "Gefinancierd door de Europese Unie – NextGenerationEU"
    assert not made.disclaimer


@pytest.mark.django_db
def test_interreg_speaks_without_its_mark_and_reports_it() -> None:
    found = assess(project("interreg_2021", funding_role="cofunded"), "de")
    assert str(found.acknowledgement.statement) == COFUNDED["de"]  # type: ignore[union-attr]
    assert [entry.key for entry in found.missing] == ["mark"]


@pytest.mark.django_db
def test_an_authority_in_another_language_says_so_and_is_reported() -> None:
    page = project("smp_2021", funding_role="funded", granting_authority={"en": "EISMEA & Co"})
    found = assess(page, "nl")
    assert found.acknowledgement is not None
    assert '<span lang="en">EISMEA &amp; Co</span>' in found.acknowledgement.disclaimer.html
    assert [(entry.key, entry.blocks) for entry in found.missing] == [("granting_authority", False)]
    assert assess(page, "en").is_complete


@pytest.mark.parametrize("language", content_languages())
def test_readers_see_nothing_where_something_is_missing_and_staff_see_what(
    reader: Client, demo: Callable[[str], Any], language: str
) -> None:
    url = demo("gemstone").get_url_in(language)
    html = reader.get(url).content.decode()
    assert "eu-emblem" not in html
    assert "to-complete" not in html
    reader.force_login(factories.user(is_superuser=True))
    html = reader.get(url).content.decode()
    assert "eu-emblem" not in html
    assert "to-complete" in html


@pytest.mark.parametrize("language", content_languages())
def test_half_a_statement_stands_nowhere(reader: Client, demo: Callable[[str], Any], language: str) -> None:
    page = demo("walhub")
    assert page.funding_role == "cofunded"
    html = reader.get(page.get_url_in(language)).content.decode()
    assert COFUNDED[language] not in html


def wording(**fields: Any) -> AcknowledgementWording:
    fields.setdefault("source_note", "A test")
    return factories.record(AcknowledgementWording, **fields)


@pytest.mark.django_db
def test_an_own_wording_holds_from_its_day_and_per_language(reader: Client) -> None:
    page = project("h2020", grant_number="42")
    today = timezone.localdate()
    wording(generation="h2020", statement={"en": "Thanks for {number}."}, valid_from=today)
    wording(generation="h2020", statement={"en": "Later {number}."}, valid_from=today + timedelta(days=1))
    assert "Thanks for 42." in reader.get(page.get_url_in("en")).content.decode()
    assert "convention de subvention" in reader.get(page.get_url_in("fr")).content.decode()
    book = WordingBook.on(today + timedelta(days=1))
    assert str(assess(page, "en", book).acknowledgement.statement) == "Later 42."  # type: ignore[union-attr]


@pytest.mark.django_db
def test_a_later_empty_wording_goes_back_to_the_official_one() -> None:
    page = project("h2020", grant_number="42")
    wording(generation="h2020", statement={"en": "Thanks for {number}."})
    wording(generation="h2020")
    assert "grant agreement No\u00a042." in str(assess(page, "en").acknowledgement.statement)  # type: ignore[union-attr]


@pytest.mark.django_db
def test_versions_are_numbered_and_official_texts_are_not_copied() -> None:
    from projects.acknowledgement.official import official_text

    official = official_text("rrf", "", "de")
    assert official is not None
    first = wording(generation="rrf", statement={"de": official.statement})
    second = wording(generation="rrf", statement={"de": "Anders"})
    assert (first.version, second.version) == (1, 2)
    assert first.is_official
    assert not second.is_official
