"""Wordings that would not name what the grant asks for are refused on their field."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from projects.acknowledgement.models import AcknowledgementWording
from tests.factories import by_column

pytestmark = pytest.mark.django_db


def errors(**fields: Any) -> dict[str, list[str]]:
    values = by_column(AcknowledgementWording, {"source_note": "A test"} | fields)
    try:
        AcknowledgementWording(**values).full_clean()
    except ValidationError as error:
        return error.message_dict
    return {}


def column(field: str, language: str) -> str:
    return next(iter(by_column(AcknowledgementWording, {field: {language: ""}})))


def test_the_number_must_be_named() -> None:
    found = errors(generation="h2020", statement={"nl": "Dank u."})
    assert set(found) == {column("statement", "nl")}


def test_the_authority_must_be_named() -> None:
    found = errors(generation="direct_2021", role="funded", disclaimer={"fr": "Rien."})
    assert set(found) == {column("disclaimer", "fr")}
    assert not errors(generation="direct_2021", role="funded", statement={"fr": "Payé par l’Europe"})


def test_other_places_are_refused() -> None:
    found = errors(generation="h2020", statement={"de": "{nummer} und {number}"})
    assert "{nummer}" in found[column("statement", "de")][0]


@pytest.mark.parametrize(
    ("generation", "role"), [("h2020", "funded"), ("direct_2021", ""), ("rrf", "cofunded")]
)
def test_the_role_must_fit_the_generation(generation: str, role: str) -> None:
    assert "role" in errors(generation=generation, role=role)
