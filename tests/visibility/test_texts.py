"""Texts of a language in which a page is not published reach nobody, and closed records are in no filter."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import PageViewRestriction

from cluster_portal.languages.codes import column, content_languages
from cluster_portal.pages.models import PortalPage
from cluster_portal.pages.publishing import unpublish_languages
from partners.models import PartnerIndexPage, PartnerPage
from projects.models import (
    CallDeadline,
    CallIndexPage,
    CallSupport,
    KeyObjective,
    Participation,
    Programme,
    ProjectFigure,
    ProjectIndexPage,
    ProjectPage,
    ProjectResult,
    Sector,
    SupportKind,
)
from tests import factories

pytestmark = pytest.mark.django_db

HIDDEN = "Zurückgezogen"
# What of it stands in the German slugs.
HIDDEN_SLUG = "zurueckgezogen"
RECORDS = ("projects", "participations", "calls", "partners")


def texts(word: str) -> dict[str, str]:
    """Return a text per language: the German one is never to be seen."""
    return {code: f"{HIDDEN} {word}" if code == "de" else f"{word} {code}" for code in content_languages()}


def body_of(reader: Client, address: str) -> str:
    answer = reader.get(address)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode(errors="replace").replace("\r\n ", "")


def index_of(model: type[PortalPage], language: str) -> str:
    return str(model.objects.get().get_url_in(language))


@pytest.mark.parametrize("was_live", [True, False], ids=["withdrawn", "never published"])
def test_texts_and_slugs_of_a_language_that_is_not_live_are_in_no_channel(
    demo: Callable[[str], Any], reader: Client, was_live: bool
) -> None:
    languages = [code for code in content_languages() if was_live or code != "de"]
    partner = factories.partner(
        languages=languages,
        title=texts("partner"),
        city=texts("city"),
        region=texts("region"),
        country="BE",
        latitude=50,
        longitude=5,
    )
    project = factories.project(
        languages=languages,
        title=texts("project"),
        granting_authority=texts("authority"),
        full_title=texts("full"),
        summary=texts("summary"),
        starts_on=timezone.localdate(),
    )
    factories.participation(project, partner, note=texts("note"))
    factories.record(KeyObjective, project=project, text=texts("objective"))
    factories.record(ProjectFigure, project=project, label=texts("figure"), unit=texts("unit"), value="1")
    factories.record(
        ProjectResult,
        project=project,
        title=texts("result"),
        dissemination="public",
        url="https://x.example/",
    )
    soon = timezone.now() + timedelta(days=5)
    call = factories.call(
        project,
        languages=languages,
        title=texts("call"),
        amount=texts("amount"),
        who_may_apply=texts("who"),
        deadline_model="cut_offs",
    )
    factories.record(CallDeadline, call=call, label=texts("deadline"), moment=soon)
    pages = [partner, project, call]
    if was_live:
        for page in pages:
            unpublish_languages(page, ["de"])
    pages = partner, project, call = [type(page).objects.get(pk=page.pk) for page in pages]
    with translation.override("de"):
        addresses = [
            *(str(page.get_url_in(code)) for page in pages for code in content_languages()),
            index_of(ProjectIndexPage, "de"),
            index_of(ProjectIndexPage, "de") + f"?partner={partner.pk}",
            index_of(ProjectIndexPage, "de") + f"?partner={partner.pk}&view=map",
            index_of(PartnerIndexPage, "de") + f"?project={project.pk}",
            index_of(PartnerIndexPage, "de") + "?view=map",
            index_of(CallIndexPage, "de"),
            "/de/",
            "/sitemap.xml",
            reverse("calls_calendar"),
            reverse("calls_feed"),
            reverse("call_calendar", args=[call.uuid]),
            reverse("project_embed", args=[project.uuid]),
            *(reverse("export", args=[what, name]) for what in RECORDS for name in ("csv", "json")),
            *(f"/api/v1/{what}?lang=de&per_page=100" for what in RECORDS),
        ]
    read = {address: body_of(reader, address) for address in addresses}
    assert [address for address, body in read.items() if HIDDEN in body or HIDDEN_SLUG in body] == []
    assert "note en" in body_of(reader, "/api/v1/participations?lang=de&per_page=100")
    assert "authority en" in body_of(reader, "/api/v1/projects?lang=de&per_page=100")
    found = body_of(reader, index_of(PartnerIndexPage, "fr") + f"?q={HIDDEN}")
    assert partner.get_url_in("fr") not in found
    assert partner.get_url_in("fr") in body_of(reader, index_of(PartnerIndexPage, "fr") + "?q=partner nl")


def test_a_page_that_is_live_in_no_language_says_nothing(reader: Client) -> None:
    """No way leads there; a language that an installation gave up, or a repair by hand, may."""
    project = factories.project(title=factories.in_all_languages(HIDDEN), summary=texts("summary"))
    factories.record(KeyObjective, project=project, text=texts("objective"))
    call = factories.call(project, title=factories.in_all_languages(HIDDEN))
    partner = factories.partner(title=factories.in_all_languages(HIDDEN))
    factories.participation(project, partner)
    pages = [project, call, partner]
    nowhere = dict.fromkeys(("live_since", *(column("live_since", code) for code in content_languages())))
    PortalPage.objects.rewrite(False).filter(pk__in=[page.pk for page in pages]).update(**nowhere)
    for page in pages:
        for code in content_languages():
            assert reader.get(page.get_url_in(code)).status_code == 404
    with translation.override("en"):
        addresses = [
            *(index_of(model, "en") for model in (ProjectIndexPage, PartnerIndexPage, CallIndexPage)),
            "/en/",
            "/sitemap.xml",
            reverse("calls_feed"),
            reverse("calls_calendar"),
            reverse("call_calendar", args=[call.uuid]),
            reverse("project_embed", args=[project.uuid]),
            *(reverse("export", args=[what, name]) for what in RECORDS for name in ("csv", "json", "xlsx")),
            *(f"/api/v1/{what}?lang=de&per_page=100" for what in RECORDS),
        ]
    answers = {address: reader.get(address).status_code for address in addresses}
    assert [address for address, status in answers.items() if status >= 500] == []
    assert [address for address in addresses if HIDDEN in body_of(reader, address)] == []


def test_names_are_ordered_by_what_readers_see(reader: Client) -> None:
    for title, german in (("Beta", "Aaa"), ("Alpha", "Zzz")):
        page = factories.project(title=factories.in_all_languages(title) | {"de": german})
        unpublish_languages(page, ["de"])
    answer = reader.get("/api/v1/projects?lang=de&sort=name&per_page=100").json()
    titles = [row["title"] for row in answer["items"] if row["title"] in ("Alpha", "Beta")]
    assert titles == ["Alpha", "Beta"]


# --- filters ------------------------------------------------------------------------------------------


class Closed:
    """Records that only closed pages use, by the name of the filter; each is called by a word of its own."""

    def __init__(self) -> None:
        programme = factories.record(
            Programme, pk=765431, name=factories.in_all_languages("Programme of an open project")
        )
        sector = factories.record(Sector, pk=765432, name=factories.in_all_languages("Qzsector"))
        kind = factories.record(SupportKind, pk=765433, name=factories.in_all_languages("Qzkind"))
        goal = factories.goal(title=factories.in_all_languages("Qzgoal"))
        partner = factories.partner(title=factories.in_all_languages("Qzpartner"), country="JP", kind="hub")
        project = factories.project(title=factories.in_all_languages("Qzproject"), programme=programme)
        open_project = factories.project(programme=programme)
        member = factories.partner(title=factories.in_all_languages("Open partner"), country="BE")
        for page in (project, open_project):
            page.sectors.add(sector)
            page.goals.add(goal)
            page.save()
        open_project.sectors.clear()
        open_project.save()
        factories.participation(project, member, role="third_party")
        factories.participation(open_project, partner, role="associated")
        call = factories.call(project, countries=["JP"])
        call.sectors.add(sector)
        call.save()
        factories.record(CallSupport, call=call, kind=kind)
        # A call that is closed itself, below a project that is not.
        hidden_call = factories.call(open_project)
        Participation.objects.filter(role="associated").exclude(partner=partner).delete()
        for page in (goal, partner, project, hidden_call):
            PageViewRestriction.objects.create(page=page, restriction_type="login")
        self.of_projects = {
            "sector": sector.pk,
            "goal": goal.pk,
            "partner": partner.pk,
            "country": "JP",
            "role": "associated",
        }
        self.of_calls = {"sector": sector.pk, "kind": kind.pk, "country": "JP", "programme": programme.pk}
        self.of_partners = {
            "sector": sector.pk,
            "project": project.pk,
            "country": "JP",
            "kind": "hub",
            "role": "third_party",
        }


def without(name: str, asked: str, text: str) -> str:
    """Return an answer without the value that was asked for, as addresses, lists of faults and JSON repeat it."""
    text = text.replace(f"{name}={asked}", f"{name}=?").replace(f">{asked}<", ">?<")
    return text if "<" in text else text.replace(f'"{asked}"', '"?"')


UNKNOWN = {"country": "XX", "role": "nobody", "kind": "nothing"}


# Feeds and exports tell the moment at which they are read.
@time_machine.travel(datetime(2031, 1, 1, 9, tzinfo=UTC), tick=False)
def test_a_filter_value_of_closed_records_is_as_unknown_as_any_other(reader: Client) -> None:
    ProjectPage.objects.all().delete()
    PartnerPage.objects.filter(is_this_cluster=False).delete()
    closed = Closed()
    for model, path, filters in (
        (ProjectIndexPage, "projects", closed.of_projects),
        (CallIndexPage, "calls", closed.of_calls),
        (PartnerIndexPage, "partners", closed.of_partners),
    ):
        for name, value in filters.items():
            unknown = UNKNOWN.get(name, "987654") if not isinstance(value, int) else "987654"
            for address in (
                index_of(model, "fr") + "?{}={}",
                index_of(model, "fr") + "?view=map&{}={}",
                f"/api/v1/{path}?lang=fr&{{}}={{}}",
                *(("/api/v1/participations?lang=fr&{}={}",) if path == "projects" else ()),
                *(("/fr/calls.atom?{}={}",) if path == "calls" else ()),
            ):
                with_closed, with_unknown = (
                    without(name, str(asked), body_of(reader, address.format(name, asked)))
                    for asked in (value, unknown)
                )
                assert with_closed == with_unknown, f"{address} {name}"
                assert "Qz" not in with_closed
