"""People to contact are shown once they have agreed, and until their last day."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from cluster_portal.identity.models import Contact
from cluster_portal.languages.codes import content_languages
from partners.models import PartnerContact, PartnerPage
from tests import factories

pytestmark = pytest.mark.django_db


def today(days: int = 0) -> date:
    return timezone.localdate() + timedelta(days=days)


@pytest.mark.parametrize(
    ("consented_on", "expires_on", "shown"),
    [
        (0, None, True),
        (-10, 0, True),
        (-10, 30, True),
        (None, None, False),
        (None, 30, False),
        (-10, -1, False),
        (1, None, False),
    ],
)
def test_consent_and_last_day(
    reader: Client, consented_on: int | None, expires_on: int | None, shown: bool
) -> None:
    partner = factories.partner()
    contact = factories.record(
        Contact, name="Ada Byron", role={"fr": "Directrice", "de": "Leiterin"}, email="ada@example.org"
    )
    factories.record(
        PartnerContact,
        partner=partner,
        contact=contact,
        consented_on=None if consented_on is None else today(consented_on),
        expires_on=None if expires_on is None else today(expires_on),
    )
    for language in content_languages():
        html = reader.get(partner.get_url_in(language)).content.decode()
        assert ("Ada Byron" in html) is shown
        assert ("ada@example.org" in html) is shown
    preview = PartnerPage.objects.get(pk=partner.pk)
    rows = [row for row in preview.contacts.all() if row.is_shown_on(today())]
    assert bool(rows) is shown


def test_no_cache_keeps_a_contact_past_its_last_day(reader: Client) -> None:
    request = reader.get(factories.partner().get_url_in("fr")).wsgi_request
    assert request.fresh_until <= timezone.now() + timedelta(days=1, hours=1)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"consented_on": today(1)}, "consented_on"),
        ({"consented_on": today(), "expires_on": today(-1)}, "expires_on"),
    ],
)
def test_a_contact_refuses(fields: dict[str, Any], field: str) -> None:
    row = PartnerContact(contact=factories.record(Contact, name="Ada"), **fields)
    with pytest.raises(ValidationError) as caught:
        row.clean()
    assert field in caught.value.message_dict
