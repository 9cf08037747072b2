"""Beginning an empty portal for another cluster."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from wagtail.models import Site

from cluster_portal.accounts.models import User
from cluster_portal.content.models import LoadedRecord
from cluster_portal.identity.models import PortalSettings
from cluster_portal.pages.models import PortalPage
from projects.models import Participation

pytestmark = pytest.mark.django_db
NAME = "Pôle « Bois & Acier »"


@pytest.fixture
def empty(db: None) -> None:
    """Take the demo content away."""
    LoadedRecord.objects.all().delete()
    PortalSettings.objects.all().delete()
    Site.objects.all().delete()
    Participation.objects.all().delete()
    PortalPage.objects.get(depth=2).delete()


def test_it_makes_sections_settings_and_an_administrator(
    empty: None, reader: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("start_portal", name=NAME, languages="en,de", admin="Ann@Example.org")
    printed = capsys.readouterr().out
    person = User.objects.get(email__iexact="ann@example.org")
    assert person.is_superuser
    assert person.language == "en"
    password = printed.split("password ")[1].split(" ")[0]
    assert person.check_password(password)
    assert "PORTAL_LANGUAGES=en,de" in printed
    home = PortalPage.objects.get(depth=2)
    assert home.live_languages == ["en", "de"]
    answer = reader.get("/en/")
    assert answer.status_code == 200
    assert "Pôle « Bois &amp; Acier »" in answer.content.decode()
    assert "MecaTech" not in answer.content.decode()
    for address in ("/de/strategie/", "/en/projects/", "/de/partner/", "/en/accessibility/"):
        assert reader.get(address).status_code == 200


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        ({"languages": "en,xx"}, "xx"),
        ({"admin": "nobody"}, "nobody"),
        ({"name": " "}, "--name"),
        ({"password": "short"}, "--password"),
    ],
)
def test_a_mistake_is_named_and_nothing_is_made(empty: None, options: dict[str, str], complaint: str) -> None:
    given = {"name": NAME, "languages": "en", "admin": "ann@example.org"} | options
    with pytest.raises(CommandError, match=complaint):
        call_command("start_portal", **given)
    assert not PortalPage.objects.filter(depth__gt=1).exists()
    assert not User.objects.filter(email="ann@example.org").exists()


def test_it_refuses_a_portal_that_has_begun(db: None) -> None:
    with pytest.raises(CommandError, match="has pages already"):
        call_command("start_portal", name=NAME, admin="ann@example.org")
