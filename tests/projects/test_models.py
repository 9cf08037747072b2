"""What projects and calls refuse, and where they may stand."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from cluster_portal.languages.codes import content_languages, get_value
from cluster_portal.strategy.models import ContentPage, GoalPage, HomePage, StrategyPage, TargetAreasPage
from partners.models import PartnerIndexPage, PartnerPage
from projects.models import CallPage, Participation, ProjectIndexPage, ProjectPage
from projects.states import ProjectStatus
from tests import factories
from tests.trees import assert_paths_are_right

pytestmark = pytest.mark.django_db

TREE = {
    HomePage: {StrategyPage, ProjectIndexPage, PartnerIndexPage, ContentPage},
    StrategyPage: {GoalPage, TargetAreasPage, ContentPage},
    GoalPage: set(),
    TargetAreasPage: set(),
    ContentPage: {ContentPage},
    ProjectIndexPage: {ProjectPage},
    ProjectPage: {CallPage},
    CallPage: set(),
    PartnerIndexPage: {PartnerPage},
    PartnerPage: set(),
}


@pytest.mark.parametrize("model", TREE, ids=lambda model: model.__name__)
def test_the_tree_is_closed(model: Any) -> None:
    assert TREE[model] <= set(model.allowed_subpage_models())
    assert set(model.allowed_subpage_models()) & set(TREE) == TREE[model]


@pytest.mark.parametrize("model", TREE, ids=lambda model: model.__name__)
def test_each_type_explains_itself_to_editors(model: Any) -> None:
    assert len(str(model.get_page_description())) > 20


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"starts_on": date(2027, 2, 1), "ends_on": date(2027, 1, 31)}, "ends_on"),
        ({"budget": 100, "eu_contribution": 101}, "eu_contribution"),
        ({"budget": -1}, "budget"),
        ({"eu_contribution": -1}, "eu_contribution"),
        ({"website": "ICI"}, "website"),
        ({"funding_role": "rich"}, "funding_role"),
    ],
)
def test_a_project_refuses(demo: Any, fields: dict[str, Any], field: str) -> None:
    project = demo("gemstone")
    for name, value in fields.items():
        setattr(project, name, value)
    with pytest.raises(ValidationError) as caught:
        project.save_revision()
    assert field in caught.value.message_dict


def test_a_project_accepts_its_edges(demo: Any) -> None:
    project = demo("gemstone")
    project.starts_on = project.ends_on = date(2027, 2, 1)
    project.budget = project.eu_contribution = 100
    project.save_revision()


def test_a_project_does_not_follow_itself(demo: Any) -> None:
    project = demo("gemstone")
    project.follows = project
    with pytest.raises(ValidationError, match="follow"):
        project.save_revision()


def test_a_call_that_closes_before_it_opens_is_refused(demo: Any) -> None:
    call = demo("gemstone_green_train")
    call.opens_at = call.closes_at = datetime(2027, 2, 1, 12, tzinfo=UTC)
    with pytest.raises(ValidationError) as caught:
        call.save_revision()
    assert "closes_at" in caught.value.message_dict


def test_a_partner_in_a_project_cannot_be_deleted(demo: Any) -> None:
    from django.db.models import ProtectedError

    with pytest.raises(ProtectedError):
        PartnerPage.objects.get(pk=demo("cimes").pk).delete()


class TestCopies:
    """A project with partners, objectives and calls can be copied, and its copy edited and published."""

    @pytest.mark.parametrize("keep_live", [True, False])
    def test_rows_are_copied_and_keep_apart(self, demo: Any, keep_live: bool) -> None:
        original = demo("gemstone")
        copied = ProjectPage.objects.get(pk=original.copy(recursive=True, keep_live=keep_live).pk)
        assert copied.participations.count() == original.participations.count() > 1
        assert CallPage.objects.child_of(copied).count() == 3
        first = set(Participation.objects.filter(project=original.pk).values_list("uuid", flat=True))
        second = set(Participation.objects.filter(project=copied.pk).values_list("uuid", flat=True))
        assert not first & second
        assert_paths_are_right()

    def test_the_copy_of_a_draft_is_published(self, demo: Any) -> None:
        original = demo("gemstone")
        factories.edit(original, summary={"fr": "Brouillon"})
        copied = ProjectPage.objects.get(pk=original.copy(recursive=True, keep_live=False).pk)
        factories.publish_edit(copied, title={"fr": "GEMSTONE 2"})
        copied.refresh_from_db()
        assert copied.live
        assert copied.participations.count() == demo("gemstone").participations.count()
        assert_paths_are_right()

    def test_an_alias_shows_the_same_rows_after_each_publication(self, demo: Any) -> None:
        original = demo("gemstone")
        alias = original.create_alias()
        for text in ("Un", "Deux"):
            factories.publish_edit(demo("gemstone"), summary={"fr": text})
        alias = ProjectPage.objects.get(pk=alias.pk)
        assert get_value(alias, "summary", "fr") == "Deux"
        assert alias.participations.count() == demo("gemstone").participations.count()

    def test_rows_keep_their_identity_through_publications(self, demo: Any) -> None:
        before = dict(demo("gemstone").participations.values_list("pk", "uuid"))
        factories.publish_edit(demo("gemstone"), summary={"fr": "Un"})
        assert dict(demo("gemstone").participations.values_list("pk", "uuid")) == before


@pytest.mark.parametrize("language", content_languages())
def test_names_of_states_and_roles_are_in_the_language_of_the_reader(
    reader: Any, demo: Any, language: str
) -> None:
    html = reader.get(demo("iot4industry").get_url_in(language)).content.decode()
    with translation.override(language):
        assert str(ProjectStatus.ENDED.label) in html
        assert str(Participation.Role.COORDINATOR.label) in html
