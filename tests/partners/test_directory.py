"""The directory of partners: found by any of their names, in the reader's order, by country."""

import re
from typing import Any

import pytest
from django.test import Client

from cluster_portal.languages.codes import content_languages
from partners.marks import initials
from partners.models import FormerName, PartnerPage
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def society() -> PartnerPage:
    partner = factories.partner(
        title={"fr": "Société d’Énergie", "nl": "Energiemaatschappij", "de": "Energiegesellschaft Süd"},
        acronym="SÉN",
        city={"fr": "Liège", "nl": "Luik", "de": "Lüttich"},
        country="BE",
    )
    factories.record(FormerName, partner=partner, name="Compagnie générale d’Électricité", until=1999)
    return partner


def found(reader: Client, query: str, language: str = "fr") -> list[str]:
    """Return the addresses of the partners that the directory lists for a query."""
    index = factories.partner_index().get_url_in(language)
    answer = reader.get(index, {"q": query})
    assert answer.status_code == 200
    return re.findall(rf'<h4><a[^>]* href="({index}[^"]+/)"', answer.content.decode())


@pytest.mark.parametrize("language", content_languages())
@pytest.mark.parametrize(
    "query",
    [
        "Société d’Énergie",
        "société",
        "SOCIÉTÉ",
        "societe",
        "energiegesellschaft sud",
        "SÜD",
        "sén",
        "générale",
        "GÉNÉRALE",
        "compagnie generale",
        "ELECTRICITE",
        "luik",
        "lüttich",
        "liege",
        "  societe  ",
    ],
)
def test_a_partner_is_found_by_any_name_in_any_case_and_accent(
    reader: Client, society: PartnerPage, query: str, language: str
) -> None:
    assert society.get_url_in(language) in found(reader, query, language)


@pytest.mark.parametrize("query", ["%", "_", "\\", '"', "nulle part", "\0", "x" * 5_000, "%%%"])
def test_what_no_partner_bears_finds_none(reader: Client, society: PartnerPage, query: str) -> None:
    answers = found(reader, query)
    assert society.get_url_in("fr") not in answers or not query.strip("\0 ")


def test_without_a_query_all_are_listed(reader: Client, demo: Any) -> None:
    assert len(found(reader, "")) == PartnerPage.objects.count()
    assert len(found(reader, "   ")) == PartnerPage.objects.count()


def test_the_query_is_repeated_as_text(reader: Client) -> None:
    html = reader.get(factories.partner_index().get_url_in("fr"), {"q": "<b>x</b>"}).content.decode()
    assert "<b>x</b>" not in html
    assert "&lt;b&gt;x&lt;/b&gt;" in html


@pytest.mark.parametrize("language", content_languages())
def test_countries_and_partners_stand_in_the_readers_order(reader: Client, language: str) -> None:
    from anyascii import anyascii

    html = reader.get(factories.partner_index().get_url_in(language)).content.decode()
    countries = re.findall(r'<div class="partner-group"[^>]*>\s*<h3>([^<]+?)\s*<', html)
    assert len(countries) > 5
    assert countries == sorted(countries, key=lambda name: anyascii(name).casefold())


def test_a_partner_of_which_the_country_is_not_known_stands_last(reader: Client) -> None:
    partner = factories.partner(title={"fr": "Ailleurs"}, country="")
    assert found(reader, "")[-1] == partner.get_url_in("fr")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("CIMES", "CIMES"),
        ("EMC2", "EMC2"),
        ("Green Tech Latvia", "GTL"),
        ("Cluster de Mécanique", "CM"),
        ("Mesap", "MES"),
        ("MICROTECH", "MIC"),
        ("", ""),
        ("—", ""),
    ],
)
def test_initials(name: str, expected: str) -> None:
    assert initials(name) == expected


def test_a_successor_and_its_predecessor_name_each_other(reader: Client, society: PartnerPage) -> None:
    new = factories.partner(title={"fr": "Nouvelle"})
    factories.publish_edit(society, successor=new)
    assert new.get_url_in("fr") in reader.get(society.get_url_in("fr")).content.decode()
    assert society.get_url_in("fr") in reader.get(new.get_url_in("fr")).content.decode()
    PartnerPage.objects.get(pk=new.pk).unpublish()
    assert new.get_url_in("fr") not in reader.get(society.get_url_in("fr")).content.decode()


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"latitude": 50}, "longitude"),
        ({"longitude": 4}, "latitude"),
        ({"latitude": 91, "longitude": 4}, "latitude"),
        ({"latitude": 50, "longitude": 181}, "longitude"),
        ({"founded": 1500}, "founded"),
        ({"country": "XX"}, "country"),
        ({"website": "ICI"}, "website"),
    ],
)
def test_a_partner_refuses(society: PartnerPage, fields: dict[str, Any], field: str) -> None:
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError) as caught:
        factories.edit(society, **fields)
    assert field in caught.value.message_dict


def test_a_partner_does_not_succeed_itself(society: PartnerPage) -> None:
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError):
        factories.edit(society, successor=society)
