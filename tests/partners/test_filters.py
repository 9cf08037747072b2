"""What readers filter the directory by, how many partners each value leaves, and what an address may ask."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import PageViewRestriction

from cluster_portal.languages.codes import content_languages
from partners.listing.criteria import Order
from partners.listing.facets import read_facets
from partners.models import FormerName, PartnerPage
from projects.models import Participation, Programme, ProjectPage, Sector
from tests import factories

pytestmark = pytest.mark.django_db


class Directory:
    """Three partners in two countries, and two projects that two of them take part in."""

    def __init__(self, reader: Client) -> None:
        self.reader = reader
        kinds = PartnerPage.Kind
        self.alpha = factories.partner(
            title={"fr": "Alpha"}, country="IS", kind=kinds.CLUSTER, latitude=64, longitude=-21
        )
        self.beta = factories.partner(
            title={"fr": "Bêta"}, country="IS", kind=kinds.COMPANY, latitude=65, longitude=-18
        )
        self.gamma = factories.partner(title={"fr": "Gamma"}, country="JP", kind=kinds.CLUSTER)
        self.programme = factories.record(Programme, name={"fr": "Programme d’essai", "de": "Testprogramm"})
        self.sector = factories.record(Sector, name={"fr": "Secteur d’essai"})
        self.project = factories.project(title={"fr": "Projet un"}, programme=self.programme)
        self.other = factories.project(title={"fr": "Projet deux"})
        ProjectPage.sectors.through.objects.create(projectpage_id=self.project.pk, sector_id=self.sector.pk)
        roles = Participation.Role
        factories.participation(self.project, self.alpha, role=roles.COORDINATOR)
        factories.participation(self.project, self.beta, role=roles.THIRD_PARTY)
        factories.participation(self.other, self.beta, role=roles.PARTICIPANT)

    def get(self, language: str = "fr", **query: Any) -> str:
        """Return the directory for a query."""
        answer = self.reader.get(factories.partner_index().get_url_in(language), query)
        assert answer.status_code == 200
        return answer.content.decode()

    def found(self, language: str = "fr", **query: Any) -> list[str]:
        """Return the titles of the partners listed."""
        return re.findall(r"<h4><a[^>]*>([^<]+)</a>", self.get(language, **query))


@pytest.fixture
def directory(reader: Client) -> Directory:
    return Directory(reader)


@pytest.mark.parametrize("language", content_languages())
def test_each_filter_narrows_the_list_in_every_language(directory: Directory, language: str) -> None:
    def found(**query: Any) -> list[str]:
        return directory.found(language, **query)

    assert found(country="IS") == ["Alpha", "Bêta"]
    assert found(country="IS", kind="cluster") == ["Alpha"]
    assert found(project=directory.project.pk) == ["Alpha", "Bêta"]
    assert found(project=directory.other.pk) == ["Bêta"]
    assert found(programme=directory.programme.pk) == ["Alpha", "Bêta"]
    assert found(sector=directory.sector.pk) == ["Alpha", "Bêta"]
    assert found(role="third_party", project=directory.project.pk, q="beta") == ["Bêta"]
    assert found(project=directory.project.pk, country="JP") == []


@pytest.mark.parametrize("view", ["list", "map"])
def test_list_and_map_have_the_same_content(directory: Directory, view: str) -> None:
    assert directory.found(country="IS", view=view) == ["Alpha", "Bêta"]


def test_each_value_says_how_many_partners_it_would_leave(directory: Directory) -> None:
    html = directory.get(project=directory.project.pk)
    assert re.search(r'<option value="IS" selected>|<option value="IS">[^<]+ \(2\)</option>', html)
    assert not re.search(r'<option value="JP"', html)
    assert re.search(r'<option value="company">[^<]+ \(1\)</option>', html)
    # The project's own menu counts as if no project was chosen.
    assert re.search(rf'<option value="{directory.other.pk}"[^>]*>Projet deux \(1\)</option>', html)


@pytest.mark.parametrize(
    "query",
    [
        {"country": "XX"},
        {"country": "is"},
        {"kind": "nothing"},
        {"project": "0"},
        {"project": "-1"},
        {"project": "one"},
        {"project": "9" * 30},
        {"programme": "1' OR 1=1"},
        {"sector": "٣"},
        {"role": "owner"},
        {"sort": "size"},
        {"view": "tree"},
        {"area": "mars", "view": "map"},
        {"country": "\0"},
        {"country": "<b>"},
    ],
)
def test_a_value_that_means_nothing_is_ignored_and_said_so(
    directory: Directory, query: dict[str, str]
) -> None:
    html = directory.get(**query)
    assert 'class="ignored"' in html
    assert "<code><b>" not in html
    assert len(re.findall("<h4>", html)) == len(re.findall("<h4>", directory.get()))


def test_what_is_understood_counts_beside_what_is_not(directory: Directory) -> None:
    html = directory.get(country="IS", kind="nothing")
    assert 'class="ignored"' in html
    assert re.findall(r"<h4><a[^>]*>([^<]+)</a>", html) == ["Alpha", "Bêta"]
    assert "?country=IS" not in re.findall(r'class="chips".*?</ul>', html, re.S)[0]


@pytest.mark.parametrize("page", ["0", "-1", "99999", "x", "1e9"])
def test_a_page_that_is_not_there_is_the_nearest(directory: Directory, page: str) -> None:
    assert directory.found(page=page, country="IS") == ["Alpha", "Bêta"]


def test_a_long_list_goes_on_and_keeps_the_choice(directory: Directory) -> None:
    factories.many(PartnerPage, factories.partner_index(), 70, lambda n: {"country": "KR"})
    html = directory.get(country="KR")
    first = re.findall("<h4>", html)
    assert 10 < len(first) < 70
    assert "?country=KR&amp;page=2" in html
    assert len(first) + len(directory.found(country="KR", page=2)) == 70


def test_by_name_the_first_letters_are_the_groups(directory: Directory) -> None:
    names = directory.found(sort="name", q="a", country="IS")
    assert names == ["Alpha", "Bêta"]
    assert re.findall(r"<h3>([^<]+?)\s*</h3>", directory.get(sort="name", country="IS")) == ["A", "B"]


def test_a_partner_found_by_a_former_name_says_so(directory: Directory) -> None:
    factories.record(FormerName, partner=directory.gamma, name="Compañía Óptica")
    html = directory.get(q="optica")
    assert re.findall(r"<h4><a[^>]*>([^<]+)</a>", html) == ["Gamma"]
    assert "Compañía Óptica" in html


def test_projects_that_a_reader_may_not_see_tell_nothing(directory: Directory) -> None:
    group = Group.objects.create(name="Consortium")
    restriction = PageViewRestriction.objects.create(
        page=directory.other, restriction_type=PageViewRestriction.GROUPS
    )
    restriction.groups.add(group)
    html = directory.get()
    assert "Projet deux" not in html
    assert 'class="ignored"' in directory.get(project=directory.other.pk)
    assert directory.found(role="participant", q="bêta") == []
    member = factories.user()
    member.groups.add(group)
    directory.reader.force_login(member)
    assert directory.found(project=directory.other.pk) == ["Bêta"]


def test_partners_that_a_reader_may_not_see_are_not_counted(directory: Directory) -> None:
    PageViewRestriction.objects.create(page=directory.beta, restriction_type=PageViewRestriction.LOGIN)
    html = directory.get(view="map", country="IS")
    assert "Bêta" not in html
    assert re.search(r'<option value="IS" selected>[^<]+ \(1\)</option>', html)


def test_a_name_in_a_language_that_is_not_published_is_not_shown(directory: Directory) -> None:
    partner = factories.partner(
        title={"fr": "Nom public", "de": "Entwurf"}, country="KP", latitude=39, longitude=125
    )
    from cluster_portal.pages.publishing import unpublish_languages

    unpublish_languages(partner, ["de"])
    for area in ("europe", "world"):
        html = directory.get("de", country="KP", view="map", area=area)
        assert "Nom public" in html
        assert "Entwurf" not in html


def test_facets_leave_out_drafts(demo: Callable[[str], Any]) -> None:
    before = read_facets(None, Order.COUNTRY)
    factories.draft(PartnerPage, factories.partner_index(), country="KP")
    after = read_facets(None, Order.COUNTRY)
    assert (after.ordered, "KP" in after.by_value["country"]) == (before.ordered, False)


def test_exports_and_interface_are_filtered_as_the_list(directory: Directory) -> None:
    answer = directory.reader.get("/api/v1/partners", {"lang": "fr", "country": "IS", "kind": "company"})
    assert [row["name"] for row in answer.json()["items"]] == ["Bêta"]
    unknown = directory.reader.get("/api/v1/partners", {"lang": "fr", "role": "owner"}).json()
    assert unknown["ignored_filters"] == ["owner"]
    links = re.findall(r'href="([^"]+\.csv[^"]*)"', directory.get(country="IS", view="map", area="world"))
    csv = directory.reader.get(links[0].replace("&amp;", "&"))
    text = b"".join(csv.streaming_content).decode() if csv.streaming else csv.content.decode()
    assert "Alpha" in text
    assert "Gamma" not in text
