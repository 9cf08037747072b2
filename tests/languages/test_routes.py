"""Whatever of Wagtail's would publish a page without saying which languages is refused, and nothing changes."""

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.workflows import publish_workflow_state

from cluster_portal.languages.codes import column
from cluster_portal.pages.publishing import Choice, ChoiceMissingError, publish, unpublish_languages
from cluster_portal.strategy.models import ContentPage
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def page() -> ContentPage:
    """Return a page that is live in French and English; Dutch was taken off."""
    made = factories.plain_page(
        title={"fr": "Un", "en": "One", "nl": "Een"}, summary={"fr": "A", "nl": "Oud"}
    )
    unpublish_languages(made, ["nl"])
    factories.edit(made, summary={"fr": "B", "nl": "Nieuw"})
    return ContentPage.objects.get(pk=made.pk)


def by_action(page: ContentPage) -> None:
    """Publish as the edit view and the API of the admin do."""
    PublishPageRevisionAction(page.latest_revision).execute()


def by_revision(page: ContentPage) -> None:
    """Publish as bulk publishing and creation do."""
    page.latest_revision.publish()


def by_schedule(page: ContentPage) -> None:
    """Publish as the scheduled command does."""
    page.latest_revision.approved_go_live_at = timezone.now()
    page.latest_revision.save()
    call_command("publish_scheduled")


def by_workflow(page: ContentPage) -> None:
    """Publish as Wagtail's own end of a workflow does."""

    class Finished:
        content_object = page

    publish_workflow_state(Finished())


@pytest.mark.parametrize("route", [by_action, by_revision, by_schedule, by_workflow])
def test_nothing_is_published_without_a_choice(page: ContentPage, route: object) -> None:
    with pytest.raises(ChoiceMissingError):
        route(page)  # type: ignore[operator]
    public = ContentPage.objects.get(pk=page.pk)
    assert public.live_languages == ["fr", "en"]
    assert getattr(public, column("summary", "fr")) == "A"
    assert getattr(public, column("summary", "nl")) == "Oud"


def test_a_language_that_was_taken_off_stays_off(page: ContentPage) -> None:
    publish(page, Choice(["fr", "en"], facts=True))
    public = ContentPage.objects.get(pk=page.pk)
    assert public.live_languages == ["fr", "en"]
    assert getattr(public, column("summary", "fr")) == "B"
