"""Handing pages in, deciding on them, and the forms of the admin as people send them."""

from html.parser import HTMLParser
from typing import Any

from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import (
    GroupApprovalTask,
    Task,
    TaskState,
    Workflow,
    WorkflowPage,
    WorkflowState,
    WorkflowTask,
)

from cluster_portal.pages.models import PortalPage
from tests.staff.posting import form_data


def workflow_on(page: PortalPage, *groups: str) -> Workflow:
    """Let a page and those below need the approval of each of these groups, one after the other."""
    workflow = Workflow.objects.create(name="Approval")
    for number, name in enumerate(groups):
        task: Task = GroupApprovalTask.objects.create(name=f"{name} look")
        task.groups.add(Group.objects.get(name=name))  # type: ignore[attr-defined]
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=number)
    WorkflowPage.objects.update_or_create(page=page, defaults={"workflow": workflow})
    return workflow


def edit_url(page: PortalPage) -> str:
    """Return the address of a page's form."""
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def save(client: Client, page: PortalPage, *, action: str = "", **texts: Any) -> Any:
    """Open the form of a page, write, and press a button."""
    data = form_data(client.get(edit_url(page)).context["form"]) | texts
    return client.post(edit_url(page), data | ({action: "1"} if action else {}))


def hand_in(client: Client, page: PortalPage, **texts: Any) -> TaskState:
    """Write, hand in, and return what waits."""
    assert save(client, page, action="action-submit", **texts).status_code == 302
    waiting = waiting_of(page)
    assert waiting is not None
    return waiting


def waiting_of(page: PortalPage) -> TaskState | None:
    """Return the task that a page waits for."""
    found: TaskState | None = PortalPage.objects.get(pk=page.pk).current_workflow_task_state
    return found


def decide_url(page: PortalPage, state: TaskState, action: str = "approve") -> str:
    """Return the address to which lists of the admin post a decision."""
    return reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, state.pk])


def state_of(page: PortalPage) -> WorkflowState:
    """Return the last workflow of a page."""
    found = PortalPage.objects.get(pk=page.pk).workflow_states.order_by("pk").last()
    assert found is not None
    return found  # type: ignore[no-any-return]


def confirm(client: Client, answer: Any, **changes: Any) -> Any:
    """Follow a decision to its confirmation and send it as proposed, but for ``changes``."""
    assert answer.status_code == 302, answer.status_code
    address = answer.headers["Location"]
    return client.post(address, proposed(client.get(address)) | changes)


def proposed(answer: Any) -> dict[str, Any]:
    """Return what a browser sends of a confirmation as it is shown."""
    reader = _Fields()
    reader.feed(answer.content.decode())
    return reader.data


class _Fields(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.data: dict[str, Any] = {}
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self._inside = any(part in (given.get("action") or "") for part in ("/publish/", "/approve/"))
        name = given.get("name")
        if tag != "input" or not self._inside or not name or name.startswith("csrf"):
            return
        if given.get("type") != "checkbox":
            self.data[name] = given.get("value") or ""
        elif "checked" in given and "disabled" not in given:
            self.data.setdefault(name, []).append(given.get("value", "on"))
