"""A partner is renamed once: every page says the new name, the old one is still found and leads on."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cluster_portal.languages.codes import content_languages
from cluster_portal.pages.publishing import Choice, publish
from partners.models import PartnerPage
from tests import factories

pytestmark = pytest.mark.django_db

OLD = {"fr": "Pôle Ancien", "en": "Old Cluster", "nl": "Oude Cluster", "de": "Alter Verband"}
NEW = {"fr": "Pôle Nouveau", "en": "New Cluster", "nl": "Nieuwe Cluster", "de": "Neuer Verband"}
NEW_SLUGS = {"fr": "pole-nouveau", "en": "new-cluster", "nl": "nieuwe-cluster", "de": "neuer-verband"}


@pytest.fixture
def partner() -> PartnerPage:
    return factories.partner(title=OLD, country="IS", latitude=64, longitude=-21)


def names(partner: PartnerPage) -> set[str]:
    return {row.name for row in PartnerPage.objects.get(pk=partner.pk).former_names.all()}


def test_everything_that_names_it_says_the_new_name(
    reader: Client, partner: PartnerPage, demo: Callable[[str], Any]
) -> None:
    project = factories.project(title=factories.in_all_languages("Projet"))
    factories.participation(project, partner, role="coordinator")
    old = {code: partner.get_url_in(code) for code in content_languages()}
    factories.publish_edit(partner, title=NEW, slug=NEW_SLUGS)
    partner = PartnerPage.objects.get(pk=partner.pk)
    for code in content_languages():
        index = factories.partner_index().get_url_in(code)
        places = {
            "page and JSON-LD": partner.get_url_in(code),
            "project": project.get_url_in(code),
            "directory": f"{index}?country=IS",
            "map": f"{index}?country=IS&view=map",
            "interface": f"/api/v1/partners?lang={code}&country=IS",
            "participations": f"/api/v1/participations?lang={code}&partner={partner.pk}",
            "projects by coordinator": f"/api/v1/projects?lang={code}&partner={partner.pk}",
        }
        csv = re.search(r'href="([^"]+\.csv[^"]*)"', reader.get(places["directory"]).content.decode())
        assert csv is not None
        places["export"] = csv[1].replace("&amp;", "&")
        for place, address in places.items():
            text = reader.get(address).getvalue().decode()
            text = text.encode().decode("unicode_escape") if "\\u" in text else text
            assert NEW[code] in text, (place, code)
        structured = re.search(
            r"application/ld\+json[^>]*>(.*?)<", reader.get(places["project"]).content.decode(), re.S
        )
        assert structured is not None
        assert partner.get_url_in(code) in structured[1].replace("\\/", "/")
        # The old address leads to the new one, the old name finds it.
        moved = reader.get(old[code])
        assert (moved.status_code, moved["Location"]) == (301, partner.get_url_in(code))
        assert f'href="{partner.get_url_in(code)}"' in reader.get(index, {"q": OLD[code]}).content.decode()


def test_the_old_names_become_former_names_with_the_year(partner: PartnerPage) -> None:
    factories.publish_edit(partner, title=NEW)
    assert names(partner) == set(OLD.values())
    assert {row.until for row in PartnerPage.objects.get(pk=partner.pk).former_names.all()} == {
        timezone.localdate().year
    }


def test_they_stand_in_the_draft_before_it_is_published(partner: PartnerPage) -> None:
    revision = factories.edit(partner, title={"fr": "Autre"})
    drafted = revision.as_object().former_names.all()
    assert [row.name for row in drafted] == [OLD["fr"]]
    assert names(partner) == set()


def test_a_name_taken_back_before_publication_leaves_nothing(partner: PartnerPage) -> None:
    factories.edit(partner, title={"fr": "Faute"})
    factories.publish_edit(partner, title={"fr": OLD["fr"]})
    assert names(partner) == set()


def test_drafts_that_were_never_public_leave_no_name(partner: PartnerPage) -> None:
    factories.edit(partner, title={"fr": "Essai"})
    factories.publish_edit(partner, title={"fr": "Définitif"})
    assert names(partner) == {OLD["fr"]}


def test_a_change_of_case_or_accent_is_no_other_name(partner: PartnerPage) -> None:
    factories.publish_edit(partner, title={"fr": "POLE ancien"})
    assert names(partner) == set()


def test_an_edit_of_something_else_adds_no_name(partner: PartnerPage) -> None:
    factories.publish_edit(partner, acronym="PA")
    assert names(partner) == set()


def test_publishing_one_language_keeps_its_old_name_once(partner: PartnerPage) -> None:
    factories.edit(partner, title={"fr": NEW["fr"], "de": NEW["de"]})
    publish(PartnerPage.objects.get(pk=partner.pk), Choice(["fr"], facts=False))
    assert names(partner) == {OLD["fr"]}
    publish(PartnerPage.objects.get(pk=partner.pk), Choice(["de"], facts=True))
    rows = PartnerPage.objects.get(pk=partner.pk).former_names.all()
    assert sorted(row.name for row in rows) == sorted([OLD["fr"], OLD["de"]])


def test_renaming_back_makes_the_name_current_again(partner: PartnerPage) -> None:
    factories.publish_edit(partner, title={"fr": NEW["fr"]})
    factories.publish_edit(partner, title={"fr": OLD["fr"]})
    assert names(partner) == {NEW["fr"]}


def test_who_removes_a_former_name_afterwards_is_rid_of_it(partner: PartnerPage) -> None:
    factories.publish_edit(partner, title={"fr": NEW["fr"]})
    draft = PartnerPage.objects.get(pk=partner.pk).get_latest_revision_as_object()
    draft.former_names = []
    factories.publish(draft)
    assert names(partner) == set()
