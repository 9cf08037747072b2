"""Stored findings: up to date with what is saved, shown in the report and beside the form."""

from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.test import Client, RequestFactory
from django.urls import reverse

from cluster_portal.editorial.findings import look_at_everything
from cluster_portal.editorial.models import Finding
from cluster_portal.editorial.side_panels import EditorialSidePanel
from cluster_portal.identity.models import Notice
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def faulty() -> Any:
    """Return a page with a slip in French and one in English."""
    return factories.plain_page(title={"fr": "L'appel", "en": "Two  spaces"})


def test_the_content_of_the_portal_is_clean() -> None:
    found: list[str] = []
    looked = look_at_everything(
        lambda record, problem: found.append(f"{record}: {problem.message} {problem.excerpt}")
    )
    assert found == []
    assert looked.records >= 60


def test_findings_follow_what_is_saved(faulty: Any) -> None:
    assert set(Finding.objects.of_record(faulty).values_list("language", "code")) == {
        ("fr", "typography"),
        ("en", "typography"),
    }
    factories.edit(faulty, title={"fr": "L’appel"})
    assert list(Finding.objects.of_record(faulty).values_list("language", flat=True)) == ["en"]
    faulty.delete()
    assert not Finding.objects.filter(object_id=faulty.pk).exists()


def test_findings_on_shared_content() -> None:
    notice = factories.record(Notice, text={"en": "Three dots..."})
    assert Finding.objects.of_record(notice).count() == 1
    notice.delete()
    assert not Finding.objects.exists()


def test_dates_pass_although_nobody_writes() -> None:
    with time_machine.travel("2026-01-01"):
        page = factories.plain_page(title={"en": "A"}, summary={"en": "The call will open in March 2026."})
        assert not Finding.objects.of_record(page).exists()
    with time_machine.travel("2026-05-01"):
        out = StringIO()
        call_command("check_texts_of_content", stdout=out)
        assert Finding.objects.of_record(page).count() == 1
        assert "March 2026 is over" in out.getvalue()
        with pytest.raises(CommandError):
            call_command("check_texts_of_content", "--strict", stdout=StringIO())


def test_report(faulty: Any, django_assert_max_num_queries: Any) -> None:
    client = Client()
    client.force_login(factories.user(is_superuser=True, language="en"))
    address = reverse("editorial_report")
    client.get(address)
    with django_assert_max_num_queries(25):
        page = client.get(address).content.decode()
    assert reverse("wagtailadmin_pages:edit", args=[faulty.pk]) in page
    assert "straight apostrophe" in page
    only = client.get(f"{address}?language=en").content.decode()
    assert "Two spaces follow" in only
    assert "straight apostrophe" not in only
    assert "Nothing to improve" in client.get(f"{address}?code=empty_link").content.decode()
    assert client.get(f"{address}?export=csv").status_code == 200


def test_side_panel(faulty: Any) -> None:
    request = RequestFactory().get("/")
    request.user = factories.user(is_superuser=True)
    panel = EditorialSidePanel(faulty, request)
    html = panel.render_html({"request": request})
    assert "straight apostrophe" in html
    assert 'lang="fr"' in html
    clean = factories.plain_page(title={"fr": "Propre"})
    assert "Nothing to improve" in EditorialSidePanel(clean, request).render_html({"request": request})
