"""Pages are gone for good: by hand, and by the worker when their time is over."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.actions.delete_page import DeletePageAction
from wagtail.contrib.redirects.models import Redirect

from cluster_portal.bin import removing
from cluster_portal.bin.models import BinnedPage
from cluster_portal.bin.places import Places
from cluster_portal.operations.jobs import registered_jobs
from cluster_portal.pages.binned import bin_open
from cluster_portal.pages.models import PortalPage
from tests import factories
from tests.bin.going import bin_url, bring_back, delete
from tests.bin.test_deleting import named
from tests.factories import in_all_languages

pytestmark = pytest.mark.django_db


def remove_url(page: Any) -> str:
    return f"{bin_url(page)}remove/"


def let_time_pass(*pages: Any, hours: int = 1) -> None:
    """Let it be ``hours`` since the time of the pages in the bin was over."""
    moment = timezone.now() - timedelta(days=settings.BIN_DAYS, hours=hours)
    BinnedPage.objects.filter(page__in=[page.pk for page in pages]).update(put_at=moment)


def run_the_worker() -> None:
    next(job for job in registered_jobs() if job.name == "empty_bin").run()


def is_there(page: Any) -> bool:
    with bin_open():
        return PortalPage.objects.filter(pk=page.pk).exists()


def test_removed_for_good_once_confirmed(staff: Any) -> None:
    page = named("Alpha")
    child = named("Beta", page)
    client = staff()
    delete(client, page, readers="parent")
    url = remove_url(page)
    assert "Beta" in client.get(url).content.decode()
    assert client.post(url)["Location"] == reverse("bin")
    with bin_open():
        assert not PortalPage.objects.filter(pk__in=[page.pk, child.pk]).exists()
    assert Redirect.objects.get(old_path="/fr/alpha").is_permanent


def test_gone_for_good_after_its_days(staff: Any) -> None:
    client = staff()
    old, young = named("Alpha"), named("Beta")
    alias = old.create_alias(parent=factories.strategy())
    delete(client, old)
    delete(client, young)
    let_time_pass(old)
    let_time_pass(young, hours=-1)
    run_the_worker()
    assert [is_there(page) for page in (old, alias, young)] == [False, False, True]
    assert "Beta" in client.get(reverse("bin")).content.decode()


def once(before: Callable[[], object], then: Callable[..., Any]) -> Callable[..., Any]:
    """Return ``then`` as it is when something else happens just before it is called first."""
    waiting = [before]

    def called(*args: Any, **kwargs: Any) -> Any:
        if waiting:
            waiting.pop()()
        return then(*args, **kwargs)

    return called


def test_a_page_that_somebody_brings_back_meanwhile_stays(
    staff: Any, reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, colleague, client = named("Alpha"), staff(), staff()
    delete(client, page)

    def come_back() -> None:
        assert bring_back(colleague, page, languages=["fr"]).status_code == 302

    with monkeypatch.context() as patch:
        patch.setattr("cluster_portal.bin.views.remove_for_good", once(come_back, removing.remove_for_good))
        answer = client.post(remove_url(page), follow=True)
    assert "no longer in the bin" in answer.content.decode()
    assert reader.get("/fr/alpha/").status_code == 200
    delete(client, page)
    let_time_pass(page)
    with monkeypatch.context() as patch:
        patch.setattr(removing, "remove_for_good", once(come_back, removing.remove_for_good))
        run_the_worker()
    assert reader.get("/fr/alpha/").status_code == 200


def test_a_page_that_somebody_removes_meanwhile_does_not_come_back(
    staff: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, colleague, client = named("Alpha"), staff(), staff()
    delete(client, page)
    url = remove_url(page)
    may = once(lambda: colleague.post(url), Places.may_publish)
    with monkeypatch.context() as patch:
        patch.setattr(Places, "may_publish", lambda self, user, row: may(self, user, row))
        answer = bring_back(client, page)
    assert answer.status_code == 302
    assert "no longer in the bin" in client.get(answer["Location"]).content.decode()
    assert not is_there(page)


def test_a_page_that_another_record_needs_stays_and_the_bin_says_why(staff: Any) -> None:
    client = staff()
    partner, page = factories.partner(title=in_all_languages("Alpha")), named("Beta")
    delete(client, partner)
    delete(client, page)
    project = factories.project(title=in_all_languages("Needy project"))
    factories.participation(project, partner)
    assert "Needy project" in client.get(remove_url(partner)).content.decode()
    assert "Needy project" in client.post(remove_url(partner), follow=True).content.decode()
    assert "Needy project" not in client.get(reverse("bin")).content.decode()
    let_time_pass(partner, page)
    run_the_worker()
    assert [is_there(partner), is_there(page)] == [True, False]
    assert "Needy project" in client.get(reverse("bin")).content.decode()


def test_one_that_fails_does_not_keep_the_others(staff: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    client = staff()
    pages = [named(name) for name in ("Alpha", "Beta", "Gamma")]
    for page in pages:
        delete(client, page)
    let_time_pass(*pages)
    execute = DeletePageAction.execute

    def fail(action: Any, **kwargs: Any) -> Any:
        if action.page.pk == pages[1].pk:
            raise RuntimeError
        return execute(action, **kwargs)

    monkeypatch.setattr(DeletePageAction, "execute", fail)
    run_the_worker()
    assert [is_there(page) for page in pages] == [False, True, False]


@pytest.mark.parametrize("screen", ["bin", "bin_page", "bin_remove"])
def test_what_pages_held_is_not_read_for_all_of_them(staff: Any, screen: str) -> None:
    client, page = staff(), named("Alpha")
    delete(client, page)
    delete(client, named("Beta"))
    url = reverse(screen, args=[] if screen == "bin" else [BinnedPage.objects.get(page=page.pk).pk])
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    of_all = [
        query["sql"]
        for query in queries
        if '"bin_binnedpage"."held"' in query["sql"]
        and not re.search(r'"(id|along_with_id)" = \d', query["sql"])
    ]
    assert of_all == []
