"""Every address that the portal answers: its name in the code, its parameters, and one that can be asked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.urls import get_resolver
from django.urls.resolvers import RegexPattern, URLPattern
from django.utils import translation
from wagtail.admin.viewsets import viewsets
from wagtail.models import Page

from cluster_portal.pages.models import PortalPage

LANGUAGE = "fr"
NOBODY = "00000000-0000-4000-8000-000000000000"


@dataclass(frozen=True)
class Address:
    """A pattern of the URL configuration: name with namespaces, route from the first slash, view."""

    name: str
    route: str
    keys: tuple[str, ...]
    pattern: URLPattern

    @property
    def is_admin(self) -> bool:
        """Return whether it belongs to the admin."""
        return self.route.startswith("/admin/")

    @property
    def namespace(self) -> str:
        """Return the namespaces, joined, without the last part."""
        return self.name.rpartition(":")[0]


@cache
def addresses() -> list[Address]:
    """Return all patterns, those below a language for one language."""

    def walk(patterns: Any, prefix: str, path: str, keys: tuple[str, ...]) -> Iterator[Address]:
        for entry in patterns:
            route = path + _readable(entry.pattern)
            held = keys + tuple(key for key in entry.pattern.regex.groupindex if key not in keys)
            if isinstance(entry.pattern, RegexPattern) and not entry.pattern.regex.groupindex:
                held += tuple(f"_{n}" for n in range(entry.pattern.regex.groups))
            if hasattr(entry, "url_patterns"):
                inner = f"{prefix}{entry.namespace}:" if entry.namespace else prefix
                yield from walk(entry.url_patterns, inner, route, held)
            else:
                yield Address(f"{prefix}{entry.name or ''}", route, held, entry)

    with translation.override(LANGUAGE):
        return list(walk(get_resolver().url_patterns, "", "/", ()))


def _readable(pattern: Any) -> str:
    """Return a route with its parameters as ``<name>``, regular expressions included."""
    route = str(pattern)
    if isinstance(pattern, RegexPattern):
        route = re.sub(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)", r"<\1>", route.removeprefix("^"))
        numbers = iter(range(9))
        route = re.sub(r"\((?:[^()]|\([^()]*\))*\)", lambda found: f"<_{next(numbers)}>", route)
        return route.removesuffix("$").replace("\\", "")
    return re.sub(r"<\w+:(\w+)>", r"<\1>", route)


def model_of(address: Address) -> type[Model] | None:
    """Return the model that an address of a viewset or of snippets is about, None where it is about none."""
    if found := re.match(r"wagtailsnippet(?:s|choosers)_([a-z]+)_(\w+):", address.name):
        return apps.get_model(found[1], found[2])
    for viewset in viewsets.viewsets:
        if viewset.name and viewset.url_namespace == address.namespace:
            model = getattr(viewset, "model", None)
            return apps.get_model(model) if isinstance(model, str) else model
    labels = [label for prefix, label in _MODELS.items() if address.name.startswith(prefix)]
    return apps.get_model(labels[0]) if labels else None


_MODELS = {
    "wagtaildocs": "media.PortalDocument",
    "wagtailimages": "media.PortalImage",
    "wagtailredirects": "wagtailredirects.Redirect",
    "wagtailadmin_collections": "wagtailcore.Collection",
    "wagtailadmin_workflows": "wagtailcore.Workflow",
    "wagtailadmin_pages": "pages.PortalPage",
}


def filled(address: Address, page: Page, records: "Records | None" = None, /, **values: Any) -> str:
    """Return an address for a pattern about ``page`` and about the newest record of each other model.

    ``values`` replaces parameters by name. What there is no record of becomes a key that no record has. ``records``
    remembers what was looked up, for many addresses about one page.
    """
    records = records or Records()
    model = model_of(address)
    known = records.of_page(page) | records.newest_by_parameter() | _BY_NAME.get(address.name, {})
    if address.name.startswith("wagtailadmin_workflows:") and "task" in address.name:
        model = apps.get_model("wagtailcore.Task")
    if "pk" in address.keys and model is not None:
        known["pk"] = page.pk if issubclass(model, PortalPage) else records.newest(model) or 1
    known |= values
    route = address.route
    for key in address.keys:
        route = route.replace(f"<{key}>", str(known.get(key, _UNKNOWN.get(key, 1))))
    return route


# What no record stands for.
_UNKNOWN = {"secret": "nothing", "token": "nothing", "uidb64": "x", "uidb36": "x", "path": "x"}
_SETTINGS = {"app_name": "identity", "model_name": "portalsettings"}
_BY_NAME = {
    "wagtail_bulk_action": {"app_label": "pages", "model_name": "portalpage", "action": "publish"},
    "wagtailadmin_workflows:add_task": {"app_label": "wagtailcore", "model_name": "groupapprovaltask"},
    "wagtailsettings:edit": _SETTINGS,
    "wagtailsettings:preview_on_edit": _SETTINGS,
    "consortium:revoke_calendar": {"token": NOBODY},
}


_PARAMETERS = {
    "document_id": "media.PortalDocument",
    "doc_id": "media.PortalDocument",
    "image_id": "media.PortalImage",
    "redirect_id": "wagtailredirects.Redirect",
    "collection_id": "wagtailcore.Collection",
    "workflow_pk": "wagtailcore.Workflow",
    "task_id": "wagtailcore.Task",
    "task_state_id": "wagtailcore.TaskState",
    "workflow_state_id": "wagtailcore.WorkflowState",
    "uploaded_file_id": "wagtailcore.UploadedFile",
}


class Records:
    """The records that addresses are about, each looked up once."""

    def __init__(self) -> None:
        self._newest: dict[type[Model], Any] = {}
        self._pages: dict[int, dict[str, Any]] = {}

    def newest(self, model: type[Model]) -> Any:
        """Return the key of the newest record of a model, None where there is none."""
        if model not in self._newest:
            keys = model._default_manager.order_by("-pk").values_list("pk", flat=True)
            self._newest[model] = keys.first()
        return self._newest[model]

    def newest_by_parameter(self) -> dict[str, Any]:
        """Return the keys of the newest records, by the names that addresses use."""
        keys = {name: self.newest(apps.get_model(label)) for name, label in _PARAMETERS.items()}
        return {name: key for name, key in keys.items() if key is not None}

    def of_page(self, page: Page) -> dict[str, Any]:
        """Return what addresses name of a page."""
        if page.pk not in self._pages:
            self._pages[page.pk] = self._read(page)
        return dict(self._pages[page.pk])

    @staticmethod
    def _read(page: Page) -> dict[str, Any]:
        content_type = ContentType.objects.get_for_model(page.specific_class)
        parent = page.get_parent()
        uuid = getattr(page, "uuid", NOBODY)
        return {
            "page_id": page.pk,
            "page_pk": page.pk,
            "page_to_move_id": page.pk,
            "parent_page_id": parent.pk if parent else page.pk,
            "destination_id": parent.pk if parent else page.pk,
            "content_type_app_name": content_type.app_label,
            "content_type_model_name": content_type.model,
            "app_label": content_type.app_label,
            "app_name": content_type.app_label,
            "model_name": content_type.model,
            "revision_id": page.latest_revision_id or 0,
            "revision_id_a": "earliest",
            "revision_id_b": "latest",
            "content_type": content_type.pk,
            "object_id": page.pk,
            **dict.fromkeys(("uuid", "project", "identity"), uuid),
            **dict.fromkeys(("page", "document", "version", "invited"), NOBODY),
            "action_name": "publish",
            "page_view_restriction_id": 1,
            "what": "projects",
            "extension": "json",
            "filter_spec": "width-100",
            "family": "horizon",
            "role": "partner",
            "_0": "x/",
        }
