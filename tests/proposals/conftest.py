"""A partner that takes part in a project, its people, strangers, and staff."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import translation

from cluster_portal.staff.groups import EDITORS
from partners.memberships.models import Membership, Role
from partners.proposals.models import ChangeProposal
from tests import factories
from tests.proposals.people import Person


@pytest.fixture(autouse=True)
def in_english(clean_start: None) -> Iterator[None]:
    """Speak English, whatever the portal's default language."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def private_folder(settings: Any, tmp_path: Path) -> None:
    """Keep uploaded files apart from those of other tests."""
    settings.VAR_DIR = tmp_path
    private = settings.STORAGES["private"] | {"OPTIONS": {"location": str(tmp_path / "private")}}
    settings.STORAGES = settings.STORAGES | {"private": private}


@pytest.fixture
def partner(db: None) -> Any:
    """Return a published partner."""
    return factories.partner(
        title={"fr": "Pôle Alpha", "en": "Alpha Cluster"},
        summary={"fr": "Un pôle.", "en": "A cluster."},
        website="https://alpha.example/",
        acronym="ALPHA",
        source_language="fr",
    )


@pytest.fixture
def project(partner: Any) -> Any:
    """Return a published project in which the partner takes part."""
    made = factories.project(title={"fr": "Projet Un", "en": "Project One"})
    factories.participation(made, partner, note={"en": "Pilots"})
    # The first version that staff saved knows the participation.
    factories.publish(type(made).objects.get(pk=made.pk))
    return type(made).objects.get(pk=made.pk)


@pytest.fixture
def sign_in(db: None) -> Callable[..., Person]:
    """Return a function that signs somebody in, as a member or manager of partners or for the staff."""

    def somebody(
        *partners: Any, role: str = Role.MANAGER, groups: tuple[str, ...] = (), **fields: Any
    ) -> Person:
        user = factories.user(**{"language": "en"} | fields)
        user.groups.set(Group.objects.filter(name__in=groups))
        for one in partners:
            Membership.objects.create(user=user, partner=one, role=role)
        client = Client()
        client.force_login(user)
        return Person(user, client)

    return somebody


@pytest.fixture
def manager(sign_in: Callable[..., Person], partner: Any) -> Person:
    """Return a manager of the partner."""
    return sign_in(partner, name="Anna")


@pytest.fixture
def editor(sign_in: Callable[..., Person]) -> Person:
    """Return an editor, who may not publish."""
    return sign_in(groups=(EDITORS,), name="Ed")


@pytest.fixture
def proposed(manager: Person, partner: Any) -> Callable[..., ChangeProposal]:
    """Return a function that sends a proposal to the partner's record."""

    def send(**changes: Any) -> ChangeProposal:
        answer = manager.send(f"/en/space/partner/{partner.uuid}/", **changes)
        assert answer.status_code == 302, answer.content.decode()
        return ChangeProposal.objects.latest("pk")

    return send
