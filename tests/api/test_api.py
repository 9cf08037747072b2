"""The read-only interface: public records in pages, with filters, languages, an ETag and a description."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from wagtail.models import PageViewRestriction

from projects.api.interface import throttle
from projects.generating import generate
from tests import factories

pytestmark = pytest.mark.django_db


def test_projects_come_in_pages(reader):
    first = reader.get("/api/v1/projects?per_page=2").json()
    assert (first["page"], len(first["items"]), first["previous"]) == (1, 2, None)
    second = reader.get("/api/v1/projects?per_page=2&page=2").json()
    assert {item["uuid"] for item in first["items"]}.isdisjoint(item["uuid"] for item in second["items"])
    assert "page=2" in first["next"]
    assert first["licence"]
    assert reader.get("/api/v1/projects?page=99").json()["items"] == []


@pytest.mark.parametrize("what", ["projects", "participations", "calls", "partners"])
@pytest.mark.parametrize("language", ["fr", "en", "nl", "de"])
def test_each_list_answers_in_each_language(reader, what, language):
    response = reader.get(f"/api/v1/{what}?lang={language}")
    data = response.json()
    assert response["Content-Language"] == data["language"] == language
    assert data["count"] == len(data["items"]) or data["pages"] > 1
    assert data["items"]


@pytest.mark.parametrize("what", ["projects", "calls", "partners"])
def test_one_record_is_found_by_its_identifier(reader, what):
    item = reader.get(f"/api/v1/{what}?lang=en").json()["items"][0]
    assert reader.get(f"/api/v1/{what}/{item['uuid']}?lang=en").json() == item


def test_what_is_not_there_or_not_public_is_not_found(reader):
    project = factories.project()
    PageViewRestriction.objects.create(page=project, restriction_type=PageViewRestriction.LOGIN)
    assert reader.get(f"/api/v1/projects/{project.uuid}").status_code == 404
    assert reader.get("/api/v1/projects/no-uuid").status_code in (404, 422)


def test_restricted_records_stay_out_also_for_those_who_may_see_them(client):
    project = factories.project()
    PageViewRestriction.objects.create(page=project, restriction_type=PageViewRestriction.LOGIN)
    client.force_login(factories.user(is_superuser=True))
    uuids = [item["uuid"] for item in client.get("/api/v1/projects?per_page=100").json()["items"]]
    assert str(project.uuid) not in uuids


def test_the_filters_are_those_of_the_list(reader):
    everything = reader.get("/api/v1/projects").json()
    ended = reader.get("/api/v1/projects?status=ended").json()
    assert 0 < ended["count"] < everything["count"]
    assert {item["status"] for item in ended["items"]} == {"ended"}
    odd = reader.get("/api/v1/projects?status=odd").json()
    assert (odd["count"], odd["ignored_filters"]) == (everything["count"], ["odd"])


def test_partners_are_found_by_name(reader):
    names = [item["name"] for item in reader.get("/api/v1/partners?q=Viaméca").json()["items"]]
    assert names == ["CIMES"]


def test_whoever_has_the_answer_is_told_so(reader):
    first = reader.get("/api/v1/partners")
    assert "public" in first["Cache-Control"]
    assert int(first["Cache-Control"].split("max-age=")[1].split(",")[0]) <= 60
    again = reader.get("/api/v1/partners", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("query", ["page=0", "page=x", "per_page=1000", "per_page=-1"])
def test_pages_that_cannot_be_are_refused(reader, query):
    assert reader.get(f"/api/v1/projects?{query}").status_code == 422


@pytest.mark.parametrize(
    "query", ["q=%00", "lang=%00", "lang=xx", "status=%00&programme=99999999999999999999"]
)
def test_odd_values_do_no_harm(reader, query):
    assert reader.get(f"/api/v1/projects?{query}").status_code == 200
    assert reader.get(f"/api/v1/partners?{query}").status_code == 200


def test_nothing_can_be_written(reader):
    for method in (reader.post, reader.put, reader.delete, reader.patch):
        assert method("/api/v1/projects").status_code == 405


def statuses(reader, *places):
    """Return the answers to requests that web servers in front passed on, with what these wrote down."""
    return [
        reader.get("/api/v1/partners", headers={"x-forwarded-for": place}, REMOTE_ADDR="10.0.0.1").status_code
        for place in places
    ]


def test_too_many_requests_are_told_to_wait(reader, monkeypatch):
    monkeypatch.setattr(throttle, "num_requests", 2)
    answers = [reader.get("/api/v1/partners") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 0 < int(answers[2]["Retry-After"]) <= 60
    with time_machine.travel(timezone.now() + timedelta(seconds=int(answers[2]["Retry-After"]))):
        assert reader.get("/api/v1/partners").status_code == 200


def test_visitors_behind_web_servers_are_counted_apart(reader, monkeypatch, settings):
    monkeypatch.setattr(throttle, "num_requests", 1)
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert statuses(reader, "198.51.100.1", "198.51.100.2", "198.51.100.1") == [200, 200, 429]
    # What a visitor writes there is not believed.
    assert statuses(reader, "192.0.2.9, 198.51.100.1", "192.0.2.9, 198.51.100.3") == [429, 200]
    # One visitor has a whole network of IPv6.
    assert statuses(reader, "2001:db8:1:2::1", "2001:db8:1:2:ffff::7", "2001:db8:1:3::1") == [200, 429, 200]


def test_without_a_web_server_in_front_nobody_names_himself(reader, monkeypatch):
    monkeypatch.setattr(throttle, "num_requests", 1)
    assert statuses(reader, "198.51.100.1", "198.51.100.2") == [200, 429]


@pytest.mark.parametrize("passed_on", ["198.51.100.1", "unknown, _hidden", "x", ","])
def test_an_odd_way_through_web_servers_is_no_failure(reader, settings, passed_on):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 2
    assert statuses(reader, passed_on) == [200]
    given = {"login": "someone@example.org", "password": "guess"}
    for address in ("10.0.0.1", ""):
        answer = reader.post(
            "/en/account/login/", given, headers={"x-forwarded-for": passed_on}, REMOTE_ADDR=address
        )
        assert answer.status_code == 200


def test_the_description_names_what_answers_hold(reader):
    description = reader.get("/api/v1/openapi.json").json()
    assert set(description["paths"]) >= {"/api/v1/projects", "/api/v1/calls", "/api/v1/partners"}
    item = reader.get("/api/v1/projects").json()["items"][0]
    assert set(item) == set(description["components"]["schemas"]["Project"]["properties"])


def test_people_can_read_the_description_without_anything_from_elsewhere(reader):
    page = reader.get("/api/v1/").content.decode()
    assert "/api/v1/openapi.json" in page
    assert "cdn" not in page.lower()


def test_queries_do_not_grow_with_the_records(reader, django_assert_max_num_queries):
    generate(projects=60, participations_per_project=2)
    with django_assert_max_num_queries(12):
        reader.get("/api/v1/projects?per_page=60")
