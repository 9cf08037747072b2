"""Wagtail's screens for redirects: what they refuse, list, export and import."""

import csv
from collections.abc import Callable
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from cluster_portal.media.models import PortalDocument
from cluster_portal.strategy.models import ContentPage
from tests import factories

pytestmark = pytest.mark.django_db
Staff = Callable[..., Client]


@pytest.fixture
def page(db: None) -> ContentPage:
    return factories.plain_page(title={"fr": "Cible", "en": "Target", "nl": "Doel", "de": "Ziel"})


def send(client: Client, key: int | None = None, **data: Any) -> Any:
    """Send the form of a new redirect, or of the one with this key."""
    name, args = ("wagtailredirects:edit", [key]) if key else ("wagtailredirects:add", [])
    sent = {"old_path": "", "site": "", "is_permanent": "on", "redirect_page": "", "redirect_link": ""} | data
    return client.post(reverse(name, args=args), sent)


def reasons(answer: Any) -> str:
    """Return why the form was refused."""
    assert answer.status_code == 200
    return str(answer.context["form"].errors.as_text())


@pytest.mark.parametrize("role", [(), ("Moderators",)])
def test_a_redirect_to_a_page(staff: Staff, reader: Client, page: ContentPage, role: tuple[str, ...]) -> None:
    assert send(staff(*role), old_path="/de/alt/?b=2&a=1", redirect_page=page.pk).status_code == 302
    assert Redirect.objects.get().old_path == "/de/alt?a=1&b=2"
    assert reader.get("/de/alt/?a=1&b=2").headers["Location"] == "/de/ziel/"


@pytest.mark.parametrize("link", ["/de/ziel/", "http://testserver/de/ziel/", "http://localhost:8000/de/ziel"])
def test_the_address_of_a_page_is_taken_for_the_page(staff: Staff, page: ContentPage, link: str) -> None:
    assert send(staff(), old_path="http://testserver/de/alt", redirect_link=link).status_code == 302
    made = Redirect.objects.get()
    assert (made.old_path, made.redirect_page_id, made.redirect_link) == ("/de/alt", page.pk, "")


def test_an_address_of_another_language_stays_one(staff: Staff, reader: Client, page: ContentPage) -> None:
    assert send(staff(), old_path="nl/oud", redirect_link="/de/ziel/").status_code == 302
    assert reader.get("/nl/oud/").headers["Location"] == "/de/ziel/"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ({"old_path": "/en/a", "redirect_link": "https://example.org/"}, "another site"),
        ({"old_path": "/en/a", "redirect_link": "//example.org/x"}, "another site"),
        ({"old_path": "/en/a", "redirect_link": "/\\example.org"}, "another site"),
        ({"old_path": "/en/a", "redirect_link": "https://testserver@example.org/"}, "another site"),
        ({"old_path": "/en/a", "redirect_link": "javascript:alert(1)"}, "another site"),
        ({"old_path": "/en/a", "redirect_link": "/en/nothing-here/"}, "nothing at this address"),
        ({"old_path": "https://example.org/en/a", "redirect_link": "/en/target/"}, "not an address of this"),
        ({"old_path": "/en/target/", "redirect_link": "/en/calls.ics"}, "Target"),
        ({"old_path": "/de/ziel", "redirect_link": "/en/calls.ics"}, "Ziel"),
        ({"old_path": "/en/target/?page=2", "redirect_link": "/en/calls.ics"}, "Target"),
        ({"old_path": "/en/space/?a=1", "redirect_link": "/en/target/"}, "portal itself"),
        ({"old_path": "/media/leaflet.pdf", "redirect_link": "/en/target/"}, "portal itself"),
        ({"old_path": "/static/leaflet.pdf?a=1", "redirect_link": "/en/target/"}, "portal itself"),
        ({"old_path": "/en/", "redirect_link": "/en/target/"}, "has this address"),
        ({"old_path": "/", "redirect_link": "/en/target/"}, "portal itself"),
        ({"old_path": "/en/space/", "redirect_link": "/en/target/"}, "portal itself"),
        ({"old_path": "/admin", "redirect_link": "/en/target/"}, "portal itself"),
        ({"old_path": "/admin/pages/x/", "redirect_link": "/en/target/"}, "portal itself"),
        ({"old_path": "/sitemap.xml", "redirect_link": "/en/target/"}, "portal itself"),
        ({"old_path": "/en/a", "redirect_link": "/en/a/?x=1"}, "nothing at this address"),
        ({"old_path": "/en/a"}, "where the redirect leads"),
        ({"old_path": "/en/" + "x" * 300, "redirect_link": "/en/target/"}, "255"),
        ({"redirect_link": "/en/target/"}, "old_path"),
    ],
)
def test_what_is_refused(staff: Staff, page: ContentPage, data: dict[str, Any], reason: str) -> None:
    client = staff(language="de" if reason == "Ziel" else "en")
    assert reason in reasons(send(client, **data))
    assert not Redirect.objects.exists()


