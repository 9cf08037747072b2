"""Letters to consortia: who receives which, in which language, and never twice."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from cluster_portal.accounts.models import User
from partners.letters.kinds import letter_kinds
from partners.letters.models import UnwantedLetter
from partners.memberships.models import Membership
from projects.consortium.letters import remind_of_deadlines, tell_of_version
from projects.consortium.models import ConsortiumDate
from projects.models import ProjectResult
from tests import factories
from tests.consortium.conftest import PDF, World, sent
from tests.consortium.test_access import addresses
from tests.mails import delivered, forget

pytestmark = pytest.mark.django_db
TODAY = date(2027, 3, 1)
Run = Callable[[Callable[[], object]], list[Any]]


@pytest.fixture
def letters() -> Run:
    """Return a function that does something and returns the mails it sent."""

    def run(action: Callable[[], object]) -> list[Any]:
        forget()
        action()
        return list(delivered())

    return run


def names(world: World, found: list[Any]) -> set[str]:
    by_address = {person.email: role for role, person in world.people.items()}
    return {by_address[letter.to[0]] for letter in found}


def due(world: World, days: int, title: str = "D1.1", **fields: Any) -> ProjectResult:
    return factories.record(
        ProjectResult,
        project=fields.pop("project", world.project),
        title={"en": title, "de": f"{title} deutsch"},
        due_on=TODAY + timedelta(days=days),
        **fields,
    )


def test_the_consortium_hears_of_a_document_except_who_brought_it(world: World, letters: Run) -> None:
    client = world.client("manager of A")
    found = letters(lambda: client.post(addresses(world)["add"], {"title": "Minutes", "file": sent()}))
    assert names(world, found) == {"member of A", "manager of C", "member of both", "expired"}
    letter = found[0]
    assert "Minutes" in letter.subject
    assert f"/space/projects/{world.project.uuid}/" in letter.body
    assert "Max of A" in letter.body
    assert [letter.to for letter in found if len(letter.to) != 1] == []


def test_a_version_is_told_once(world: World, letters: Run) -> None:
    client = world.client("manager of C")
    found = letters(
        lambda: client.post(addresses(world)["version"], {"file": sent("b.pdf", PDF), "change": "Annex"})
    )
    assert all("new version" in letter.subject and "Annex" in letter.body for letter in found)
    assert len(found) == 4
    version = world.version.document.versions.get(number=2)
    assert letters(lambda: tell_of_version(version)) == []


@pytest.mark.parametrize(
    ("days", "again", "reminders"),
    [
        (15, 1, [0, 1]),
        (14, 0, [1, 0]),
        (10, 0, [1, 0]),
        (4, 1, [1, 1]),
        (3, 0, [1, 0]),
        (0, 0, [1, 0]),
        (-1, 0, [0, 0]),
        (0, 1, [1, 0]),
    ],
)
def test_reminders_come_in_14_and_in_3_days(
    world: World, letters: Run, days: int, again: int, reminders: list[int]
) -> None:
    Membership.objects.exclude(user=world.people["member of A"]).delete()
    due(world, days)
    counted = [
        len(letters(lambda day=day: remind_of_deadlines(day)))
        for day in (TODAY, TODAY + timedelta(days=again))
    ]
    assert counted == reminders


def test_one_letter_names_all_that_is_due_in_a_project(world: World, letters: Run) -> None:
    due(world, 2, "Second")
    due(world, 1, "First")
    due(world, 2, "Done", submitted_on=TODAY)
    factories.record(
        ConsortiumDate,
        project=world.project,
        kind="milestone",
        title={"en": "Prototype"},
        starts_on=TODAY + timedelta(days=9),
    )
    User.objects.update(language="en")
    found = letters(lambda: remind_of_deadlines(TODAY))
    assert names(world, found) == {"member of A", "manager of A", "manager of C", "member of both", "expired"}
    body = found[0].body
    assert body.index("First") < body.index("Second") < body.index("Prototype")
    assert "Done" not in body
    assert "2 March 2027" in body


def test_another_day_is_another_deadline(world: World, letters: Run) -> None:
    row = due(world, 2)
    letters(lambda: remind_of_deadlines(TODAY))
    row.due_on = TODAY + timedelta(days=12)
    row.save()
    assert len(letters(lambda: remind_of_deadlines(TODAY))) == 5


def test_letters_speak_the_language_of_the_person(world: World, letters: Run, translated: None) -> None:
    User.objects.filter(pk=world.people["member of A"].pk).update(language="de")
    due(world, 2)
    found = {letter.to[0]: letter for letter in letters(lambda: remind_of_deadlines(TODAY))}
    letter = found["ada@a.example"]
    assert "D1.1 deutsch" in letter.body
    assert "3. März 2027" in letter.body
    assert "/de/space/projects/" in letter.body


def test_each_kind_can_be_switched_off(world: World, letters: Run) -> None:
    client = world.client("member of A")
    assert client.get("/en/space/letters/").status_code == 200
    client.post("/en/space/letters/", {"wanted": ["consortium_document"]})
    due(world, 2)
    assert "member of A" not in names(world, letters(lambda: remind_of_deadlines(TODAY)))
    upload = {"title": "Minutes", "file": sent()}
    found = letters(lambda: world.client("manager of C").post(addresses(world)["add"], upload))
    assert "member of A" in names(world, found)
    assert UnwantedLetter.objects.filter(letter="consortium_deadlines").exists()
    html = client.get("/en/space/letters/").content.decode()
    assert html.count(" checked") == 1
    everything = [kind.key for kind in letter_kinds()]
    client.post("/en/space/letters/", {"wanted": everything})
    assert not UnwantedLetter.objects.exists()


def test_nobody_hears_of_what_they_may_not_see(world: World, letters: Run) -> None:
    due(world, 2)
    world.project.unpublish()
    assert letters(lambda: remind_of_deadlines(TODAY)) == []
    assert letters(lambda: tell_of_version(world.version)) == []


def test_the_worker_reminds(world: World) -> None:
    from cluster_portal.operations.jobs import registered_jobs

    assert remind_of_deadlines in [job.run for job in registered_jobs()]
