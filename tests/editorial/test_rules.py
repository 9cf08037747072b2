"""What the editorial checks find, and what they leave alone."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.utils import translation

from cluster_portal.editorial.codes import ProblemCode
from cluster_portal.editorial.problems import problems_of
from cluster_portal.editorial.rules.links import language_of_address, says_nothing
from cluster_portal.editorial.rules.tense import dates
from cluster_portal.editorial.rules.typography import problems as slips
from cluster_portal.languages.codes import content_languages
from cluster_portal.languages.units import Unit
from cluster_portal.strategy.models import ContentPage
from tests import factories
from tests.exchange.conftest import picture


def unit(text: str, language: str, is_html: bool = False) -> Unit:
    texts = dict.fromkeys(content_languages(), "") | {language: text}
    return Unit("key", "Label", texts, is_html, None)


def found_slips(text: str, language: str, is_html: bool = False) -> set[str]:
    return {problem.details["slip"] for problem in slips(unit(text, language, is_html), language)}


@pytest.mark.parametrize(
    ("language", "text", "slip"),
    [
        ("fr", "Attention: ceci", "french_space"),
        ("fr", "Attention : ceci", "french_plain_space"),
        ("fr", "Vraiment ?", "french_plain_space"),
        ("fr", "« mot »", "french_guillemets"),
        ("fr", "l'appel", "straight_apostrophe"),
        ("fr", 'un "mot" dit', "straight_quotes"),
        ("en", "the cluster's call", "straight_apostrophe"),
        ("en", "And so on...", "dots"),
        ("en", "two  spaces", "double_space"),
        ("en", "Really ?", "space_before_sign"),
        ("nl", "foto's", "straight_apostrophe"),
        ("nl", "zo , dus", "space_before_sign"),
        ("de", "Wirklich\u00a0?", "space_before_sign"),
    ],
)
def test_typographic_slips(language: str, text: str, slip: str) -> None:
    assert slip in found_slips(text, language)
    problem = next(iter(slips(unit(text, language), language)))
    assert problem.message
    assert problem.excerpt


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "fr",
            "Attention\u00a0: à 10:30, « non »; l’appel\u202f!".replace(
                "« non »;", "«\u00a0non\u00a0»\u202f;"
            ),
        ),
        ("fr", "Voir https://example.org/?a=1:2 et info@example.org"),
        ("fr", 'Un écran de 24" et la norme ISO 9001:2015.'),
        ("en", "It’s 10:30; “yes”, the 1:1 scale… really?"),
        ("en", "https://example.org/it's  "),
        ("nl", "De foto’s: ’s avonds, ‘zo’."),
        ("de", "„Ja“, z.\u00a0B. die 3:2-Regel!"),
    ],
)
def test_good_typography_is_left_alone(language: str, text: str) -> None:
    assert found_slips(text, language) == set()


def test_markup_is_no_text() -> None:
    html = "<p>Le mot <b>gras</b>\u00a0:</p>\n  <p><a href=\"https://x.org/?q='a'\">Le site</a> du pôle</p>"
    assert found_slips(html, "fr", is_html=True) == set()
    assert found_slips("<p>Le mot<b> gras</b>:</p>", "fr", is_html=True) == {"french_space"}


@pytest.mark.parametrize(
    "text",
    [
        "ICI",
        "ici.",
        "Cliquez ici",
        "here",
        "Click here!",
        "hier",
        "hier klicken",
        "→",
        "",
        "Plus d’informations",
        "Lees meer >",
    ],
)
def test_link_texts_that_say_nothing(text: str) -> None:
    assert says_nothing(text)


@pytest.mark.parametrize(
    "text", ["Ici Namur", "Plus de projets", "Read the strategy", "GEMSTONE", "2024", "Mehr Partner"]
)
def test_link_texts_that_say_something(text: str) -> None:
    assert not says_nothing(text)


def test_language_of_addresses(settings: Any) -> None:
    settings.SITE_URL = "https://portal.example"
    assert language_of_address("https://portal.example/fr/projets/") == "fr"
    assert language_of_address("/de/") == "de"
    for other in ("https://other.example/fr/", "/documents/1/fr/", "fr/x", "mailto:a@b.org", "", "/france/"):
        assert language_of_address(other) == ""


@pytest.mark.parametrize(
    ("language", "text", "last"),
    [
        ("fr", "le 1er septembre 2023", date(2023, 9, 1)),
        ("fr", "en septembre 2023", date(2023, 9, 30)),
        ("en", "on 15 September 2023", date(2023, 9, 15)),
        ("en", "on September 15, 2023", date(2023, 9, 15)),
        ("en", "in December 2023", date(2023, 12, 31)),
        ("nl", "op 3 maart 2024", date(2024, 3, 3)),
        ("de", "am 15. September 2023", date(2023, 9, 15)),
        ("de", "am 15.09.2023", date(2023, 9, 15)),
        ("en", "2023-09-15", date(2023, 9, 15)),
        ("en", "in 2023", date(2023, 12, 31)),
    ],
)
def test_dates(language: str, text: str, last: date) -> None:
    assert [found for _, found in dates(text, language)] == [last]


def texts_page(db: Any, language: str, *blocks: tuple[str, Any], **fields: Any) -> ContentPage:
    stream = ContentPage._meta.get_field("body").stream_block
    raw = [{"type": kind, "value": value} for kind, value in blocks]
    page = ContentPage(
        title="x", **factories.by_column(ContentPage, {"body": {language: stream.to_python(raw)}, **fields})
    )
    page.pk = 0
    return page


def codes(page: Any) -> list[str]:
    return [problem.code for problem in problems_of(page)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Un premier appel s’ouvrira en septembre 2023."),
        ("en", "A first call will open in September 2023."),
        ("nl", "Een eerste oproep zal in september 2023 opengaan."),
        ("de", "Ein erster Aufruf wird am 15. September 2023 veröffentlicht."),
    ],
)
@time_machine.travel("2026-06-01")
def test_past_dates_announced(db: Any, language: str, text: str) -> None:
    page = texts_page(db, language, ("paragraph", f"<p>Avant. {text} Après.</p>"))
    assert codes(page) == [ProblemCode.PAST_DATE]
    assert problems_of(page)[0].excerpt == text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Un premier appel s’est ouvert en septembre 2023."),
        ("fr", "L’appel s’ouvrira en septembre 2027."),
        ("fr", "Le projet durera de 2022 à 2027 et lancera un appel."),
        ("fr", "Les visiteurs viendront comme en 2023."),
        ("en", "A call opened in 2023. The next one will open soon."),
        ("nl", "De oproep sloot op 3 maart 2024."),
        ("de", "Der Aufruf wurde 2023 veröffentlicht."),
    ],
)
@time_machine.travel("2026-06-01")
def test_dates_rightly_told(db: Any, language: str, text: str) -> None:
    assert codes(texts_page(db, language, ("paragraph", f"<p>{text}</p>"))) == []


@pytest.mark.django_db
def test_empty_sections(db: Any) -> None:
    page = texts_page(
        db,
        "en",
        ("heading", {"text": "One"}),
        ("heading", {"text": "Two"}),
        ("paragraph", "<p></p>"),
        ("heading", {"text": "Three"}),
        ("paragraph", "<p>Text.</p>"),
        ("heading", {"text": "Four"}),
    )
    found = problems_of(page)
    assert [(problem.code, problem.excerpt) for problem in found] == [
        (ProblemCode.EMPTY_SECTION, name) for name in ("One", "Two", "Four")
    ]


@pytest.mark.django_db
def test_alternative_texts_by_language(db: Any) -> None:
    image = picture()
    for language, expected in (
        ("fr", []),
        ("nl", []),
        ("en", [ProblemCode.NO_ALTERNATIVE]),
        ("de", [ProblemCode.NO_ALTERNATIVE]),
    ):
        assert codes(texts_page(db, language, ("image", {"image": image.pk, "caption": ""}))) == expected
    type(image).objects.filter(pk=image.pk).update(is_decorative=True)
    assert codes(texts_page(db, "en", ("image", {"image": image.pk, "caption": ""}))) == []


@pytest.mark.django_db
def test_links(db: Any, settings: Any) -> None:
    settings.SITE_URL = "https://portal.example"
    known = ContentPage.objects.first().pk
    html = (
        '<p><a href="https://portal.example/fr/projets/">De projecten</a> '
        f'<a linktype="page" id="{known}">hier</a> <a linktype="page" id="999999">De strategie</a> '
        '<a linktype="document" id="999999">Het document</a> <a href="https://other.example/fr/">Elders</a></p>'
    )
    blocks = [
        {
            "type": "item",
            "id": "a",
            "value": {"text": "Lees meer", "page": None, "url": "https://portal.example/de/"},
        },
        {"type": "item", "id": "b", "value": {"text": "De strategie", "page": 999999, "url": ""}},
        {"type": "item", "id": "c", "value": {"text": "De pagina", "page": known, "url": ""}},
    ]
    page = texts_page(db, "nl", ("paragraph", html), ("links", blocks))
    assert sorted(codes(page)) == sorted(
        [
            "link_language",
            "empty_link",
            "missing_target",
            "missing_target",
            "empty_link",
            "link_language",
            "missing_target",
        ]
    )
    with translation.override("en"):
        messages = [problem.message for problem in problems_of(page)]
    assert any("French address https://portal.example/fr/projets/" in message for message in messages)
