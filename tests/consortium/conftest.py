"""A project of partners A and C, its consortium's document and meeting, and people inside and outside of it."""

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from cluster_portal.accounts.models import User
from cluster_portal.media.gate.kinds import KINDS
from cluster_portal.private.storage import private_storage
from partners.memberships.models import Membership, Role
from partners.models import PartnerPage
from projects.consortium.models import ConsortiumDate, DocumentVersion
from projects.consortium.uploading import Upload, add_document
from projects.models import ProjectPage
from tests import factories

PDF = b"%PDF-1.7\n" + bytes(range(256)) * 8


@dataclass
class World:
    """Who and what there is."""

    project: ProjectPage
    a: PartnerPage
    b: PartnerPage
    c: PartnerPage
    version: DocumentVersion
    meeting: ConsortiumDate
    clients: dict[str, Client] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)

    def client(self, role: str) -> Client:
        """Return the browser of somebody."""
        return self.clients[role]

    @property
    def secrets(self) -> list[str]:
        """Return words that only the consortium may read."""
        return ["Secret plan", "Secret meeting", "Ada of A", "ada@a.example"]


def member(partner: PartnerPage, role: str = Role.MEMBER, **fields: Any) -> User:
    """Return somebody who belongs to a partner."""
    person = fields.pop("user", None) or factories.user(**fields)
    Membership.objects.create(user=person, partner=partner, role=role)
    return person


def sent(name: str = "plan.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    """Return a file as a browser sends it."""
    return SimpleUploadedFile(name, content, "application/octet-stream")


@pytest.fixture(autouse=True)
def private_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep the private files of each test apart; return their folder."""
    # Two objects once a test has changed the settings of storages.
    storages: list[Any] = [private_storage(), DocumentVersion._meta.get_field("file").storage]
    for storage in storages:
        for name in ("base_location", "location"):
            monkeypatch.setitem(storage.__dict__, name, str(tmp_path / "private"))
    return tmp_path / "private"


@pytest.fixture
def world(db: None) -> World:
    """Return the consortium and the people around it."""
    a, b, c = (factories.partner(title={"en": f"Partner {letter}"}) for letter in "ABC")
    project = factories.project(title={"en": "Gearbox"}, starts_on=timezone.localdate())
    factories.participation(project, a, role="coordinator")
    factories.participation(project, c)
    people = {
        "member of A": member(a, name="Ada of A", email="ada@a.example"),
        "manager of A": member(a, Role.MANAGER, name="Max of A"),
        "manager of C": member(c, Role.MANAGER, name="Cleo of C"),
        "member of B": member(b, name="Bob of B"),
        "manager of B": member(b, Role.MANAGER),
        "member of both": member(a, user=member(b, name="Both")),
        "disabled": member(a, name="Dan"),
        "expired": member(a, name="Eve"),
        "partnerless": factories.user(),
        "staff": factories.user(is_superuser=True, name="Staff"),
    }
    upload = Upload(sent(), KINDS["pdf"], people["manager of A"], a)
    version = add_document(project, upload, "Secret plan", "For us")
    meeting = factories.record(
        ConsortiumDate,
        project=project,
        title={"en": "Secret meeting"},
        starts_at=timezone.now() + timedelta(days=5),
    )
    made = World(project, a, b, c, version, meeting, people=people)
    for role, person in people.items():
        client = Client()
        client.force_login(person)
        made.clients[role] = client
    User.objects.filter(pk=people["disabled"].pk).update(is_active=False)
    made.client("expired").session.flush()
    made.clients["anonymous"] = Client()
    return made


INSIDE = ["member of A", "manager of A", "manager of C", "member of both", "staff"]
OUTSIDE = ["member of B", "manager of B", "partnerless"]
NOT_SIGNED_IN = ["anonymous", "disabled", "expired"]

__all__ = ["INSIDE", "NOT_SIGNED_IN", "OUTSIDE", "PDF", "World", "member", "sent"]
