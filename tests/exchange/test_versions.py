"""What is imported or translated by machine is a version in the history of a record, and a draft of the settings."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cluster_portal.exchange.machine.filling import fill_missing
from cluster_portal.identity.models import KeyFigure, PortalSettings
from tests import factories
from tests.exchange.test_screens import staff, upload

__all__ = ["staff"]

pytestmark = pytest.mark.django_db


def imported(client: Client, record: Any, old: bytes, new: bytes) -> None:
    """Export a kind of record to Dutch, change a text in the file, and import it."""
    fields = {"source": "fr", "target": "nl", "form": "po", "kinds": [record._meta.label_lower]}
    content = client.post(reverse("exchange_export"), fields).content
    assert old in content
    answer = upload(client, content.replace(old, new))
    assert client.post(answer.url, {"apply": "1"}).status_code == 302


def history(client: Client, record: Any) -> str:
    address = reverse(type(record).snippet_viewset.get_url_name("history"), args=[record.pk])
    return client.get(address).content.decode()


def test_an_import_is_a_version_of_a_record(staff: Client) -> None:
    label = {"fr": "Membres du réseau", "nl": "Leden van het netwerk"}
    figure = factories.record(KeyFigure, label=label, value="1", as_of="2026-01-01")
    imported(staff, figure, b"Leden van het netwerk", b"Alle leden")
    figure.refresh_from_db()
    versions = [row.content["label_nl"] for row in figure.revisions.order_by("created_at", "pk")]
    assert figure.label_nl == "Alle leden"
    assert versions == ["Leden van het netwerk", "Alle leden"]
    html = history(staff, figure)
    assert "Translations imported" in html
    for row in figure.revisions.all():
        assert f"/revisions/{row.pk}/revert/" in html or row == figure.latest_revision


def test_an_import_into_the_settings_is_a_draft_on_top_of_the_draft(staff: Client, reader: Client) -> None:
    settings = PortalSettings.objects.get()
    settings.tagline_nl, settings.operator = "Ontwerp van de slagzin", "Not yet"
    settings.save_revision()
    imported(staff, settings, b"Ontwerp van de slagzin", b"Nieuwe slagzin")
    html = reader.get("/nl/").content.decode()
    assert "slagzin" not in html
    assert "Not yet" not in html
    draft = PortalSettings.objects.get().get_latest_revision_as_object()
    assert (draft.tagline_nl, draft.operator) == ("Nieuwe slagzin", "Not yet")


class Dutch:
    """A translator that translates everything in the same way."""

    def translate(self, texts: list[str], source: str, target: str, glossary: dict[str, str]) -> list[str]:
        """Return a text for each."""
        return ["Vertaald" for _text in texts]


def test_machine_translation_is_a_version_and_a_draft(reader: Client) -> None:
    person = factories.user(is_superuser=True)
    figure = factories.record(KeyFigure, label={"fr": "Membres"}, value="1", as_of="2026-01-01")
    settings = PortalSettings.objects.get()
    PortalSettings.objects.filter(pk=settings.pk).update(tagline_nl=None)
    settings.refresh_from_db()
    fill_missing([figure, settings], "nl", Dutch(), user=person)  # type: ignore[arg-type]
    figure.refresh_from_db()
    settings.refresh_from_db()
    assert figure.label_nl == "Vertaald"
    assert [row.user for row in figure.revisions.order_by("created_at", "pk")] == [None, person]
    assert settings.tagline_nl is None
    assert settings.get_latest_revision_as_object().tagline_nl == "Vertaald"
    assert "Vertaald" not in reader.get("/nl/").content.decode()