def test_the_address_of_a_document_is_refused(staff: Staff, page: ContentPage) -> None:
    document = PortalDocument.objects.create(title="Plan", file=ContentFile(b"x", name="plan.pdf"))
    url = document.url
    client, target = staff(), "/en/target/"
    for old_path in (url, f"{url}?a=1"):
        assert "A document has" in reasons(send(client, old_path=old_path, redirect_link=target))
    assert send(client, old_path="/en/a", redirect_link=target).status_code == 302
    key = Redirect.objects.get().pk
    assert "A document has" in reasons(send(client, key, old_path=url, redirect_link=target))
    document.delete()
    assert send(client, old_path=url, redirect_link=target).status_code == 302


def test_circles_are_refused(staff: Staff, page: ContentPage) -> None:
    client = staff()
    page.unpublish()
    assert "in circles" in reasons(send(client, old_path="/en/target", redirect_page=page.pk))
    Redirect.add_redirect("/en/b", redirect_to="http://localhost:8000/en/c/")
    Redirect.add_redirect("/en/c", redirect_to="http://localhost:8000/en/a/")
    for link in ("/en/b/", "/en/c/", "/en/C/?x=1"):
        assert "in circles" in reasons(send(client, old_path="/en/a", redirect_link=link))
    assert send(client, old_path="/en/a", redirect_link="/en/calls.ics").status_code == 302
    key = Redirect.objects.get(old_path="/en/a").pk
    assert "in circles" in reasons(send(client, key, old_path="/en/a", redirect_link="/en/b/"))


def test_a_second_for_the_same_address_is_refused(staff: Staff, page: ContentPage) -> None:
    client = staff()
    Redirect.add_redirect("/en/a", redirect_to=page)
    assert "Target" in reasons(send(client, old_path="/en/a/", redirect_link="/en/calls.ics"))
    site = Site.objects.get(is_default_site=True)
    assert send(client, old_path="/en/a/", redirect_link="/en/calls.ics", site=site.pk).status_code == 302
    assert "leads to" in reasons(send(client, old_path="/en/a", redirect_page=page.pk, site=site.pk))


def test_a_page_outside_of_the_site_is_refused(staff: Staff, page: ContentPage) -> None:
    root = factories.home().get_parent()
    assert "outside of the site" in reasons(send(staff(), old_path="/en/a", redirect_page=root.pk))


def test_the_list_and_the_export_name_languages(staff: Staff, page: ContentPage, translated: None) -> None:
    Redirect.add_redirect("/de/alt", redirect_to=page)
    Redirect.add_redirect("/alt", redirect_to=page)
    client = staff("Moderators", language="nl")
    shown = client.get(reverse("wagtailredirects:index")).content.decode()
    for words in ("Deutsch", "alle talen", "/de/ziel/", "/nl/doel/", "Oud adres"):
        assert words in shown, words
    one = client.get(reverse("wagtailredirects:index_results"), {"language": "de"}).content.decode()
    assert "/de/alt" in one
    assert ">/alt<" not in one
    answer: Any = client.get(reverse("wagtailredirects:index"), {"export": "csv"})
    rows = list(csv.reader(StringIO(b"".join(answer.streaming_content).decode())))
    assert rows[0][:3] == ["Oud adres", "Taal", "Leidt naar"]
    assert ["/de/alt", "Deutsch", "/de/ziel/"] in [row[:3] for row in rows]


