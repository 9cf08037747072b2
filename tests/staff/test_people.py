"""People: their forms, their language, their groups."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection
from django.db.models.signals import pre_save
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.users.models import UserProfile

from cluster_portal.accounts.models import User
from cluster_portal.identity.models import PortalSettings
from cluster_portal.languages.codes import content_languages
from cluster_portal.staff.groups import EDITORS, MODERATORS, ensure_groups, translators
from tests import factories
from tests.mails import delivered


@pytest.mark.parametrize("language", content_languages())
def test_the_account_decides_the_language_of_the_admin(language: str, staff: Any) -> None:
    html = staff(language=language).get(reverse("wagtailadmin_home")).content.decode()
    assert f'<html lang="{language}"' in html


def test_wagtails_profile_and_the_account_speak_the_same_language(staff: Any) -> None:
    person = staff(language="fr").person
    profile = UserProfile.objects.get(user=person)
    assert profile.preferred_language == "fr"
    person.language = "nl"
    person.save()
    profile.refresh_from_db()
    assert profile.preferred_language == "nl"
    profile.preferred_language = "de"
    profile.save()
    person.refresh_from_db()
    assert person.language == "de"


def test_one_changes_name_address_and_language_oneself(staff: Any) -> None:
    client = staff(language="en")
    url = reverse("wagtailadmin_account")
    html = client.get(url).content.decode()
    assert "First name" not in html
    data = {
        "name_email-name": "Zoé",
        "name_email-email": "zoe@example.org",
        "language-language": "fr",
        "theme-theme": "dark",
        "theme-contrast": "system",
        "theme-density": "default",
        "notifications-submitted_notifications": "on",
    }
    response = client.post(url, data)
    assert response.status_code == 302
    client.person.refresh_from_db()
    assert (client.person.name, client.person.email, client.person.language) == (
        "Zoé",
        "zoe@example.org",
        "fr",
    )
    assert 'lang="fr"' in client.get(url).content.decode()[:600]


def test_an_address_belongs_to_one_account_whatever_its_case(staff: Any) -> None:
    factories.user(email="taken@example.org")
    client = staff()
    data = {"name": "A", "email": "TAKEN@Example.org"}
    response = client.post(reverse("wagtailusers_users:add"), data)
    assert list(response.context["form"].errors) == ["email"]
    assert "This address already has an account" in response.content.decode()
    data["email"] = "free@example.org"
    assert client.post(reverse("wagtailusers_users:add"), data | {"language": "nl"}).status_code == 302
    assert User.objects.get(email="free@example.org").language == "nl"


@pytest.mark.parametrize("name", ["add", "edit"])
def test_an_address_that_is_taken_meanwhile_is_refused_too(staff: Any, name: str) -> None:
    person, boss = factories.user(), staff()
    url = reverse(f"wagtailusers_users:{name}", args=[person.pk] if name == "edit" else [])

    def take(instance: User, **kwargs: Any) -> None:
        if not User.objects.filter(email="nele@example.org").exists():
            User.objects.bulk_create([User(email="nele@example.org", name="Nele")])

    data = {"name": "Nele", "email": "Nele@example.org", "language": "nl", "is_active": "on"}
    pre_save.connect(take, sender=User)
    try:
        answer = boss.post(url, data)
    finally:
        pre_save.disconnect(take, sender=User)
    assert "This address already has an account" in answer.content.decode()
    assert boss.post(url, data | {"email": "free@example.org"}).status_code == 302


def test_a_colleague_is_invited_by_mail_and_chooses_a_password(staff: Any, translated: None) -> None:
    url, group = reverse("wagtailusers_users:add"), Group.objects.get(name=EDITORS)
    boss = staff()
    assert 'type="password"' not in boss.get(url).content.decode()
    data = {
        "name": "Nele",
        "email": "Nele@example.org",
        "language": "nl",
        "is_active": "on",
        "groups": [group.pk],
    }
    assert "is on its way" in boss.post(url, data, follow=True).content.decode()
    nele = User.objects.get(email="nele@example.org")
    assert not nele.has_usable_password()
    letter = delivered()[-1]
    assert letter.to == ["nele@example.org"]
    assert "Dag Nele," in letter.body
    found = re.search(r"https?://[^/]+(/nl/\S+)", letter.body)
    assert found is not None
    browser = Client()
    form = browser.get(found[1], follow=True)
    given = {"password1": "a long word for tests 7", "password2": "a long word for tests 7"}
    answer = browser.post(form.request["PATH_INFO"], given, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("wagtailadmin_home")
    assert Client().get(found[1], follow=True).context["token_fail"]


def test_whose_account_is_not_active_gets_no_mail(staff: Any) -> None:
    data = {"name": "Nele", "email": "n@example.org"}
    answer = staff().post(reverse("wagtailusers_users:add"), data, follow=True)
    assert "is on its way" not in answer.content.decode()
    assert not delivered()


def test_a_welcome_that_comes_too_late_is_not_sent(staff: Any) -> None:
    boss, url = staff(), reverse("wagtailusers_users:add")
    for number in range(3):
        data = {"name": "Nele", "email": f"n{number}@example.org", "language": "en", "is_active": "on"}
        boss.post(url, data)
    deleted, moved, done = User.objects.filter(name="Nele").order_by("email")
    deleted.delete()
    data = {"name": "Nele", "email": "elsewhere@example.org", "language": "en", "is_active": "on"}
    boss.post(reverse("wagtailusers_users:edit", args=[moved.pk]), data)
    done.set_password("a long word for tests 7")
    done.save()
    assert not delivered()


def test_who_lost_the_mail_asks_for_another_where_one_signs_in(staff: Any) -> None:
    staff().post(
        reverse("wagtailusers_users:add"), {"name": "Nele", "email": "n@example.org", "is_active": "on"}
    )
    Client().post(reverse("account_reset_password"), {"email": "n@example.org"})
    assert [letter.to for letter in delivered()] == [["n@example.org"]] * 2
    assert "/password/reset/" in delivered()[-1].body


def test_an_administrator_knows_nobodys_password(staff: Any) -> None:
    person = factories.user(password="a long word for tests 7")
    url = reverse("wagtailusers_users:edit", args=[person.pk])
    boss = staff()
    assert 'type="password"' not in boss.get(url).content.decode()
    data = {
        "name": "P",
        "email": person.email,
        "is_active": "on",
        "password1": "x" * 20,
        "password2": "x" * 20,
    }
    assert boss.post(url, data).status_code == 302
    person.refresh_from_db()
    assert person.check_password("a long word for tests 7")


def test_the_list_shows_groups_and_the_last_sign_in_at_the_same_cost(staff: Any) -> None:
    boss, url = staff(), reverse("wagtailusers_users:index")
    groups = list(Group.objects.filter(name__in=[EDITORS, MODERATORS]))

    def cost(number: int) -> int:
        for _time in range(number):
            person = factories.user(name="Nele", last_login=timezone.now() - timedelta(days=3))
            person.groups.set(groups)
        with CaptureQueriesContext(connection) as queries:
            html = boss.get(url).content.decode()
        assert f"{EDITORS}, {MODERATORS}" in html
        assert "3\xa0days ago" in html
        return len(queries)

    boss.get(url)
    assert cost(2) == cost(12)


def test_people_are_listed_by_name_and_found_by_it(staff: Any) -> None:
    client = staff()
    for name in ("Zita", "Anna"):
        factories.user(name=name)
    url = reverse("wagtailusers_users:index")
    names = [person.name for person in client.get(url).context["object_list"]]
    assert names == sorted(names)
    backwards = [person.name for person in client.get(url, {"ordering": "-name"}).context["object_list"]]
    assert backwards == names[::-1]
    assert client.get(url, {"ordering": "-last_login"}).status_code == 200
    found = client.get(url, {"q": "zit"}).context["object_list"]
    assert [person.name for person in found] == ["Zita"]


def test_a_person_is_edited_with_one_name_and_groups(staff: Any) -> None:
    client, person = staff(), factories.user(name="Old")
    url = reverse("wagtailusers_users:edit", args=[person.pk])
    assert client.get(url).status_code == 200
    group = Group.objects.get(name=EDITORS)
    data = {"name": "New", "email": person.email, "language": "de", "is_active": "on", "groups": [group.pk]}
    assert client.post(url, data).status_code == 302
    person.refresh_from_db()
    assert (person.name, person.language, list(person.groups.all())) == ("New", "de", [group])


@pytest.mark.django_db
def test_the_groups_exist_after_the_first_run() -> None:
    names = {EDITORS, MODERATORS, *(translators(code) for code in content_languages())}
    assert names <= set(Group.objects.values_list("name", flat=True))
    for code in content_languages():
        limits = Group.objects.get(name=translators(code)).languages.values_list("language", flat=True)
        assert list(limits) == [code]


@pytest.mark.django_db
def test_groups_stay_as_administrators_left_them() -> None:
    Group.objects.get(name=EDITORS).permissions.clear()
    Group.objects.get(name=translators("de")).delete()
    assert [group.name for group in ensure_groups()] == [translators("de")]
    assert not Group.objects.get(name=EDITORS).permissions.exists()
    call_command("ensure_groups")
    assert ensure_groups() == []


def test_editors_write_and_moderators_publish(staff: Any) -> None:
    page = factories.draft(factories.ProjectPage, factories.project_index())
    publish = reverse("staff_publish_page", args=[page.pk])
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    editor, moderator = staff(EDITORS), staff(MODERATORS)
    assert editor.get(edit).status_code == 200
    assert editor.get(publish).status_code == 302
    assert moderator.get(edit).status_code == 200
    assert moderator.get(publish).status_code == 200
    assert editor.get(reverse("wagtailimages:add")).status_code == 200
    assert editor.get(reverse("wagtailsnippets_identity_contact:add")).status_code == 200
    settings = reverse(PortalSettings.snippet_viewset.get_url_name("list"))
    assert editor.get(settings, follow=True).redirect_chain[-1][0] == reverse("wagtailadmin_home")
    assert moderator.get(settings, follow=True).status_code == 200


def test_the_screen_of_groups_works(staff: Any) -> None:
    client = staff()
    assert client.get(reverse("wagtailusers_groups:index")).status_code == 200
    group = Group.objects.get(name=MODERATORS)
    assert client.get(reverse("wagtailusers_groups:edit", args=[group.pk])).status_code == 200
