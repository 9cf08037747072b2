"""What is closed is asked once while an address is read, and anew everywhere else."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from wagtail.models import PageViewRestriction

from cluster_portal.pages.closed import ClosedPathsMiddleware
from cluster_portal.pages.models import PortalPage
from tests import factories
from tests.staff.copies import close

pytestmark = pytest.mark.django_db


def seen_before_and_after_closing(page: PortalPage, request: HttpRequest) -> list[bool]:
    """Answer a request that looks for a page, closes it, and looks again."""
    found = []

    def view(request: HttpRequest) -> HttpResponse:
        for _ in range(2):
            found.append(PortalPage.objects.visible_to(AnonymousUser()).filter(pk=page.pk).exists())
            PageViewRestriction.objects.get_or_create(page=page, restriction_type=PageViewRestriction.LOGIN)
        return HttpResponse()

    ClosedPathsMiddleware(view)(request)
    return found


def test_a_request_that_changes_something_sees_the_change(
    rf: RequestFactory, demo: Callable[[str], Any]
) -> None:
    assert seen_before_and_after_closing(demo("gemstone"), rf.post("/")) == [True, False]


def test_nothing_is_remembered_from_one_request_to_the_next(
    rf: RequestFactory, demo: Callable[[str], Any]
) -> None:
    assert seen_before_and_after_closing(demo("gemstone"), rf.get("/")) == [True, True]
    assert seen_before_and_after_closing(demo("gemstone"), rf.get("/")) == [False, False]
    assert not PortalPage.objects.visible_to(AnonymousUser()).filter(pk=demo("gemstone").pk).exists()


def test_readers_of_one_request_are_kept_apart(rf: RequestFactory, demo: Callable[[str], Any]) -> None:
    page, person, found = demo("gemstone"), factories.user(), []
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    def view(request: HttpRequest) -> HttpResponse:
        found.extend(
            PortalPage.objects.visible_to(reader).filter(pk=page.pk).exists()
            for reader in (person, AnonymousUser(), None, person)
        )
        return HttpResponse()

    ClosedPathsMiddleware(view)(rf.get("/"))
    assert found == [True, False, False, True]


def test_a_visitor_hears_that_a_page_is_closed_and_gets_there_in_any_language(reader: Client) -> None:
    page = factories.plain_page(title=factories.in_all_languages("Interne"))
    close(page)
    asked = reader.get(page.get_url_in("fr"), follow=True)
    shown = asked.content.decode()
    assert "is for people with an account" in shown
    german = re.search(r'href="(/de/[^"]*login/[^"]*)"', shown)
    assert german is not None
    assert unquote(german[1]).endswith(f"?next={page.get_url_in('fr')}")
    assert "is for people with an account" not in reader.get("/fr/account/login/").content.decode()


def test_the_form_for_a_password_tells_no_other_address(reader: Client) -> None:
    page = factories.plain_page(title={"fr": "Réunion", "en": "Secret plan", "nl": "Geheim plan"})
    PageViewRestriction.objects.create(page=page, restriction_type="password", password="x")
    shown = reader.get(page.get_url_in("fr"))
    assert shown.status_code == 200
    assert "secret-plan" not in shown.content.decode()
    assert "geheim-plan" not in shown.content.decode()
    assert 'href="/nl/"' in shown.content.decode()
