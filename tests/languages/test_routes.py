"""Whatever publishes a page, languages that were taken off the site stay off, and only chosen ones appear."""

import re
from pathlib import Path

import pytest
import wagtail
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.utils import timezone
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import PageLogEntry

from cluster_portal.languages.codes import column
from cluster_portal.languages.models import GroupLanguage
from cluster_portal.languages.publishing import publish_languages, unpublish_languages
from cluster_portal.strategy.models import ContentPage
from tests import factories

pytestmark = pytest.mark.django_db

# Where Wagtail itself publishes a page: every place ends in its action, whose signal the portal listens to
# (receivers.record_languages), and asks ``permissions_for_user``, which refuses whoever is limited to languages.
ROUTES = {
    "actions/create.py",
    "actions/edit.py",
    "actions/publish_page_revision.py",
    "actions/publish_revision.py",
    "admin/api/actions/publish.py",
    "admin/views/generic/mixins.py",
    "admin/views/pages/bulk_actions/publish.py",
    "admin/views/pages/create.py",
    "admin/views/pages/edit.py",
    "management/commands/publish_scheduled.py",
    "models/draft_state.py",
    "models/pages.py",
    "models/revisions.py",
    "workflows.py",
}
CALLER = re.compile(r"Publish(?:Page)?RevisionAction\(|\.publish\(")


def test_every_caller_of_the_publish_action_is_known() -> None:
    root = Path(wagtail.__file__).parent
    callers = {
        path.relative_to(root).as_posix()
        for path in root.rglob("*.py")
        if not {"tests", "test", "tests.py"} & set(path.relative_to(root).parts)
        and CALLER.search(path.read_text())
    }
    assert callers == ROUTES


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
    """Publish as workflow approval and bulk publishing do."""
    page.latest_revision.publish()


def by_schedule(page: ContentPage) -> None:
    """Publish as the scheduled command does."""
    page.latest_revision.approved_go_live_at = timezone.now()
    page.latest_revision.save()
    call_command("publish_scheduled")


def by_language(page: ContentPage) -> None:
    """Publish as the confirmation does."""
    publish_languages(page, ["fr", "en"], facts=True)


@pytest.mark.parametrize("route", [by_action, by_revision, by_schedule, by_language])
def test_a_language_that_was_taken_off_stays_off(page: ContentPage, route: object) -> None:
    route(page)  # type: ignore[operator]
    public = ContentPage.objects.get(pk=page.pk)
    assert public.live_languages == ["fr", "en"]
    assert getattr(public, column("summary", "fr")) == "B"


def test_who_is_limited_to_a_language_publishes_no_page_by_wagtails_action(page: ContentPage) -> None:
    person = factories.user(name="Nel")
    from django.contrib.auth.models import Group

    group = Group.objects.create(name="Dutch only")
    GroupLanguage.objects.create(group=group, language="nl")
    person.groups.add(group)
    with pytest.raises(PermissionDenied):
        PublishPageRevisionAction(page.latest_revision, user=person).execute()
    assert not PageLogEntry.objects.filter(page=page.pk, user=person).exists()