class TestImport:
    """All rows or none; each that is refused is named with its reason."""

    ROWS = [
        ("/en/one", "/en/target/"),
        ("/en/two", "https://example.org/"),
        ("/en/three", "/en/four"),
        ("/en/target", "/en/calls.ics"),
        ("/en/five", "/en/one/"),
        ("/en/one/", "/en/target/"),
        ("/en/self", "/en/self"),
        ("/en/space/", "/en/target/"),
        ("", "/en/target/"),
    ]

    def file(self, kind: str, rows: list[tuple[str, str]]) -> SimpleUploadedFile:
        if kind == "xlsx":
            book, data = openpyxl.Workbook(), BytesIO()
            for row in [("from", "to"), *rows]:
                book.active.append(row)  # type: ignore[union-attr]
            book.save(data)
            return SimpleUploadedFile("r.xlsx", data.getvalue())
        text = StringIO()
        csv.writer(text, delimiter="\t" if kind == "tsv" else ",").writerows([("from", "to"), *rows])
        return SimpleUploadedFile(f"r.{kind}", text.getvalue().encode())

    def send(self, client: Client, kind: str, rows: list[tuple[str, str]]) -> tuple[dict[str, Any], Any]:
        answer = client.post(reverse("wagtailredirects:start_import"), {"import_file": self.file(kind, rows)})
        hidden = {field.name: field.value() for field in answer.context["form"].hidden_fields()}
        data = {**hidden, "from_index": "0", "to_index": "1", "permanent": "on", "site": ""}
        return data, client.post(reverse("wagtailredirects:process_import"), data)

    @pytest.mark.parametrize("kind", ["csv", "xlsx", "tsv"])
    def test_a_file_with_bad_rows(self, staff: Staff, page: ContentPage, kind: str) -> None:
        client = staff("Moderators")
        data, answer = self.send(client, kind, self.ROWS)
        assert not Redirect.objects.exists()
        refused = {row.line: " ".join(row.reasons) for row in answer.context["refused"]}
        assert list(refused) == [3, 4, 5, 7, 8, 9, 10]
        assert "another site" in refused[3]
        assert "Target" in refused[5]
        assert "already" in refused[7]
        shown = answer.content.decode()
        assert all(row[0] in shown for row in self.ROWS[1:4])
        assert (
            client.post(reverse("wagtailredirects:process_import"), data | {"only-good": "1"}).status_code
            == 302
        )
        assert set(Redirect.objects.values_list("old_path", flat=True)) == {"/en/one", "/en/five"}

    def test_a_good_file(self, staff: Staff, reader: Client, page: ContentPage) -> None:
        client = staff()
        data, answer = self.send(
            client, "csv", [("/en/one", "/en/target/"), ("/en/two", "/en/one/"), ("", "")]
        )
        assert answer.status_code == 302
        assert reader.get("/en/two/").headers["Location"] == "/en/target/"
        again = client.post(reverse("wagtailredirects:process_import"), data)
        assert again.headers["Location"] == reverse("wagtailredirects:start_import")

    @pytest.mark.parametrize("name", ["import_file_name", "input_format"])
    @pytest.mark.parametrize("value", [None, "", "passwd", "passwd:x"])
    def test_a_form_without_its_file_or_with_another(
        self, staff: Staff, page: ContentPage, name: str, value: str | None
    ) -> None:
        client = staff()
        data, _answer = self.send(client, "csv", [("/en/two", "https://example.org/")])
        sent = {key: held for key, held in {**data, name: value}.items() if held is not None}
        assert client.post(reverse("wagtailredirects:process_import"), sent).status_code == 400

    def test_two_rows_that_lead_to_each_other(self, staff: Staff, page: ContentPage) -> None:
        Redirect.add_redirect("/en/b", redirect_to="http://localhost:8000/en/calls.ics")
        _data, answer = self.send(staff(), "csv", [("/en/a", "/en/b"), ("/en/b", "/en/a")])
        assert [row.line for row in answer.context["refused"]] == [3]

    def test_editors_may_not(self, staff: Staff) -> None:
        client = staff("Editors")
        assert client.post(reverse("wagtailredirects:process_import")).status_code == 302
        assert client.get(reverse("wagtailredirects:index")).status_code == 302
        assert send(client, old_path="/en/a", redirect_link="/en/calls.ics").status_code == 302
        assert not Redirect.objects.exists()


def test_the_command_refuses_what_the_screen_refuses(
    tmp_path: Path, page: ContentPage, reader: Client
) -> None:
    source = tmp_path / "old.csv"
    rows = ["old,new", "/de/alt,/de/ziel/", "/de/eins,/de/zwei", "/de/zwei,/de/eins", "/de/ziel,/de/alt"]
    source.write_text("\n".join(rows), encoding="utf-8")
    with pytest.raises(CommandError):
        call_command("import_redirects", src=source)
    assert not Redirect.objects.exists()
    call_command("import_redirects", src=source, only_good=True)
    assert "/de/zwei" not in Redirect.objects.values_list("old_path", flat=True)
    assert reader.get("/de/alt/").headers["Location"] == "/de/ziel/"
    with pytest.raises(CommandError):
        call_command("import_redirects", src=tmp_path / "missing.csv")
