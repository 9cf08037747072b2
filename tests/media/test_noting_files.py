"""Writing down which pages name which files: by two people at once, and for what was there before."""

from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from cluster_portal.media import uses
from cluster_portal.media.models import FileUse
from cluster_portal.operations.jobs import registered_jobs
from projects.consortium.models import ConsortiumPage
from tests import factories
from tests.media.test_files_follow_pages import block, close, document, got, named_by_body, rich_text

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


def test_after_an_update_files_that_were_named_before_it_are_closed_at_once() -> None:
    closed, drafted, earlier, of_consortium = files = [document() for _n in range(4)]
    close(named_by_body(closed), "password", password="x")
    page = factories.plain_page()
    factories.edit(page, body={"fr": block(earlier)})
    factories.edit(page, body={"fr": block(drafted)})
    project = factories.project()
    factories.record(ConsortiumPage, project=project, title="P", body={"en": rich_text(of_consortium)})
    public, unnamed = document(), document()
    named_by_body(public)
    # As when the list did not exist.
    FileUse.objects.all().delete()
    assert {got(Client(), found) for found in files} == {200}
    call_command("migrate", verbosity=0)
    assert {got(Client(), found) for found in files} == {404}
    assert {got(Client(), found) for found in (public, unnamed)} == {200}


def test_the_worker_finds_what_was_written_past_the_models() -> None:
    found, of_consortium = document(), document()
    close(named_by_body(found), "password", password="x")
    project = factories.project()
    factories.record(ConsortiumPage, project=project, title="P", body={"en": rich_text(of_consortium)})
    FileUse.objects.all().delete()
    next(job for job in registered_jobs() if job.name == "files_of_pages").run()
    assert got(Client(), found) == got(Client(), of_consortium) == 404
