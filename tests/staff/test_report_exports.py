"""No export of Wagtail's lists and reports holds a formula, in CSV or XLSX."""

import csv
import io

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.contrib.redirects.models import Redirect
from wagtail.log_actions import log
from wagtail.models import Site

from cluster_portal.strategy.models import ContentPage
from tests import factories
from tests.addresses import addresses
from tests.ways.collecting import view_of

pytestmark = pytest.mark.django_db
FORMULA = '=HYPERLINK("http://evil.example")\x0b'


def exporting() -> list[str]:
    """Return the names of the addresses without parameters that export a list."""
    found = set()
    for address in addresses():
        view = getattr(view_of(address), "view_class", None)
        if address.is_admin and not address.keys and view and issubclass(view, SpreadsheetExportMixin):
            found.add(address.name)
    return sorted(found)


@pytest.fixture
def client() -> Client:
    """Return an administrator's browser; everything that a report may name begins like a formula."""
    person = factories.user(is_superuser=True, name=FORMULA.strip("\x0b"), language="en")
    page = factories.plain_page(title=dict.fromkeys(("fr", "en", "nl", "de"), FORMULA))
    ContentPage.objects.filter(pk=page.pk).update(locked=True, locked_by=person)
    log(instance=page, action="wagtail.edit", user=person)
    Redirect.objects.create(
        old_path="/=1+1", redirect_link="=1+1", site=Site.objects.get(is_default_site=True)
    )
    client = Client()
    client.force_login(person)
    return client


def test_there_are_lists_that_are_exported() -> None:
    assert {"wagtailadmin_reports:aging_pages", "wagtailadmin_reports:locked_pages"} <= set(exporting())
    assert len(exporting()) > 8


def test_a_title_that_begins_like_a_formula_stays_a_title(client: Client) -> None:
    answer = client.get(reverse("wagtailadmin_reports:aging_pages"), {"export": "csv"})
    assert "'=HYPERLINK" in b"".join(answer.streaming_content).decode()


@pytest.mark.parametrize("name", exporting())
def test_no_cell_is_a_formula(client: Client, name: str) -> None:
    answer = client.get(reverse(name), {"export": "csv"})
    if "text/csv" not in answer.get("Content-Type", ""):
        return
    text = b"".join(answer.streaming_content).decode()
    for row in csv.reader(io.StringIO(text)):
        assert not [cell for cell in row if cell.startswith(tuple("=+-@"))], name
    answer = client.get(reverse(name), {"export": "xlsx"})
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    for row in book.worksheets[0].iter_rows():
        assert not [cell for cell in row if cell.data_type == "f"], name
