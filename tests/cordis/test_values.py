"""Money, dates, countries, points, roles: what stands in the cells of CORDIS."""

from datetime import date
from decimal import Decimal

import pytest

from projects.cordis import names, persons, values


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("528340.97", "528340.97"),
        ("960619,95", "960619.95"),
        ("1.234.567,89", "1234567.89"),
        ("1,234,567.89", "1234567.89"),
        ("1 087 340 437,26", "1087340437.26"),
        ("230000", "230000.00"),
        ("0", "0.00"),
        ("0.005", "0.01"),
    ],
)
def test_an_amount_is_read_with_either_decimal_sign(cell, amount):
    assert values.money(cell) == Decimal(amount)


def test_an_empty_amount_is_none():
    assert values.money("  ") is None


@pytest.mark.parametrize("cell", ["abc", "-5", "1e30", "NaN", "12 apples"])
def test_what_is_no_amount_is_refused(cell):
    with pytest.raises(ValueError, match=cell):
        values.money(cell)


@pytest.mark.parametrize(
    ("cell", "codes"),
    [("EL", ["GR"]), ("UK", ["GB"]), ("XK", ["XK"]), ("be", ["BE"]), ("DE;HU", ["DE", "HU"]), ("", [])],
)
def test_country_codes_of_the_commission_become_iso_codes(cell, codes):
    assert values.countries(cell) == codes


@pytest.mark.parametrize("cell", ["ZZ", "BEL", "1A", "EU"])
def test_what_is_no_country_is_refused(cell):
    with pytest.raises(ValueError, match=cell):
        values.countries(cell)


@pytest.mark.parametrize("cell", ["2018-07-19 09:17:05", "2018-07-19", "19/07/2018", "19.07.2018"])
def test_days_are_read_in_the_ways_they_are_written(cell):
    assert values.day(cell) == date(2018, 7, 19)


@pytest.mark.parametrize("cell", ["", "0000-00-00"])
def test_a_missing_day_is_none(cell):
    assert values.day(cell) is None


def test_points():
    assert values.point("51.525895694,-0.13394298") == (Decimal("51.52590"), Decimal("-0.13394"))
    assert values.point("0,0") is None
    for cell in ("951.5,3", "here", "51.5"):
        with pytest.raises(ValueError, match=cell):
            values.point(cell)


@pytest.mark.parametrize(
    ("cell", "role"),
    [
        ("coordinator", "coordinator"),
        ("participant", "participant"),
        ("thirdParty", "third_party"),
        ("partner", "associated"),
        ("internationalPartner", "associated"),
    ],
)
def test_roles(cell, role):
    assert values.role(cell) == role


@pytest.mark.parametrize(
    ("cell", "status"), [("SIGNED", "signed"), ("Closed", "closed"), ("TERMINATED", "terminated")]
)
def test_the_status_is_one_of_three_words(cell, status):
    assert values.status(cell) == status


@pytest.mark.parametrize(
    "name",
    ["MUSTERFRAU Erika", "DE LA FUENTE Ana María", "O'NEILL Sean", "Dr. NOVÁK Jan", "DUPONT, Jean-Luc"],
)
def test_a_surname_in_capitals_before_a_given_name_without_address_is_a_person(name):
    assert persons.looks_like_person(name, address="", vat="")


@pytest.mark.parametrize(
    "name",
    [
        "THE WELLCOME TRUST LIMITED",
        "COMET GLOBAL INNOVATION, SL",
        "VITO Research",
        "IMEC",
        "Motor Neurone Disease Association",
        "FORUM FOR AGRICULTURAL RESEARCH IN AFRICA, GHANA",
        "3D Systems",
    ],
)
def test_organisations_are_no_persons(name):
    assert not persons.looks_like_person(name, address="", vat="")


def test_a_name_with_address_or_vat_number_is_kept():
    assert not persons.looks_like_person("MUSTER Bau", address="Hauptstr. 1", vat="")
    assert not persons.looks_like_person("MUSTER Bau", address="", vat="DE123")


def test_names_agree_whatever_their_case_accents_and_legal_form():
    assert names.key("Pôle MécaTech ASBL") == names.key("POLE MECATECH")
    assert names.key("Comet Global Innovation S.L.") == names.key("COMET GLOBAL INNOVATION, SL")
    assert names.key("SA") == "sa"


def test_names_in_capitals_are_written_for_people():
    assert names.presentable("THE WELLCOME TRUST LIMITED") == "The Wellcome Trust Limited"
    assert names.presentable("MUSTER GMBH") == "Muster GmbH"
    assert names.presentable("Motor Neurone Disease Association") == "Motor Neurone Disease Association"
    assert names.presentable("IMEC") == "IMEC"
