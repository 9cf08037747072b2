"""What may be uploaded, what is refused and why, and that nothing is half stored."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from cluster_portal.media.gate.kinds import KINDS
from partners.memberships.models import Membership, Role
from projects.consortium.models import ConsortiumDocument, DocumentVersion
from projects.consortium.uploading import safe_name
from tests.consortium.conftest import PDF, World, sent
from tests.consortium.test_access import addresses, body

pytestmark = pytest.mark.django_db

TYPES = b'<Types><Override ContentType="application/vnd.openxmlformats-officedocument.x"/></Types>'


def archive(members: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w", compression) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return stored.getvalue()


def office(part: str, **more: bytes) -> bytes:
    return archive({"[Content_Types].xml": TYPES, part: b"<x/>", **more})


def open_document(kind: str) -> bytes:
    return archive({"mimetype": KINDS[kind].media_type.encode(), "content.xml": b"<x/>"})


def picture(form: str) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (8, 8), "navy").save(written, form)
    return written.getvalue()


GOOD = {
    "a.pdf": PDF,
    "a.docx": office("word/document.xml"),
    "a.xlsx": office("xl/workbook.xml"),
    "a.pptx": office("ppt/presentation.xml"),
    "a.odt": open_document("odt"),
    "a.ods": open_document("ods"),
    "a.odp": open_document("odp"),
    "a.csv": "Nom;Prix\nété;5\n".encode("cp1252"),
    "a.txt": "Ça va ?\n".encode(),
    "a.png": picture("PNG"),
    "A.JPEG": picture("JPEG"),
    "a.zip": archive({"readme.txt": b"words"}),
}
ENCRYPTED = bytearray(archive({"a.txt": b"words"}))
ENCRYPTED[6] |= 1
ENCRYPTED[ENCRYPTED.index(b"PK\x01\x02") + 8] |= 1
BROKEN = bytearray(office("word/document.xml"))
BROKEN[40:60] = b"\xff" * 20
BAD = {
    "not accepted": ("a.exe", b"MZ"),
    "no ending": ("plan", PDF),
    "a page": ("a.html", b"<script>alert(1)</script>"),
    "a drawing": ("a.svg", b"<svg/>"),
    "a program called a pdf": ("a.pdf", b"MZ\x90\x00"),
    "a pdf called a text": ("a.txt", b"%PDF-1.7\n\x00\x01"),
    "a page called a picture": ("a.png", b"<html>"),
    "an archive called a letter": ("a.docx", archive({"a.txt": b"x"})),
    "a sheet called a letter": ("a.docx", office("xl/workbook.xml")),
    "a letter called an archive": ("a.zip", office("word/document.xml")),
    "no archive": ("a.zip", b"PK\x03\x04 and then nothing"),
    "macros by ending": ("a.docm", office("word/document.xml")),
    "macros inside": ("a.docx", office("word/document.xml", **{"word/vbaProject.bin": b"x"})),
    "macros declared": (
        "a.docx",
        archive({"[Content_Types].xml": b"ms-word.document.macroEnabled.main+xml", "word/document.xml": b""}),
    ),
    "macros of open documents": (
        "a.odt",
        archive({"mimetype": KINDS["odt"].media_type.encode(), "Basic/Standard/M.xml": b""}),
    ),
    "a program inside": ("a.zip", archive({"tools/setup.EXE": b"MZ"})),
    "a bomb": ("a.zip", archive({"zeros": bytes(30 * 1024**2)})),
    "a bomb in a letter": ("a.docx", office("word/document.xml", zeros=bytes(30 * 1024**2))),
    "locked": ("a.zip", bytes(ENCRYPTED)),
    "empty": ("a.pdf", b""),
}


def upload(client: Client, world: World, name: str, content: bytes, **data: str) -> Any:
    return client.post(addresses(world)["add"], {"title": "Report", "file": sent(name, content), **data})


@pytest.fixture
def manager(world: World) -> Client:
    """Return the browser of a manager of A."""
    return world.client("manager of A")


@pytest.mark.parametrize("name", GOOD)
def test_what_is_accepted(world: World, manager: Client, name: str) -> None:
    assert upload(manager, world, name, GOOD[name]).status_code == 302
    version = DocumentVersion.objects.latest("pk")
    assert (version.number, version.size, version.partner) == (1, len(GOOD[name]), world.a)
    assert version.document.title == "Report"
    url = addresses(world)["download"].replace(str(world.version.uuid), str(version.uuid))
    answer = world.client("manager of C").get(url)
    assert body(answer) == GOOD[name]
    assert answer.headers["Content-Type"] == version.kind
    assert "Report" in world.client("manager of C").get(addresses(world)["project"]).content.decode()


def stored(root: Path) -> list[Path]:
    return sorted(path for path in root.rglob("*") if path.is_file())


@pytest.mark.parametrize("case", BAD)
def test_what_is_refused(world: World, manager: Client, private_root: Path, case: str) -> None:
    before = stored(private_root)
    answer = upload(manager, world, *BAD[case])
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["file"]
    assert 'id="id_file_error"' in answer.content.decode()
    assert "Report" in answer.content.decode()
    assert stored(private_root) == before
    assert ConsortiumDocument.objects.count() == 1


def test_a_damaged_letter_is_no_server_error(world: World, manager: Client) -> None:
    assert upload(manager, world, "a.docx", bytes(BROKEN)).status_code in (302, 422)


def test_a_file_above_the_limit(world: World, manager: Client, settings: Any) -> None:
    settings.CONSORTIUM_MAX_UPLOAD_MB = 1
    answer = upload(manager, world, "a.pdf", PDF + bytes(1024**2))
    assert answer.status_code == 422
    assert "1.0\xa0MB" in answer.context["form"].errors["file"][0]


def test_nothing_is_left_when_the_record_cannot_be_stored(
    world: World, manager: Client, private_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = stored(private_root)

    def fail(**fields: Any) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(DocumentVersion.objects, "create", fail)
    answer = upload(manager, world, "a.pdf", PDF)
    assert answer.status_code == 422
    assert "could not be stored" in answer.context["form"].errors["file"][0]
    assert stored(private_root) == before
    assert ConsortiumDocument.objects.count() == 1


def test_versions_are_counted_and_all_stay(world: World) -> None:
    client = world.client("manager of C")
    url = addresses(world)["version"]
    assert client.post(url, {"file": sent("new.pdf", PDF + b"2"), "change": "Chapter two"}).status_code == 302
    newest = DocumentVersion.objects.latest("pk")
    assert (newest.number, newest.partner, newest.document) == (2, world.c, world.version.document)
    html = client.get(addresses(world)["project"]).content.decode()
    assert "Chapter two" in html
    assert "1 earlier version" in html
    assert "Cleo of C" in html
    assert str(world.version.uuid) in html
    assert body(client.get(addresses(world)["download"])) == PDF


def test_a_manager_of_two_partners_says_for_whom(world: World) -> None:
    person = world.people["manager of A"]
    Membership.objects.create(user=person, partner=world.c, role=Role.MANAGER)
    client = world.client("manager of A")
    assert list(upload(client, world, "a.pdf", PDF).context["form"].errors) == ["partner"]
    assert list(upload(client, world, "a.pdf", PDF, partner=str(world.b.pk)).context["form"].errors) == [
        "partner"
    ]
    assert upload(client, world, "a.pdf", PDF, partner=str(world.c.pk)).status_code == 302
    assert DocumentVersion.objects.latest("pk").partner == world.c


def test_a_partner_that_is_not_asked_for_is_not_taken(world: World, manager: Client) -> None:
    assert upload(manager, world, "a.pdf", PDF, partner=str(world.c.pk)).status_code == 302
    assert DocumentVersion.objects.latest("pk").partner == world.a


def test_staff_upload_for_the_cluster(world: World) -> None:
    assert upload(world.client("staff"), world, "a.pdf", PDF).status_code == 302
    assert DocumentVersion.objects.latest("pk").partner is None


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\temp\\plan.PDF", "plan.pdf"),
        ('a"b\r\nSet-Cookie: x.pdf', "a b Set-Cookie  x.pdf"),
        ("\u202efdp.exe.pdf", "fdp.exe.pdf"),
        (".pdf", "pdf.pdf"),
        (f"{'x' * 300}.pdf", f"{'x' * 120}.pdf"),
    ],
)
def test_names_are_safe(given: str, kept: str) -> None:
    assert safe_name(given, KINDS["pdf"]) == kept


def test_a_document_is_not_withdrawn_by_following_a_link(world: World, manager: Client) -> None:
    answer = manager.get(addresses(world)["withdraw"])
    assert answer.status_code == 200
    assert not ConsortiumDocument.objects.exclude(withdrawn_at=None).exists()


def test_forms_are_protected_against_other_sites(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.people["manager of A"])
    assert client.post(addresses(world)["withdraw"]).status_code == 403
