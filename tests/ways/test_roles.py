"""Each way of docs/ways.md, gone as each role by its address: what the table expects is what happens."""

from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from typing import Any

import pytest
from django.db import models

from cluster_portal.languages.codes import column, content_languages
from cluster_portal.languages.merging import facts_differ, languages_that_differ, version_of
from cluster_portal.pages.models import PortalPage
from cluster_portal.strategy.models import ContentPage
from tests.groups import ROOT
from tests.ways import collecting
from tests.ways.going import Outcome, api, bulk, data_for, go
from tests.ways.table import DONE, HER_LANGUAGE, NOTHING, REFUSED, way
from tests.ways.world import LANGUAGE, ROLES, World

pytestmark = pytest.mark.django_db

# Ways whose form needs more than a filled-in page: these tests go them to the end.
GONE_ELSEWHERE = {
    "account_*": "tests/signin",
    "mfa_*": "tests/signin",
    "cordis:*": "tests/cordis",
    "exchange_*": "tests/exchange",
    "translation_*": "tests/translating",
    "proposals:*": "tests/proposals",
    "partners_merge": "tests/partners/test_merging.py",
    "partner_invitations:add": "tests/memberships",
    "acknowledgement_official": "tests/acknowledgement",
    "consortium:add_version": "tests/consortium",
    "consortium:withdraw": "tests/consortium",
    "staff_import_redirects": "tests/staff/test_redirects.py",
    "wagtailredirects:*_import": "tests/staff/test_redirects.py",
    "wagtail*:add_multiple": "tests/media/test_moving_files.py",
    "staff_add_documents": "tests/staff/test_files.py",
    "staff_add_images": "tests/staff/test_files.py",
    "wagtail*:create_multiple_from_uploaded_*": "tests/staff/test_files.py",
    "staff_complete_*": "tests/media/test_storing.py",
}
# The rule stands in the table and the code does not obey it yet: way and roles. A row goes when it does.
NOT_YET: dict[str, tuple[str, ...]] = {}
# Wagtail's page that shows what a failure looks like.
FAILS_ON_PURPOSE = "wagtailadmin_error_test"


def http_ways(world: World, *, quick: bool) -> Iterator[tuple[str, str, str, Callable[[], Any]]]:
    """Return each way that is an address: table, name, and a function that returns what to send where."""
    for name, address in collecting.changing_addresses().items():

        def known(address: Any = address) -> Any:
            where = world.address(address)
            return where, *data_for(world, address, where, from_form=not quick)

        yield "Addresses", name, name, known
    for heading, names, make in (
        ("Bulk actions", collecting.bulk_actions(), bulk),
        ("Actions of the admin’s interface", collecting.api_actions(), api),
    ):
        for name in sorted(names):

            def known_action(name: str = name, make: Any = make) -> Any:
                return *make(world, name, from_form=not quick), {}

            yield heading, name, f"{heading}: {name}", known_action


def expected(heading: str, name: str, role: str) -> str:
    """Return the cell of a way and a role."""
    row = way(heading, name)
    assert row is not None, f"{name} is not in docs/ways.md"
    return row.expected[role]


def problem(cell: str, outcome: Outcome, name: str) -> str:
    """Return what is wrong with what happened, nothing when it is as expected."""
    if outcome.status >= 500 and name != FAILS_ON_PURPOSE:
        return f"failed: {outcome}"
    if cell in (REFUSED, NOTHING) and outcome.changed:
        return f"is {cell} by the table, and changed something: {outcome}"
    if cell == HER_LANGUAGE and outcome.parts - {LANGUAGE}:
        return f"is {cell} by the table, and changed {outcome.parts}: {outcome}"
    if cell in (DONE, HER_LANGUAGE) and not outcome.changed and not elsewhere(name):
        return f"is {cell} by the table, and nothing changed: {outcome}"
    return ""


def check(cell: str, outcome: Outcome, name: str, role: str, *, done: bool = True) -> None:
    """Compare what happened with the table; what is known to be wrong does not fail.

    Without ``done``, what the role may do need not happen: not every type can be moved or deleted where it stands.
    """
    wrong = problem(cell, outcome, name)
    if not done and wrong.endswith(f"nothing changed: {outcome}"):
        return
    if wrong and role in NOT_YET.get(name, ()):
        pytest.xfail(f"the rule is not obeyed yet: {wrong}")
    assert wrong == ""


def elsewhere(name: str) -> bool:
    """Return whether other tests go a way to the end."""
    return any(fnmatchcase(name, pattern) for pattern in GONE_ELSEWHERE)


@pytest.mark.parametrize("role", ROLES)
def test_who_is_refused_changes_nothing(role: str, subtests: Any) -> None:
    """The quick form: every way on which the role may change nothing, with what a script would send."""
    world = World()
    for heading, name, label, known in http_ways(world, quick=True):
        cell = expected(heading, name, role)
        if cell not in (REFUSED, NOTHING):
            continue
        with subtests.test(way=label):
            where, data, headers = known()
            check(cell, go(world.clients[role], where, data, **headers), name, role)


def page_types() -> list[type[models.Model]]:
    """Return the page types that can be made below a page of the demo content."""
    return [model for model in PortalPage.__subclasses__() if model._meta.label != "strategy.HomePage"]


@pytest.mark.long
@pytest.mark.parametrize("model", page_types(), ids=lambda model: model.__name__)
def test_every_way_as_every_role(model: Any, subtests: Any) -> None:
    """The long form: the form that an administrator gets, sent by each role, for each type of page."""
    live = model.objects.filter(alias_of=None, live=True).order_by("depth").last()
    world = World(live)
    for heading, name, label, known in http_ways(world, quick=False):
        where, data, headers = known()
        for role in ROLES:
            with subtests.test(way=label, role=role):
                cell = expected(heading, name, role)
                page = world.page if cell == HER_LANGUAGE else None
                outcome = go(world.clients[role], where, data, page, **headers)
                check(cell, outcome, name, role, done=model is ContentPage)


@pytest.mark.parametrize("name", ["wagtailadmin_pages:edit", "wagtailadmin_pages:revisions_revert"])
def test_a_translator_changes_nothing_but_her_language(name: str) -> None:
    """All languages are sent; what the draft holds afterwards differs in hers only."""
    world = World()
    address = collecting.changing_addresses()[name]
    where = world.address(address)
    data, _headers = data_for(world, address, where, from_form=True)
    data |= {column("title", code): f"Changed {code}" for code in content_languages()}
    before = version_of(type(world.page).objects.get(pk=world.page.pk).get_latest_revision_as_object())
    answer = world.clients["translator"].post(where, data)
    assert answer.status_code == 302
    after = version_of(type(world.page).objects.get(pk=world.page.pk).get_latest_revision_as_object())
    assert set(languages_that_differ(type(world.page), before, after)) == {LANGUAGE}
    assert not facts_differ(type(world.page), before, after)


def test_what_is_gone_elsewhere_is_there() -> None:
    missing = {place for place in GONE_ELSEWHERE.values() if not (ROOT / place).exists()}
    assert missing == set()
