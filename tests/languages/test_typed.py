"""Amounts and deadlines as people type them."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from cluster_portal.languages.codes import content_languages
from cluster_portal.languages.typed import read_number, shown_number
from projects.models import CallPage, ProjectPage
from tests import factories
from tests.staff.posting import form_data

AMOUNT = Decimal("3200000.50")


@pytest.mark.parametrize("language", content_languages())
@pytest.mark.parametrize(
    "typed",
    [
        "3 200 000,50",
        "3\u00a0200\u00a0000,50",
        "3\u202f200\u202f000,50",
        "3.200.000,50",
        "3,200,000.50",
        "3’200’000.50",
        "3200000.5",
        " 3200000,50 ",
    ],
)
def test_what_can_mean_one_number_only_is_read_in_every_language(typed: str, language: str) -> None:
    with translation.override(language):
        assert read_number(typed) == AMOUNT


@pytest.mark.parametrize("language", content_languages())
def test_what_is_shown_is_read_back(language: str) -> None:
    with translation.override(language):
        for number in ("3200000.50", "1234", "0.125", "-7", "12", "1000000", "999.99"):
            value = Decimal(number).quantize(Decimal("0.01")) if number != "0.125" else Decimal("0.12")
            assert read_number(shown_number(value)) == value
        assert read_number(shown_number(Decimal("50.63300"), grouped=False), grouped=False) == Decimal(
            "50.633"
        )


@pytest.mark.parametrize(
    ("language", "typed", "expected"),
    [
        ("en", "1,234", 1234),
        ("nl", "1.234", 1234),
        ("de", "1.234", 1234),
        ("fr", "1 234", 1234),
        ("en", "1.234", None),
        ("nl", "1,234", None),
        ("de", "1,234", None),
        ("fr", "1.234", None),
        ("fr", "1,234", None),
    ],
)
def test_what_may_be_two_numbers_is_refused(language: str, typed: str, expected: int | None) -> None:
    with translation.override(language):
        if expected is not None:
            assert read_number(typed) == expected
            return
        with pytest.raises(ValidationError, match="1234"):
            read_number(typed)


@pytest.mark.parametrize(
    "typed", ["1 23 456", "12.34.56", "1,2,3", "abc", "1e5", "٣", "²", "1.234,567.8", ",", "--1"]
)
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        read_number(typed)


def browser(language: str) -> Client:
    client = Client()
    client.force_login(factories.user(is_superuser=True, language=language))
    return client


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("fr", "3\u202f200\u202f000,5"),
        ("en", "3,200,000.5"),
        ("nl", "3.200.000,5"),
        ("de", "3.200.000,5"),
    ],
)
def test_an_amount_is_saved_and_shown_back(language: str, shown: str) -> None:
    page, client = factories.project(), browser(language)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = form_data(client.get(address).context["form"])
    answer = client.post(address, data | {"budget": "3 200 000,50"})
    assert answer.status_code == 302
    draft = ProjectPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert draft.budget == AMOUNT
    answer = client.get(address)
    html = answer.content.decode()
    assert f'name="budget" value="{shown}"' in html
    assert 'type="number"' not in html


@pytest.mark.django_db
@pytest.mark.usefixtures("translated")
@pytest.mark.parametrize("language", content_languages())
def test_a_deadline_without_a_time_is_asked_for_it(language: str) -> None:
    now = timezone.now()
    page, client = factories.call(opens_at=now, closes_at=now + timedelta(days=9)), browser(language)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data: dict[str, Any] = form_data(client.get(address).context["form"])
    answer = client.post(address, data | {"closes_at": "2031-05-01"})
    assert "2031-05-01 17:00" in str(answer.context["form"].errors["closes_at"])
    assert client.post(address, data | {"closes_at": "2031-05-01 17:00"}).status_code == 302
    draft = CallPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert timezone.localtime(draft.closes_at).hour == 17
