"""Writing down which pages name which files: by two people at once, and for what was there before."""

from typing import Any

import pytest
from django.test import Client

from cluster_portal.media import uses
from cluster_portal.media.models import FileUse
from tests import factories
from tests.media.test_files_follow_pages import block, close, document, got, named_by_body

pytestmark = pytest.mark.django_db


def test_a_file_that_two_write_down_at_once_is_closed_when_it_is_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found, page, add = document(), factories.plain_page(), uses._add

    def after_a_publication(*args: Any, **options: Any) -> None:
        monkeypatch.setattr(uses, "_add", add)
        FileUse.objects.create(page_id=page.pk, document=found, language="fr", is_live=True)
        add(*args, **options)

    # A draft is saved while somebody publishes the page.
    monkeypatch.setattr(uses, "_add", after_a_publication)
    factories.publish_edit(page, body={"fr": block(found)})
    assert got(Client(), found) == 200
    factories.publish_edit(page, body={"fr": []})
    assert got(Client(), found) == 404


def test_a_file_that_is_published_while_its_draft_is_saved_is_open(monkeypatch: pytest.MonkeyPatch) -> None:
    found, page, add = document(), factories.plain_page(), uses._add

    def after_a_draft(*args: Any, **options: Any) -> None:
        FileUse.objects.get_or_create(page_id=page.pk, document=found, language="fr")
        add(*args, **options)

    factories.edit(page, body={"fr": block(found)})
    FileUse.objects.all().delete()
    monkeypatch.setattr(uses, "_add", after_a_draft)
    factories.publish(type(page).objects.get(pk=page.pk).get_latest_revision_as_object())
    assert got(Client(), found) == 200


def test_the_list_of_uses_is_written_again() -> None:
    found = document()
    close(named_by_body(found), "password", password="x")
    FileUse.objects.all().delete()
    assert got(Client(), found) == 200
    uses.rebuild()
    assert got(Client(), found) == 404
