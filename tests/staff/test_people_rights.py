"""Nobody lifts himself or others above his own rights: form of a person, several at once, groups."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cluster_portal.accounts.models import User
from cluster_portal.staff.groups import EDITORS, MODERATORS, ensure_groups, translators
from tests import factories
from tests.staff.posting import form_data

pytestmark = pytest.mark.django_db


def person(*groups: str, **fields: Any) -> User:
    made = factories.user(**{"name": "P", "language": "en"} | fields)
    made.groups.set(Group.objects.filter(name__in=groups))
    return made


def browser(who: User) -> Client:
    client = Client()
    client.force_login(who)
    return client


@pytest.fixture
def manager(db: None) -> User:
    """Return an editor who may manage people and groups, and is no administrator."""
    ensure_groups()
    group = Group.objects.create(name="People")
    actions = [f"{action}_{model}" for model in ("user", "group") for action in ("add", "change", "delete")]
    group.permissions.set(Permission.objects.filter(codename__in=actions))
    return person("People", EDITORS)


def edited(manager: User, whom: User, **changes: Any) -> Any:
    client = browser(manager)
    url = reverse("wagtailusers_users:edit", args=[whom.pk])
    page = client.get(url)
    data = form_data(page.context["form"]) if page.status_code == 200 else {"email": whom.email, "name": "P"}
    return client.post(url, data | changes)


def at_once(manager: User, action: str, *people: User, **data: Any) -> Any:
    url = reverse("wagtail_bulk_action", args=["accounts", "user", action])
    keys = "&".join(f"id={one.pk}" for one in people)
    return browser(manager).post(f"{url}?{keys}", data)


def names(who: User) -> set[str]:
    return set(User.objects.get(pk=who.pk).groups.values_list("name", flat=True))


def key(group: str) -> int:
    return Group.objects.get(name=group).pk


def test_a_manager_makes_no_administrator(manager: User) -> None:
    peer = person(EDITORS)
    for whom in (manager, peer):
        edited(manager, whom, is_superuser="on")
        assert not User.objects.get(pk=whom.pk).is_superuser
    new = {"email": "new@example.org", "name": "N", "language": "en", "is_superuser": "on", "is_active": "on"}
    new |= {"password1": "a long word for tests 7", "password2": "a long word for tests 7"}
    browser(manager).post(reverse("wagtailusers_users:add"), new)
    assert not User.objects.get(email="new@example.org").is_superuser


def test_a_manager_gives_only_groups_within_his_own_rights(manager: User) -> None:
    peer = person()
    edited(manager, peer, groups=[key(EDITORS)])
    assert names(peer) == {EDITORS}
    for whom in (manager, peer):
        before = names(whom)
        edited(manager, whom, groups=[key(EDITORS), key(MODERATORS)])
        at_once(manager, "assign_role", whom, role=key(MODERATORS))
        assert names(whom) == before
    at_once(manager, "assign_role", peer, role=key(translators("nl")))
    assert translators("nl") in names(peer)


@pytest.mark.parametrize("above", [{"is_superuser": True}, {"groups": [MODERATORS]}])
def test_accounts_above_are_out_of_reach(manager: User, above: dict[str, Any]) -> None:
    boss = person(*above.pop("groups", ()), **above)
    edited(manager, boss, email="mine@example.org", password1="a long word 7 x", password2="a long word 7 x")
    at_once(manager, "set_active_state", boss, mark_as_active="False")
    at_once(manager, "delete", boss)
    browser(manager).post(reverse("wagtailusers_users:delete", args=[boss.pk]))
    at_once(manager, "assign_role", boss, role=key(EDITORS))
    fresh = User.objects.get(pk=boss.pk)
    assert (fresh.email, fresh.is_active, fresh.password) == (boss.email, True, boss.password)
    assert EDITORS not in names(boss)


def test_equals_and_those_below_are_managed(manager: User) -> None:
    peer, reader = person(EDITORS), person()
    assert at_once(manager, "set_active_state", peer, reader, mark_as_active="False").status_code == 302
    assert User.objects.filter(pk__in=[peer.pk, reader.pk], is_active=False).count() == 2
    at_once(manager, "delete", peer)
    assert not User.objects.filter(pk=peer.pk).exists()


def test_groups_are_changed_by_administrators_only(manager: User) -> None:
    editors = Group.objects.get(name=EDITORS)
    client = browser(manager)
    for name, args in (("index", []), ("add", []), ("edit", [editors.pk]), ("delete", [editors.pk])):
        url = reverse(f"wagtailusers_groups:{name}", args=args)
        assert client.get(url).status_code == 302
        assert client.post(url, {"name": "Mine"}).status_code == 302
    assert Group.objects.filter(name=EDITORS).exists()
    administrator = browser(person(is_superuser=True))
    assert administrator.get(reverse("wagtailusers_groups:edit", args=[editors.pk])).status_code == 200


def test_the_last_administrator_stays(manager: User) -> None:
    last = person(is_superuser=True)
    others = User.objects.filter(is_superuser=True).exclude(pk=last.pk)
    others.update(is_superuser=False)
    edited(last, last, is_active="", is_superuser="")
    at_once(last, "set_active_state", last, mark_as_active="False")
    at_once(last, "delete", last)
    browser(last).post(reverse("wagtailusers_users:delete", args=[last.pk]))
    fresh = User.objects.get(pk=last.pk)
    assert fresh.is_superuser
    assert fresh.is_active


def test_rights_that_are_taken_are_gone_at_the_next_request(manager: User) -> None:
    editor = person(EDITORS)
    client = browser(editor)
    page = factories.plain_page()
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert client.get(url).status_code == 200
    Group.objects.get(name=EDITORS).page_permissions.all().delete()
    assert client.get(url).status_code == 302
    editor.groups.clear()
    assert client.get(reverse("wagtailadmin_home")).status_code == 302
    editor.groups.add(key(MODERATORS))
    assert client.get(url).status_code == 200
    User.objects.filter(pk=editor.pk).update(is_active=False)
    assert client.get(url).status_code == 302


def test_deleting_people_counts_what_waits_in_their_names() -> None:
    boss, leaving, other = person(is_superuser=True), person(EDITORS), person(EDITORS)
    one = reverse("wagtailusers_users:delete", args=[leaving.pk])
    several = reverse("wagtail_bulk_action", args=["accounts", "user", "delete"])
    several += f"?id={leaving.pk}&id={other.pk}"
    addresses = [one, several, f"{several}&next=/admin/users/"]
    assert not any("Schedules:" in browser(boss).get(url).content.decode() for url in addresses)
    page = factories.plain_page(title={"fr": "Un"})
    page.language_schedules.create(language="fr", moment=timezone.now(), created_by=leaving)
    type(page).objects.filter(pk=page.pk).update(locked=True, locked_by=leaving)
    for url in addresses:
        assert (
            "Schedules: 1. Submitted for approval: 0. Locked pages: 1."
            in browser(boss).get(url).content.decode()
        )
