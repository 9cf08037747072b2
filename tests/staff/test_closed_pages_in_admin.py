"""What the admin shows of a page to somebody who may not edit that part of the tree; and comment mails."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import get_resolver, reverse
from wagtail.models import Comment, GroupPagePermission, PageSubscription, PageViewRestriction

from cluster_portal.accounts.models import User
from cluster_portal.pages.models import PortalPage
from cluster_portal.staff.groups import EDITORS, ensure_groups
from tests import factories
from tests.mails import delivered, forget
from tests.staff.posting import form_data

pytestmark = pytest.mark.django_db
SECRET = "zqsecretqz"


def editor_of(part: PortalPage) -> User:
    """Return somebody who may edit and publish one part of the tree."""
    group = Group.objects.create(name=f"Editors of {part.pk}")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for codename in ("add_portalpage", "change_portalpage", "publish_portalpage", "lock_portalpage"):
        permission = Permission.objects.get(codename=codename)
        GroupPagePermission.objects.create(group=group, page=part, permission=permission)
    person = factories.user(name="Local", language="en")
    person.groups.add(group)
    return person


def browser(who: User) -> Client:
    client = Client()
    client.force_login(who)
    return client


@pytest.fixture
def closed(db: None) -> Any:
    """Return a page closed by a group, with a draft, a second version and a comment."""
    ensure_groups()
    page = factories.plain_page(title=factories.in_all_languages("Open title"), summary={"fr": SECRET})
    factories.edit(page, summary={"fr": f"{SECRET} later"})
    PageViewRestriction.objects.create(page=page, restriction_type="groups")
    return type(page).objects.get(pk=page.pk)


def page_addresses(page: Any) -> list[str]:
    """Return every address of the admin that takes the key of a page, and perhaps that of a version."""
    revisions = list(page.revisions.order_by("pk").values_list("pk", flat=True))
    urls = []
    for namespace, (_prefix, resolver) in get_resolver().namespace_dict.items():
        if not namespace.startswith("wagtailadmin"):
            continue
        for name in {key for key in resolver.reverse_dict if isinstance(key, str)}:
            for args in ([page.pk], [page.pk, revisions[0]], [page.pk, revisions[0], revisions[-1]]):
                try:
                    urls.append(reverse(f"{namespace}:{name}", args=args))
                except Exception:  # noqa: S112 - another number of parts
                    continue
    names = ("staff_publish_page", "staff_unpublish_languages")
    return [
        *urls,
        f"/admin/api/main/pages/{page.pk}/?fields=*",
        reverse("editorial_report"),
        *(reverse(name, args=[page.pk]) for name in names),
        reverse("staff_revert_languages", args=[page.pk, revisions[0]]),
        reverse("wagtailadmin_pages:workflow_history", args=[page.pk]),
    ]


def test_a_stranger_to_the_part_reads_nothing_of_it(closed: Any) -> None:
    other = factories.plain_page()
    client = browser(editor_of(other))
    addresses = page_addresses(closed)
    assert len(addresses) > 15
    found = []
    for url in addresses:
        for method in ("get", "post"):
            answer = getattr(client, method)(url)
            content = b"".join(answer) if answer.streaming else answer.content
            if SECRET.encode() in content or answer.status_code >= 500:
                found.append((method, url, answer.status_code))
    assert found == []
    fresh = type(closed).objects.get(pk=closed.pk)
    assert fresh.live
    assert fresh.latest_revision_id == closed.latest_revision_id
    assert PageViewRestriction.objects.filter(page=closed).exists()


def test_comment_mails_stop_with_the_right(closed: Any) -> None:
    stays, leaves, off, writer = (factories.user(name=name) for name in ("Stays", "Leaves", "Off", "Writer"))
    editors = Group.objects.get(name=EDITORS)
    for person in (stays, off, writer):
        person.groups.add(editors)
    User.objects.filter(pk=off.pk).update(is_active=False)
    for person in (stays, leaves, off):
        PageSubscription.objects.create(user=person, page=closed, comment_notifications=True)
    past = factories.user(name="Past")
    thread = Comment.objects.create(page=closed, user=past, text="Old", contentpath="summary_fr")
    client = browser(writer)
    url = reverse("wagtailadmin_pages:edit", args=[closed.pk])
    data = form_data(client.get(url).context["form"])
    prefix = "comments-0-replies"
    assert str(data["comments-0-id"]) == str(thread.pk)
    data |= {f"{prefix}-TOTAL_FORMS": 1, f"{prefix}-0-text": f"{SECRET} answer", f"{prefix}-0-id": ""}
    forget()
    assert client.post(url, data).status_code == 302
    assert [message.to for message in delivered()] == [[stays.email]]
    past.groups.add(editors)
    data = form_data(client.get(url).context["form"])
    data |= {f"{prefix}-TOTAL_FORMS": 2, f"{prefix}-1-text": f"{SECRET} more", f"{prefix}-1-id": ""}
    forget()
    client.post(url, data)
    assert sorted(message.to[0] for message in delivered()) == sorted([stays.email, past.email])


def test_a_person_who_is_deleted_leaves_drafts_that_go_on(closed: Any) -> None:
    author = factories.user(name="Author")
    author.groups.add(Group.objects.get(name=EDITORS))
    draft = factories.draft(factories.ContentPage, factories.home(), owner=author)
    draft.save_revision(user=author)
    PortalPage.objects.filter(pk=draft.pk).update(locked=True, locked_by=author)
    Comment.objects.create(page=draft, user=author, text="Look", contentpath="summary_fr")
    waiting = factories.draft(factories.ContentPage, factories.home())
    state = waiting.get_workflow().start(waiting, author)
    administrator = browser(factories.user(is_superuser=True))
    assert administrator.post(reverse("wagtailusers_users:delete", args=[author.pk])).status_code == 302
    assert not User.objects.filter(pk=author.pk).exists()
    fresh = type(draft).objects.get(pk=draft.pk)
    assert (fresh.owner, fresh.locked_by) == (None, None)
    for name in ("edit", "history", "usage"):
        assert administrator.get(reverse(f"wagtailadmin_pages:{name}", args=[draft.pk])).status_code == 200
    assert administrator.post(reverse("wagtailadmin_pages:unlock", args=[draft.pk])).status_code == 302
    assert not type(draft).objects.get(pk=draft.pk).locked
    assert administrator.get(reverse("wagtailadmin_reports:site_history")).status_code == 200
    for name in ("edit", "workflow_history"):
        assert administrator.get(reverse(f"wagtailadmin_pages:{name}", args=[waiting.pk])).status_code == 200
    task = state.current_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[waiting.pk, "reject", task.pk])
    assert administrator.post(url, {"comment": ""}).status_code in (200, 302)
