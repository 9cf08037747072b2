"""Every way by which something can change in the portal, found in the code: docs/ways.md names each of them."""

import inspect
import re
import sys
from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from importlib import import_module
from typing import Any

import wagtail.actions  # noqa: F401 - loads the classes
from django.apps import apps
from django.core.management import get_commands
from django.utils.module_loading import module_has_submodule
from django.views.generic import View
from django_tasks.base import Task
from wagtail.actions.base import BaseAction
from wagtail.admin.api.urls import admin_api
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.admin.viewsets import viewsets
from wagtail.admin.viewsets.pages import page_viewset_registry

from cluster_portal.operations import worker  # noqa: F401 - loads the jobs
from cluster_portal.operations.jobs import registered_jobs
from cluster_portal.pages.models import PortalPage
from tests.addresses import Address, addresses

CHANGING = ("post", "put", "patch", "delete")
_READS_ONLY = re.compile(r"@require_(?:safe|GET)\b")
# Commands of these come with Django and serve whoever has the machine's shell: migrate, flush, shell…
_DJANGO = ("django.core", "django.contrib")


def changing_addresses() -> dict[str, Address]:
    """Return by name the addresses that accept POST, PUT, PATCH or DELETE, or of which nothing says they do not."""
    found: dict[str, Address] = {}
    for address in addresses():
        name = address.name or address.route
        # Of two addresses with one name, that which says most: the other leads to it.
        if accepts_changes(address) and (name not in found or len(address.keys) > len(found[name].keys)):
            found[name] = address
    return found


def accepts_changes(address: Address) -> bool:
    """Return whether the view of an address may take a form."""
    view: Any = view_of(address)
    actions = getattr(view, "actions", None)
    if isinstance(actions, dict):
        # Django REST framework: what each method calls.
        return any(method in actions for method in CHANGING)
    held = getattr(view, "view_class", None) or getattr(view, "cls", None)
    if held is not None and issubclass(held, View):
        return any(hasattr(held, method) for method in CHANGING)
    if operations := _operations(view):
        return any(set(operation.methods) - {"GET", "HEAD"} for operation in operations)
    try:
        source = inspect.getsource(inspect.unwrap(view))
    except (TypeError, OSError):
        return True
    return not _READS_ONLY.search(source)


def view_of(address: Address) -> Callable[..., Any]:
    """Return the view of an address; for pages that of the portal's screens."""
    view: Any = inspect.unwrap(address.pattern.callback)
    if "PageViewSetRegistry" in getattr(view, "__qualname__", ""):
        name = inspect.getclosurevars(view).nonlocals["view_name"]
        return page_viewset_registry.get_by_type(PortalPage).get_view_by_name(name)
    return view


def _operations(view: Any) -> list[Any]:
    """Return the operations of an address of the portal's own interface."""
    held = inspect.getclosurevars(view).nonlocals.get("self") if inspect.isfunction(view) else None
    return list(getattr(held, "operations", []))


def fits(name: str, pattern: str) -> bool:
    """Return whether a name is meant by a pattern of the table."""
    return fnmatchcase(name, pattern)


def bulk_actions() -> set[str]:
    """Return the bulk actions as ``app.model action``."""
    bulk_action_registry._scan_for_bulk_actions()
    return {
        f"{app}.{model} {action}"
        for app, models in bulk_action_registry.actions.items()
        for model, actions in models.items()
        for action in actions
    }


def api_actions() -> set[str]:
    """Return the actions of the admin's interface, as ``endpoint action``: Wagtail's for pages, open or closed."""
    offered = {
        f"{name} {action}"
        for name, endpoint in admin_api._endpoints.items()
        for action in getattr(endpoint, "actions", {})
    }
    return offered | {f"pages {action}" for action in PagesAdminAPIViewSet.actions}


def action_classes() -> set[str]:
    """Return the classes of actions, Wagtail's and the portal's, that are loaded."""

    def below(held: type) -> Iterator[type]:
        for child in held.__subclasses__():
            yield child
            yield from below(child)

    return {held.__name__ for held in below(BaseAction)}


def commands() -> set[str]:
    """Return the management commands that are not Django's own."""
    return {name for name, app in get_commands().items() if not str(app).startswith(_DJANGO)}


def tasks() -> set[str]:
    """Return the background tasks, by the names of their functions."""
    for config in apps.get_app_configs():
        if module_has_submodule(config.module, "tasks"):
            import_module(f"{config.name}.tasks")
    import_module("cluster_portal.signin.forms")
    held = [value for module in list(sys.modules.values()) for value in list(vars(module).values())]
    tasks = [value.func for value in held if issubclass(type(value), Task)]
    # Parts of Wagtail that are not installed may be loaded by others.
    return {
        task.__name__
        for task in tasks
        if not task.__module__.startswith("wagtail.contrib.")
        or apps.is_installed(task.__module__.rpartition(".")[0])
    }


def jobs() -> set[str]:
    """Return what the worker does at an interval."""
    return {job.name for job in registered_jobs()}


def registered_viewsets() -> set[str]:
    """Return the models that have screens of their own in the admin: snippets and viewsets."""
    found = set()
    for viewset in viewsets.viewsets:
        model = getattr(viewset, "model", None)
        if model is not None:
            found.add(model if isinstance(model, str) else model._meta.label)
    return found
