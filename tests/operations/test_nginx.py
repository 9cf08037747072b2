"""The sample for nginx in docs/administrators.md, tried with nginx itself."""

import re
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from email.message import Message
from http.client import HTTPConnection
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.test import Client
from PIL import Image
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from cluster_portal.media.models import PortalDocument, PortalImage
from cluster_portal.media.renditions import rendition
from cluster_portal.private.storage import private_storage
from partners.memberships.models import Membership
from projects.models import ProjectResult
from tests import factories
from tests.groups import ROOT, nginx
from tests.servers import free_port, portal, running

pytestmark = [pytest.mark.nginx, pytest.mark.django_db(transaction=True)]
CONTENT = b"0123456789"
Get = Callable[..., tuple[int, Message, bytes]]


def sample(port: int, application: str, folder: Path) -> str:
    """Return the sample up to its first server, without encryption, for this machine's folders and addresses."""
    text = (ROOT / "docs" / "administrators.md").read_text()
    logs, server, _rest = text.split("## nginx in front\n", 1)[1].split("\n    server {", 2)
    server = f"{logs}\nserver {{{server}"
    server = re.sub(r"\n\s+(ssl_certificate|ssl_certificate_key|server_name) .*", "", server)
    for there, here in (
        ("listen 443 ssl;", f"listen 127.0.0.1:{port};"),
        ("/var/log/nginx/portal.log", f"{folder / 'access'}"),
        ("/srv/portal/var/media/", f"{settings.MEDIA_ROOT}/"),
        ("/srv/portal/var/private/", f"{private_storage().location}/"),  # type: ignore[attr-defined]
        ("/srv/portal/app/", f"{ROOT}/"),
        ("http://127.0.0.1:8000", application),
    ):
        assert there in server
        server = server.replace(there, here)
    return server


