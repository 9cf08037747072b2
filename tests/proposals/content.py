"""What stands on published pages: people, results, bodies; and their published and drafted state."""

from typing import Any

from django.utils import timezone

from cluster_portal.identity.models import Contact
from cluster_portal.languages.codes import column
from partners.models import PartnerContact, PartnerPage
from projects.models import ProjectContact, ProjectResult
from tests import factories


def published(page: Any) -> Any:
    """Return the page as it is public."""
    return type(page).objects.get(pk=page.pk)


def drafted(page: Any) -> Any:
    """Return the page as it is drafted."""
    return published(page).get_latest_revision_as_object()


def publish(page: Any) -> None:
    """Publish the draft of the page."""
    factories.publish(drafted(page))


def person_on(page: Any, person: str | Contact, **fields: Any) -> Contact:
    """Publish somebody who is known or new among the people to contact of a page."""
    contact = person
    if isinstance(contact, str):
        contact = factories.record(
            Contact, name=person, email=f"{person.lower()}@example.org", phone="1", role={"fr": "Directrice"}
        )
    if isinstance(page, PartnerPage):
        row = PartnerContact(contact=contact, **{"consented_on": timezone.localdate()} | fields)
    else:
        row = ProjectContact(contact=contact, **fields)
    _publish_with(page, "contacts", row)
    return contact


def result_of(project: Any, title: dict[str, str], **fields: Any) -> ProjectResult:
    """Publish a result of a project."""
    row = ProjectResult(**factories.by_column(ProjectResult, {"title": title} | fields))
    _publish_with(project, "results", row)
    return ProjectResult.objects.get(uuid=row.uuid)


def _publish_with(page: Any, relation: str, row: Any) -> None:
    draft = drafted(page)
    getattr(draft, relation).add(row)
    factories.publish(draft)


def body_of(page: Any, language: str) -> list[tuple[str, Any]]:
    """Return kind and stored value of each block of a body."""
    return [(block["type"], block["value"]) for block in getattr(page, column("body", language)).raw_data]


def choice(opened: Any, name: str, words: str) -> str:
    """Return the value under which something is offered in a choice of a form."""
    for option in opened.xpath(f"//select[@name='{name}']/option"):
        if words in option.text_content():
            return str(option.get("value"))
    raise AssertionError(f"{words} is not offered")
