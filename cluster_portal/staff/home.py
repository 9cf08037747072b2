"""The first screen of the admin: what to do next."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.urls import reverse
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.permissions import policy_registry

from cluster_portal.languages.models import LanguageSchedule
from cluster_portal.languages.querysets import ScheduleQuerySet
from cluster_portal.pages.models import PortalPage
from cluster_portal.pages.permissions import publishable_languages
from cluster_portal.staff.listing import language_states, with_drafts
from cluster_portal.staff.publishing import publish_url, schedule_url

_MOST_DRAFTS = 8
_MOST_STUCK = 50
_MOST_NEXT = 8


@dataclass(frozen=True, slots=True)
class Task:
    """Something to begin. Apps offer theirs with the hook ``register_staff_tasks``."""

    label: str
    description: str
    url: str
    icon: str
    order: int = 100


def add_page_task(model: type[PortalPage], user: AbstractBaseUser, **texts: Any) -> list[Task]:
    """Return the task of adding a page of this type, nothing where the user may not.

    Where several pages can be its parent, Wagtail's screen asks for one.
    """
    parents = PortalPage.objects.type(*model.allowed_parent_page_models())
    allowed = policy_registry.get_by_type(PortalPage).instances_user_has_permission_for(user, "add")
    if not parents.filter(pk__in=allowed.values("pk")).exists():
        return []
    opts = model._meta
    url = reverse("wagtailadmin_pages:choose_parent", args=[opts.app_label, opts.model_name])
    return [Task(url=url, **texts)]


class TasksPanel(Component):
    """What to begin."""

    name = "tasks"
    template_name = "staff/home/tasks.html"
    order = 100

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Collect the tasks that apps offer this user."""
        user = parent_context["request"].user
        offers: list[Callable[[Any], list[Task]]] = hooks.get_hooks("register_staff_tasks")
        tasks = [task for offer in offers for task in offer(user)]
        return {"tasks": sorted(tasks, key=lambda task: task.order)}


def _theirs(schedules: ScheduleQuerySet, user: Any, most: int) -> list[tuple[LanguageSchedule, str]]:
    """Return the first schedules of which the user may publish the language, each with the address of its screen."""
    ordered = schedules.select_related("page").order_by("moment", "pk")
    theirs = (
        (schedule, schedule_url(schedule.page))
        for schedule in ordered.iterator()
        if schedule.language in publishable_languages(user, schedule.page)
    )
    return list(islice(theirs, most))


class StuckSchedulesPanel(Component):
    """The schedules that were not carried out, for those who may do something about it."""

    name = "stuck_schedules"
    template_name = "staff/home/stuck_schedules.html"
    order = 105

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Find what is held or has failed."""
        stuck = LanguageSchedule.objects.stuck()
        return {"schedules": _theirs(stuck, parent_context["request"].user, _MOST_STUCK)}


class NextSchedulesPanel(Component):
    """What is to be published or taken off next, for those who may change it."""

    name = "next_schedules"
    template_name = "staff/home/next_schedules.html"
    order = 107

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Find what waits for its moment, the earliest first."""
        waiting = LanguageSchedule.objects.waiting()
        return {"schedules": _theirs(waiting, parent_context["request"].user, _MOST_NEXT)}


class DraftsPanel(Component):
    """The drafts that the user worked on last."""

    name = "drafts"
    template_name = "staff/home/drafts.html"
    order = 110

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Find the user's unpublished changes, the latest first."""
        user = parent_context["request"].user
        pages = with_drafts(
            PortalPage.objects.filter(has_unpublished_changes=True, latest_revision__user=user)
        ).order_by("-latest_revision_created_at")[:_MOST_DRAFTS]
        return {
            "drafts": [
                {
                    "page": page,
                    "languages": language_states(page),
                    "publish_url": publish_url(page, reverse("wagtailadmin_home"))
                    if page.permissions_for_user(user).can_publish()
                    else "",
                }
                for page in pages
            ]
        }