def started(folder: Path, port: int, application: str) -> Any:
    """Run nginx with the sample in front of an application."""
    program = nginx()
    assert program
    folders = " ".join(
        f"{name}_temp_path {folder / name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    configuration = folder / "nginx.conf"
    configuration.write_text(
        f"user {folder.owner()};\ndaemon off;\npid {folder / 'pid'};\nevents {{}}\n"
        f"http {{ access_log off; {folders} {sample(port, application, folder)} }}\n"
    )
    return running([program, "-c", configuration, "-e", folder / "errors"], port, {})


@pytest.fixture
def get(transactional_db: None, tmp_path: Path) -> Iterator[Get]:
    """Start nginx before the portal; return a function that asks it for an address."""
    port = free_port()

    def ask(path: str, client: Client | None = None, **headers: str) -> tuple[int, Message, bytes]:
        cookie = client.cookies.output(header="", attrs=[]).strip() if client else ""
        request = urllib.request.Request(
            f"http://127.0.0.1:{port}{path}", headers={"Cookie": cookie, **headers}
        )
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.headers, error.read()

    # Two processes, each with a cache of its own: what one of them remembers must open nothing.
    with (
        portal(workers=2, PRIVATE_FILES_ACCEL="/private-files/") as application,
        started(tmp_path, port, application),
    ):
        yield ask


def is_private(headers: Message) -> bool:
    return headers["Cache-Control"] == "private, no-store" and headers["X-Content-Type-Options"] == "nosniff"


def signed_in(**fields: Any) -> Client:
    client = Client()
    client.force_login(fields.pop("user", None) or factories.user(**fields))
    return client


def test_a_file_of_the_consortium_is_given_out_by_nginx_after_the_check(get: Get) -> None:
    partner, project = factories.partner(), factories.project()
    factories.participation(project, partner)
    member = factories.user()
    Membership.objects.create(user=member, partner=partner)
    document = PortalDocument(title="Plan")
    document.file.save("plan.txt", ContentFile(CONTENT))
    factories.record(ProjectResult, project=project, title={"en": "Plan"}, document=document)
    inside, outside = signed_in(user=member), signed_in()

    status, headers, content = get(document.url, inside)
    assert (status, content, is_private(headers)) == (200, CONTENT, True)
    assert headers["Content-Disposition"].startswith("attachment")
    tag = headers["ETag"]
    status, headers, content = get(document.url, inside, Range="bytes=2-4")
    assert (status, content, is_private(headers)) == (206, b"234", True)
    status, headers, _content = get(document.url, inside, **{"If-None-Match": tag})
    assert (status, is_private(headers)) == (304, True)
    for stranger in (outside, None):
        for asked in ({}, {"Range": "bytes=0-1"}, {"If-None-Match": tag}):
            status, headers, content = get(document.url, stranger, **asked)
            assert (status, is_private(headers), CONTENT in content) == (404, True, False)
    # Nor is there a way past the check.
    for path in (f"/private-files/{document.file.name}", f"/media/{document.file.name}"):
        assert get(path, inside)[0] == 404


def test_a_copy_of_a_private_image_is_asked_for(get: Get) -> None:
    closed = Collection.get_first_root_node().add_child(name="Closed")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    written = BytesIO()
    Image.new("RGB", (40, 40), "navy").save(written, "PNG")
    for collection, expected in ((closed, (404, 200)), (Collection.get_first_root_node(), (200, 200))):
        image = PortalImage.objects.create(
            title="x", file=ImageFile(BytesIO(written.getvalue()), "x.png"), collection=collection
        )
        copy = rendition(image, "max-20x20")
        assert copy is not None
        assert (get(copy["url"])[0], get(copy["url"], signed_in())[0]) == expected
        assert get(f"/media/{image.file.name}", signed_in(is_superuser=True))[0] == 404
        other_spelling = copy["url"].replace("/private_images/", "/%70rivate_images//")
        assert get(other_spelling)[0] == expected[0]


UNAVAILABLE = {
    "fr": "Le portail est momentanément indisponible",
    "en": "The portal is not available at the moment",
    "nl": "Het portaal is even niet beschikbaar",
    "de": "Das Portal ist gerade nicht erreichbar",
}
TOO_LARGE = {
    "fr": "L’envoi est trop volumineux",
    "en": "This is too large",
    "nl": "Dit is te groot",
    "de": "Das ist zu groß",
}


@pytest.mark.parametrize("language", UNAVAILABLE)
def test_what_nginx_says_itself_is_in_the_readers_language(language: str, tmp_path: Path) -> None:
    port = free_port()
    with started(tmp_path, port, f"http://127.0.0.1:{free_port()}"):
        for path, accepted in ((f"/{language}/x", "nl"), ("/admin/", f"{language}-BE,en;q=0.3")):
            for length, status, heading in ((1, 502, UNAVAILABLE), (61 * 1024 * 1024, 413, TOO_LARGE)):
                connection = HTTPConnection("127.0.0.1", port, timeout=20)
                connection.putrequest("POST", path)
                connection.putheader("Accept-Language", accepted)
                connection.putheader("Content-Length", str(length))
                connection.endheaders(b"x")
                answer = connection.getresponse()
                html = answer.read().decode()
                connection.close()
                assert answer.status == status
                assert f'<html lang="{language}">' in html
                assert heading[language] in html


def test_a_long_redirect_arrives(get: Get) -> None:
    for path in (f"/?q={'a' * 7000}", f"/admin/pages/?q={'%2f' * 2300}"):
        status, _headers, _content = get(path)
        assert status not in (502, 500)


def test_no_log_keeps_the_secret_of_a_link(get: Get, tmp_path: Path) -> None:
    for path in (
        "/fr/space/invitation/S3CRET/",
        "/fr/space/invitation/S3CRET/new-link/?x=1",
        "/nl/account/password/reset/1a-S3CRET/",
        "/en/space/calendar/S3CRET.ics",
    ):
        get(path)
        get("/en/", Referer=f"https://portal.example.org{path}")
    get("/fr/", Referer="https://elsewhere.example/page")
    logged = (tmp_path / "access").read_text()
    assert "S3CRET" not in logged + (tmp_path / "errors").read_text()
    assert "/fr/space/invitation/..." in logged
    assert '"GET /fr/"' in logged
    assert "https://elsewhere.example/page" in logged


def test_what_is_closed_or_withdrawn_is_so_in_every_process(get: Get) -> None:
    project = factories.project(title={"fr": "Projet zq"}, slug={"fr": "projet-zq"})
    document = PortalDocument(title="Plan")
    document.file.save("plan.txt", ContentFile(CONTENT))
    factories.record(
        ProjectResult, project=project, title={"fr": "Plan"}, document=document, dissemination="public"
    )
    alias = project.create_alias(parent=factories.strategy())
    pages = [project.get_url_in("fr"), alias.get_url_in("fr"), f"/api/v1/projects/{project.uuid}?lang=fr"]
    lists = [factories.project_index().get_url_in("fr"), "/sitemap.xml", "/fr/export/projects.csv"]

    def seen() -> set[str]:
        """Return what shows the project, each address asked often enough to meet both processes."""
        marks = dict.fromkeys(pages, b"Projet zq") | dict.fromkeys(lists, b"projet-zq")
        marks[document.url] = CONTENT
        return {path for path, mark in marks.items() for _again in range(6) if mark in get(path)[2]}

    everything = {*pages, *lists, document.url}
    assert seen() == everything
    restriction = PageViewRestriction.objects.create(page=factories.project_index(), restriction_type="login")
    assert seen() == set()
    restriction.delete()
    assert seen() == everything
    factories.project_index().unpublish()
    assert seen() == set()
    factories.publish(factories.project_index())
    assert seen() == everything
    project.unpublish()
    assert seen() == set()
