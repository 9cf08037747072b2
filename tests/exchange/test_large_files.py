"""Files that are too large to be read while somebody waits: the worker has them, and the page says how far it is."""

from typing import Any

import pytest
from django.conf import settings as portal_settings
from django.test import Client

from cluster_portal.exchange import formats, tasks
from cluster_portal.exchange.models import Upload
from cluster_portal.languages.codes import get_value
from tests import factories
from tests.exchange.test_screens import exported, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff() -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(factories.user(is_superuser=True, language="en"))
    return client


@pytest.fixture
def worker(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every file be large, and tasks wait for a worker that is called by hand."""
    monkeypatch.setattr(formats, "_MOST_AT_ONCE", 10)
    settings.TASKS = portal_settings.TASKS | {
        "default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}
    }


def test_a_large_file_is_read_and_imported_by_the_worker(staff: Client, full_page: Any, worker: None) -> None:
    content = exported(staff, full_page).replace(b"Volledige pagina", b"Hele pagina")
    address = upload(staff, content).url
    kept = Upload.objects.get()
    assert b"is being read" in staff.get(address).content
    tasks.progress_of(kept)(40, 100)
    assert b'value="40"' in staff.get(address).content
    tasks.look_at.call(kept.pk)
    assert b"Hele pagina" in staff.get(address).content
    for _twice in range(2):
        staff.post(address, {"apply": "1"})
    assert b"is being imported" in staff.get(address).content
    tasks.carry_out.call(kept.pk)
    assert b"What was imported" in staff.get(address, follow=True).content
    page = type(full_page).objects.get(pk=full_page.pk)
    assert get_value(page.get_latest_revision_as_object(), "title", "nl") == "Hele pagina"


def test_a_large_file_that_cannot_be_read_is_told_and_forgotten(staff: Client, worker: None) -> None:
    address = upload(staff, b"<html>" + b"x" * 100 + b"</html>", "a.xlf").url
    tasks.look_at.call(Upload.objects.get().pk)
    answer = staff.get(address, follow=True)
    assert b"neither XLIFF 1.2 nor XLIFF 2.0" in answer.content
    assert not Upload.objects.exists()


def test_three_hundred_thousand_units_are_not_read_in_the_request(
    staff: Client, worker: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "cluster_portal.exchange.forms.read", lambda content: pytest.fail("It was read in the request.")
    )
    unit = b'<trans-unit id="%d"><source>a</source></trans-unit>'
    content = b"<xliff>" + b"".join(unit % number for number in range(300_000)) + b"</xliff>"
    assert upload(staff, content, "a.xlf").status_code == 302


def test_a_large_file_may_be_forgotten_while_it_is_read_and_not_while_it_is_imported(
    staff: Client, worker: None
) -> None:
    address = upload(staff, b"x" * 100).url
    assert b"Forget the file" in staff.get(address).content
    Upload.objects.update(step=Upload.Step.IMPORTING)
    staff.post(address, {"cancel": "1"})
    assert b"is being imported" in staff.get(address).content
    Upload.objects.update(step=Upload.Step.READING)
    staff.post(address, {"cancel": "1"})
    assert not Upload.objects.exists()


def test_a_fault_while_a_large_file_is_read_is_told(
    staff: Client, worker: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = upload(staff, b"x" * 100).url
    monkeypatch.setattr(tasks, "read", lambda content: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        tasks.look_at.call(Upload.objects.get().pk)
    assert b"could not be worked on to its end" in staff.get(address, follow=True).content
