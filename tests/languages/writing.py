"""How somebody who may write some languages works in the admin, and what must stay as it was."""

from typing import Any

from django.test import Client
from django.urls import reverse
from modelcluster.models import get_all_child_relations

from cluster_portal.accounts.models import User
from cluster_portal.languages.codes import content_languages
from cluster_portal.languages.merging import version_of
from tests.staff.posting import form_data


def browser(person: User) -> Client:
    """Return somebody's browser."""
    client = Client()
    client.force_login(person)
    return client


def full_form(record: Any, address: str) -> dict[str, Any]:
    """Return what an administrator's browser would send of a form, with every text and fact changed."""
    admin = browser(User.objects.create_superuser(f"all{record.pk}@example.org", name="All", language="en"))
    data = form_data(admin.get(address).context["form"])
    # Wagtail's widgets ask before they are emptied; a text that is sent is a change.
    for name, value in data.items():
        if any(name.endswith(f"_{code}") for code in content_languages()) and isinstance(value, str):
            mark = "-gewijzigd" if name.startswith("slug") else " gewijzigd"
            data[name] = value if value.startswith(("{", "<")) or not value else f"{value}{mark}"
    return data


def everything_but_dutch(page: Any) -> Any:
    """Return all that a translator of Dutch may not change."""
    version = version_of(page)
    kept = {name: value for name, value in version.items() if not name.endswith("_nl")}
    for relation in get_all_child_relations(type(page)):
        name = relation.get_accessor_name()
        if name in kept:
            kept[name] = [
                {key: value for key, value in row.items() if not key.endswith("_nl")} for row in kept[name]
            ]
    moving = {"latest_revision", "latest_revision_created_at", "has_unpublished_changes", "live_revision"}
    moving |= {"last_published_at", "title", "slug", "url_path", "summary", "draft_title", "live_since"}
    return {name: value for name, value in kept.items() if name not in moving}


def went_through(answer: Any) -> bool:
    """Say whether something was done: a refusal leads to the admin's home."""
    return answer.status_code in (200, 302) and answer.headers.get("Location") != reverse("wagtailadmin_home")
