"""Two records of the same partner become one: all that hangs on the other follows, at once or not at all."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import ReferenceIndex

from cluster_portal.identity.models import Contact, MenuItem, PortalSettings
from cluster_portal.languages.codes import content_languages
from cluster_portal.languages.models import LanguageSchedule
from cluster_portal.pages.schedules import schedule_language, scheduled_rows
from partners.merging import MergePart, merge, refusals, register_merge_part
from partners.models import FormerName, PartnerContact, PartnerPage
from projects.cordis.models import FactSource
from projects.models import Participation, ProjectPage
from tests import factories

pytestmark = pytest.mark.django_db

OTHER = {"fr": "Grappe Jumelle", "en": "Twin Cluster", "nl": "Tweelingcluster", "de": "Zwillingscluster"}


@pytest.fixture
def kept(demo: Any) -> PartnerPage:
    return factories.partner(title=factories.in_all_languages("Gardé"), country="IS")


@pytest.fixture
def other(demo: Any) -> PartnerPage:
    partner = factories.partner(title=OTHER, country="IS", cordis_id="999000111")
    factories.record(FormerName, partner=partner, name="Proto-Grappe", until=2001)
    return partner


def merged(kept: PartnerPage, other: PartnerPage) -> PartnerPage:
    merge(kept, other)
    assert not PartnerPage.objects.filter(pk=other.pk).exists()
    return PartnerPage.objects.get(pk=kept.pk)


def public(project: ProjectPage) -> list[int]:
    return [row.partner_id for row in ProjectPage.objects.get(pk=project.pk).participations.all()]


def drafted(project: ProjectPage) -> list[int]:
    draft = ProjectPage.objects.get(pk=project.pk).get_latest_revision_as_object()
    return [row.partner_id for row in draft.participations.all()]


def test_participations_follow_in_public_and_in_drafts(kept: PartnerPage, other: PartnerPage) -> None:
    plain, waiting, drafts, hidden = (factories.project() for _number in range(4))
    for project in (plain, waiting):
        factories.participation(project, other, role="coordinator", contribution=5)
    identity = Participation.objects.get(project=waiting).uuid
    waiting = ProjectPage.objects.get(pk=waiting.pk)
    waiting.acronym = "WAITS"
    waiting.save_revision()
    draft = ProjectPage.objects.get(pk=drafts.pk)
    draft.participations = [Participation(partner=other)]
    draft.save_revision()
    never = factories.draft(ProjectPage, factories.project_index())
    factories.participation(never, other)
    never = ProjectPage.objects.get(pk=never.pk)
    never.save_revision()
    merged(kept, other)
    assert public(plain) == drafted(plain) == [kept.pk]
    assert (public(waiting), drafted(waiting)) == ([kept.pk], [kept.pk])
    assert (public(drafts), drafted(drafts)) == ([], [kept.pk])
    assert public(never) == drafted(never) == [kept.pk]
    assert public(hidden) == []
    # Nothing else of the draft became public, and the row is the same one.
    assert ProjectPage.objects.get(pk=waiting.pk).acronym == ""
    row = Participation.objects.get(project=waiting.pk)
    assert (row.uuid, row.role, row.contribution) == (identity, "coordinator", 5)
    factories.publish(ProjectPage.objects.get(pk=waiting.pk).get_latest_revision_as_object())
    assert Participation.objects.get(project=waiting.pk).uuid == identity


def test_what_is_scheduled_follows_too(kept: PartnerPage, other: PartnerPage) -> None:
    project = factories.project()
    draft = project.get_latest_revision_as_object()
    draft.participations.add(Participation(partner=other))
    draft.save_revision()
    schedule_language(project, "fr", timezone.now() + timedelta(days=1), facts=True)
    merged(kept, other)
    rows = scheduled_rows(LanguageSchedule.objects.get(), "participations")
    assert [row["partner"] for row in rows] == [kept.pk]


@pytest.mark.parametrize("in_draft", [False, True])
def test_two_participations_in_one_project_are_refused(
    kept: PartnerPage, other: PartnerPage, in_draft: bool
) -> None:
    project = factories.project(title={"fr": "Commun"})
    factories.participation(project, other)
    page = ProjectPage.objects.get(pk=project.pk)
    if in_draft:
        page.participations.add(Participation(partner=kept))
        page.save_revision()
    else:
        factories.participation(project, kept)
    assert "Commun" in refusals(kept, other)[0]
    with pytest.raises(ValidationError, match="Commun"):
        merge(kept, other)
    assert PartnerPage.objects.filter(pk=other.pk, live=True).exists()
    assert other.pk in public(project)


def test_nothing_moves_when_one_part_fails(kept: PartnerPage, other: PartnerPage, monkeypatch: Any) -> None:
    from partners import merging

    monkeypatch.setattr(merging, "_parts", list(merging._parts))

    def fail(*args: Any) -> None:
        raise RuntimeError

    register_merge_part(MergePart("Accounts", lambda kept, other: [], fail))
    project = factories.project()
    factories.participation(project, other)
    with pytest.raises(RuntimeError):
        merge(kept, other)
    assert public(project) == [other.pk]
    assert not FormerName.objects.filter(partner=kept.pk).exists()
    assert not Redirect.objects.filter(redirect_page=kept.pk).exists()


def test_all_names_still_find_it_and_all_addresses_lead_to_it(
    reader: Client, kept: PartnerPage, other: PartnerPage
) -> None:
    factories.publish_edit(other, slug={"fr": "grappe-deux"})
    first = other.get_url_in("fr")
    second = {code: PartnerPage.objects.get(pk=other.pk).get_url_in(code) for code in content_languages()}
    kept = merged(kept, other)
    for code in content_languages():
        answer = reader.get(second[code])
        assert (answer.status_code, answer["Location"]) == (301, kept.get_url_in(code))
        for name in (*OTHER.values(), "proto-grappe"):
            html = reader.get(factories.partner_index().get_url_in(code), {"q": name}).content.decode()
            assert f'href="{kept.get_url_in(code)}"' in html, name
    assert reader.get(first)["Location"] == kept.get_url_in("fr")
    assert kept.cordis_id == "999000111"
    # A later publication of the record keeps what came with the merge.
    factories.publish_edit(kept, acronym="G")
    assert FormerName.objects.filter(partner=kept.pk).count() == 5


def test_contacts_follow_once_with_their_consent(kept: PartnerPage, other: PartnerPage) -> None:
    both, only = (factories.record(Contact, name=name) for name in ("Ada", "Grace"))
    for partner, contact in ((kept, both), (other, both), (other, only)):
        factories.record(PartnerContact, partner=partner, contact=contact, consented_on=timezone.localdate())
    kept = merged(kept, other)
    assert sorted(row.contact.name for row in kept.contacts.all()) == ["Ada", "Grace"]
    assert all(row.consented_on for row in kept.contacts.all())


def test_successors_menus_and_sources_follow(kept: PartnerPage, other: PartnerPage) -> None:
    before = factories.partner(successor=other)
    waits = factories.partner()
    factories.edit(waits, successor=other)
    settings = PortalSettings.objects.first() or PortalSettings.objects.create()
    item = MenuItem.objects.create(settings=settings, page_id=other.pk)
    source = FactSource.objects.create(
        page=other, field="website", source_date="2026-01-01", value="x", accepted_at=timezone.now()
    )
    factories.publish_edit(kept, successor=other)
    kept = merged(kept, other)
    assert PartnerPage.objects.get(pk=before.pk).successor_id == kept.pk
    assert PartnerPage.objects.get(pk=waits.pk).get_latest_revision_as_object().successor_id == kept.pk
    assert kept.successor_id is None
    item.refresh_from_db()
    source.refresh_from_db()
    assert (item.page_id, source.page_id) == (kept.pk, kept.pk)


def test_a_draft_of_the_menus_follows(kept: PartnerPage, other: PartnerPage) -> None:
    settings = PortalSettings.objects.get()
    settings.menu_items.add(MenuItem(page_id=other.pk, sort_order=99))
    settings.operator = "Not yet"
    settings.save_revision()
    kept = merged(kept, other)
    settings.refresh_from_db()
    draft = settings.get_latest_revision_as_object()
    assert kept.pk in [row.page_id for row in draft.menu_items.all()]
    assert (settings.operator == "Not yet", draft.operator) == (False, "Not yet")
    assert not MenuItem.objects.filter(page_id=kept.pk).exists()


def test_links_in_texts_lead_to_the_record_kept(
    reader: Client, kept: PartnerPage, other: PartnerPage
) -> None:
    link = f'<p>Voir <a linktype="page" id="{other.pk}">ici</a> et <a linktype="page" id="{other.pk}1">là</a>.</p>'
    body = [{"type": "paragraph", "value": link}]
    page = factories.plain_page(body={"fr": body})
    project = factories.project(objective={"fr": link})
    ReferenceIndex.create_or_update_for_object(page)
    ReferenceIndex.create_or_update_for_object(project)
    kept = merged(kept, other)
    for found in (page, project):
        html = reader.get(found.get_url_in("fr")).content.decode()
        assert f'href="{kept.get_url_in("fr")}"' in html
    raw = type(project).objects.get(pk=project.pk).objective
    assert f'id="{other.pk}1"' in raw


# --- the screen -----------------------------------------------------------------------------------------------


@pytest.fixture
def administrator(client: Client) -> Client:
    client.force_login(factories.user(is_staff=True, is_superuser=True, language="en"))
    return client


def test_staff_see_what_moves_then_merge(
    administrator: Client, kept: PartnerPage, other: PartnerPage
) -> None:
    project = factories.project(title={"fr": "Projet qui suit", "en": "Following project"})
    factories.participation(project, other)
    url = reverse("partners_merge", args=[kept.pk])
    assert url in administrator.get(reverse("wagtailadmin_pages:edit", args=[kept.pk])).content.decode()
    assert administrator.get(url).status_code == 200
    html = administrator.get(url, {"other": other.pk}).content.decode()
    for expected in (
        "Following project",
        "Proto-Grappe",
        *OTHER.values(),
        other.get_url_in("de"),
        "999000111",
    ):
        assert expected in html
    assert public(project) == [other.pk]
    answer = administrator.post(url, {"other": other.pk, "confirm": "1"})
    assert answer.status_code == 302
    assert public(project) == [kept.pk]
    again = administrator.post(url, {"other": other.pk, "confirm": "1"})
    assert (again.status_code, PartnerPage.objects.filter(pk=kept.pk).exists()) == (200, True)


@pytest.mark.parametrize("value", ["0", "x", "", "-1", "self", "project"])
def test_what_is_no_other_partner_is_refused(administrator: Client, kept: PartnerPage, value: str) -> None:
    chosen = {"self": kept.pk, "project": factories.project().pk}.get(value, value)
    answer = administrator.post(reverse("partners_merge", args=[kept.pk]), {"other": chosen, "confirm": "1"})
    assert answer.status_code == 200
    assert PartnerPage.objects.filter(pk=kept.pk).exists()


@pytest.mark.parametrize("who", ["anonymous", "reader", "translator"])
def test_who_may_not_publish_may_not_merge(
    client: Client, kept: PartnerPage, other: PartnerPage, who: str, demo: Callable[[str], Any]
) -> None:
    from django.contrib.auth.models import Group

    if who != "anonymous":
        person = factories.user()
        if who == "translator":
            person.groups.add(*Group.objects.filter(name__icontains="translat"))
        client.force_login(person)
    for send in (client.get, client.post):
        answer = send(reverse("partners_merge", args=[kept.pk]), {"other": other.pk, "confirm": "1"})
        assert answer.status_code in (302, 403)
    assert PartnerPage.objects.filter(pk=other.pk, live=True).exists()


def test_the_form_says_where_a_partner_is_named(administrator: Client, kept: PartnerPage) -> None:
    edit = reverse("wagtailadmin_pages:edit", args=[kept.pk])
    assert "No page names this partner yet." in administrator.get(edit).content.decode()
    project = factories.project(title={"fr": "Projet nommant", "en": "Naming project"})
    page = ProjectPage.objects.get(pk=project.pk)
    page.participations = [Participation(partner=kept)]
    factories.publish(page)
    html = administrator.get(edit).content.decode()
    assert "1 place names this partner" in html
    assert reverse("wagtailadmin_pages:edit", args=[project.pk]) in html


def test_a_partner_says_its_part_and_whom_it_was_followed_by(reader: Client, kept: PartnerPage) -> None:
    project = factories.project(title={"fr": "Projet payé"}, eu_contribution=90_000)
    factories.participation(project, kept, role="coordinator", contribution=12_345)
    new = factories.partner(title={"fr": "La suivante"})
    factories.publish_edit(kept, successor=new)
    html = reader.get(kept.get_url_in("fr")).content.decode()
    head, _main, rest = html.partition('class="columns"')
    assert "La suivante" in head
    assert new.get_url_in("fr") in head
    assert "12" in rest.partition("Projet payé")[2].partition("</li>")[0]
