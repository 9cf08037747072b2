"""Goes a way by the address, as a browser would, and says what happened; nothing of it stays."""

import copy
import datetime
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from cluster_portal.approval.authors import parts_that_differ
from cluster_portal.languages.codes import content_languages
from cluster_portal.languages.merging import version_of
from cluster_portal.pages.publishing import version_key
from tests.addresses import Address
from tests.staff.posting import form_data
from tests.ways.world import World, picture

# Follows from the titles: a partner's name that is no longer one.
_FOLLOWS = ("former_names",)
# What is written down about a visit, or by machines for themselves, is no change of the portal.
BESIDE = re.compile(
    r"^(django_session|wagtailadmin_editingsession|wagtailcore_referenceindex|wagtailcore_uploadedfile|"
    r"wagtailsearch_\w+|modelsearch_\w+|wagtailusers_userprofile|media_portalrendition|sqlite_\w+|"
    r"operations_\w+)$"
)
_WRITES = re.compile(r'^\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?', re.IGNORECASE)
_SIGNED_IN = re.compile(r'^\s*UPDATE\s+"?accounts_user"?\s+SET\s+"last_login" = [^,]* WHERE', re.IGNORECASE)


@dataclass
class Outcome:
    """What a request did: status, where it led, and which tables were written."""

    status: int
    location: str = ""
    tables: set[str] = field(default_factory=set)
    # In which languages, or facts, the draft or the public version of a page differs afterwards.
    parts: set[str] = field(default_factory=set)

    @property
    def changed(self) -> bool:
        """Return whether something of the portal changed."""
        return bool(self.tables)

    def __str__(self) -> str:
        return f"{self.status} {self.location} {' '.join(sorted(self.tables))}".strip()


@contextmanager
def recorded(outcome: Outcome) -> Iterator[None]:
    """Write down which tables change, and undo it at the end."""

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        result = execute(sql, params, many, context)
        found = _WRITES.match(sql)
        # An update of no row changes nothing; what is inserted is counted only when it is read back.
        does = found and (sql.lstrip()[:6].upper() == "INSERT" or context["cursor"].rowcount)
        if found and does and not BESIDE.match(found[1]) and not _SIGNED_IN.match(sql):
            outcome.tables.add(found[1])
        return result

    with transaction.atomic():
        with connection.execute_wrapper(note):
            yield
        transaction.set_rollback(True)
    cache.clear()


def go(client: Client, address: str, data: dict[str, Any], page: Any = None, **more: Any) -> Outcome:
    """Send a form and return what happened, and what of ``page`` differs afterwards."""
    for value in data.values():
        if hasattr(value, "seek"):
            value.seek(0)
    outcome = Outcome(0)
    # Signing out would take the person's cookies away for all ways that follow.
    cookies = copy.deepcopy(client.cookies)
    before = versions(page)
    with recorded(outcome):
        client.raise_request_exception = False
        answer = client.post(address, data, **more)
        outcome.status, outcome.location = answer.status_code, answer.headers.get("Location", "")
        for one, other in zip(before, versions(page), strict=True):
            outcome.parts |= parts_that_differ(page, one, other)
    client.cookies = cookies
    return outcome


def versions(page: Any) -> list[dict[str, Any]]:
    """Return what is drafted and what is public of a page, nothing without one."""
    if page is None:
        return []
    stored = type(page).objects.get(pk=page.pk)
    both = [version_of(stored.get_latest_revision_as_object()), version_of(stored)]
    return [{name: value for name, value in one.items() if name not in _FOLLOWS} for one in both]


def opened(client: Client, address: str) -> dict[str, Any]:
    """Return the form at an address as somebody sends it who has filled in what it asks for."""
    cookies = copy.deepcopy(client.cookies)
    with transaction.atomic():
        client.raise_request_exception = False
        answer = client.get(address)
        form = (answer.context or {}).get("form") if answer.status_code == 200 else None
        data = filled_in(form) if isinstance(form, forms.BaseForm) else {}
        for panel in (answer.context or {}).get("permission_panels") or []:
            data |= {field.html_name: field.value() for field in panel.management_form}
            for row in panel.forms:
                data |= form_data(row)
        transaction.set_rollback(True)
    client.cookies = cookies
    cache.clear()
    return data


_NAMES = ("title", "name", "term", "text", "label", "heading", "slug", "value", "description")


def filled_in(form: Any) -> dict[str, Any]:
    """Return what a browser sends for a form, empty texts and what is required filled in."""
    data = form_data(form)
    for name, held in form.fields.items():
        key = form.add_prefix(name)
        if isinstance(held, forms.FileField) and getattr(getattr(form, "instance", None), "pk", None):
            # The file that is there stays.
            continue
        if data.get(key) not in (None, "", []) or not (held.required or any(part in name for part in _NAMES)):
            continue
        if (value := _value(held)) is not None:
            data[key] = value
    return data


def _value(held: Any) -> Any:
    if isinstance(held, forms.EmailField):
        return "ways@example.org"
    if isinstance(held, forms.URLField):
        return "https://example.org/"
    if isinstance(held, forms.SlugField):
        return "ways"
    if isinstance(held, forms.ImageField):
        return picture()
    if isinstance(held, forms.FileField):
        return SimpleUploadedFile("ways.txt", b"A file.")
    if isinstance(held, forms.DateField):
        return datetime.date.today().isoformat()
    if isinstance(held, forms.ModelChoiceField):
        first = held.queryset.first()
        return first.pk if first else None
    if isinstance(held, forms.ChoiceField):
        return next((value for value, _label in held.choices if value), None)
    if isinstance(held, forms.BooleanField):
        return "on"
    if isinstance(held, forms.IntegerField | forms.DecimalField):
        return "1"
    return "ways" if isinstance(held, forms.CharField) else None


def data_for(
    world: World, address: Address, where: str, *, from_form: bool
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what is sent on a way, and headers; with ``from_form`` the form that an administrator gets."""
    data = opened(world.clients["administrator"], where) if from_form else {}
    data |= EXPLICIT.get(address.name, lambda world: {})(world)
    headers = {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"} if "multiple" in address.name else {}
    return data, headers


def _file(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"A file.")


def _rows(prefix: str, number: int) -> dict[str, Any]:
    """Return what a browser sends about the number of rows of a form."""
    return {f"{prefix}-TOTAL_FORMS": number, f"{prefix}-INITIAL_FORMS": 0, f"{prefix}-MAX_NUM_FORMS": 1000}


def _workflow(world: World) -> dict[str, Any]:
    task = world.workflow.tasks.get()
    rows = _rows("workflow_tasks", 1) | _rows("pages", 0)
    return {
        "name": "New",
        "active": "on",
        "workflow_tasks-0-task": task.pk,
        "workflow_tasks-0-ORDER": 1,
    } | rows


def _account() -> dict[str, Any]:
    secret = "quite long and unlike"
    return {"email": "new@example.org", "password1": secret, "password2": secret}


def _completed(prefix: str, file: Any, world: World) -> dict[str, Any]:
    """Return what the screen for several files sends about one."""
    texts = {f"{name}_fr": "New" for name in ("title", "description")}
    return {f"{prefix}-{file.pk}-{name}": value for name, value in texts.items()} | {
        f"{prefix}-{file.pk}-collection": world.collection.pk
    }


# What a form does not say by itself.
EXPLICIT: dict[str, Callable[[World], dict[str, Any]]] = {
    "wagtailadmin_pages:set_privacy": lambda world: {"restriction_type": "login"},
    "wagtailadmin_collections:set_privacy": lambda world: {"restriction_type": "login"},
    "wagtailadmin_pages:workflow_action": lambda world: {"comment": "Well done"},
    **dict.fromkeys(
        ("staff_add_documents", "wagtaildocs:add_multiple"),
        lambda world: {"title": "ways.txt", "files[]": _file("ways.txt")},
    ),
    **dict.fromkeys(
        ("staff_add_images", "wagtailimages:add_multiple"),
        lambda world: {"title": "ways.png", "files[]": picture("ways.png")},
    ),
    "wagtaildocs_chooser:create": lambda world: {"document-chooser-upload-file": _file("ways.txt")},
    "approval_approve": lambda world: {"languages": ["fr"], "facts": "on"},
    "wagtailadmin_pages:copy": lambda world: {
        f"new_{name}_{code}": f"{name}-{code}" for name in ("title", "slug") for code in content_languages()
    },
    "staff_add_redirect": lambda world: {"old_path": "/fr/ways", "redirect_page": world.page.pk},
    **dict.fromkeys(
        ("staff_add_site", "wagtailsites:add"),
        lambda world: {"root_page": world.page.get_site().root_page_id},
    ),
    "staff_publish_page": lambda world: {"languages": ["nl"], "shown": version_key(world.page)},
    "staff_schedule_page": lambda world: {
        "action": "publish",
        "shown": version_key(world.page),
        "languages": ["nl"],
        "moment": f"{datetime.date.today() + datetime.timedelta(days=9)} 12:00",
    },
    "staff_unpublish_languages": lambda world: {"languages": ["nl"]},
    "staff_revert_languages": lambda world: {"languages": ["nl"]},
    "wagtailadmin_dismissibles": lambda world: {"x": "1"},
    "wagtailadmin_workflows:add": _workflow,
    "wagtailadmin_workflows:task_chooser_create": lambda world: {
        "create-task-name": "New",
        "create-task-groups": [world.editors.pk],
    },
    "wagtailadmin_workflows:edit": lambda world: {"name": "New"} | _rows("pages", 0),
    "wagtailsnippets_acknowledgement_acknowledgementwording:add": lambda world: {"role": "funded"},
    "wagtailsnippets_consortium_consortiumdate:add": lambda world: {"starts_on": "2027-01-01"},
    "wagtailusers_users:add": lambda world: _account(),
    "wagtailusers_groups:edit": lambda world: {"name": "New", "permissions": []},
    "wagtaildocs:edit_multiple": lambda world: _completed("doc", world.document, world),
    "wagtailimages:edit_multiple": lambda world: _completed("image", world.image, world),
    "wagtailredirects:add": lambda world: {"old_path": "/fr/ways", "redirect_page": world.page.pk},
}


def bulk(world: World, action: str, *, from_form: bool = True) -> tuple[str, dict[str, Any]]:
    """Return the address and the data of a bulk action, as ``app.model action``, on one record."""
    from django.apps import apps

    label, _blank, kind = action.partition(" ")
    model = apps.get_model(label)
    record: Any = {"pages.PortalPage": world.page, "accounts.User": world.member}.get(model._meta.label)
    record = record or model._default_manager.order_by("pk").last()
    where = reverse("wagtail_bulk_action", args=[*label.split("."), kind]) + f"?id={record.pk}&next=/admin/"
    data = opened(world.clients["administrator"], where) if from_form else {}
    more: dict[str, dict[str, Any]] = {
        "move": {"chooser": world.other.pk, f"seen-{world.other.pk}": "on"},
        "add_to_collection": {"collection": world.collection.pk},
        "add_tags": {"tags": "ways"},
        "assign_role": {"role": world.people["editor"].groups.get().pk},
        "set_active_state": {"mark_as_active": "False"},
    }
    if action == "pages.portalpage publish":
        prefix = f"page-{world.page.pk}"
        data |= {f"{prefix}-languages": ["nl"], f"{prefix}-shown": version_key(world.page)}
    return where, data | more.get(kind, {})


def api(world: World, action: str, *, from_form: bool = True) -> tuple[str, dict[str, Any]]:
    """Return the address and the data of an action of the admin's interface, as ``endpoint action``."""
    endpoint, _blank, kind = action.partition(" ")
    page = world.alias if kind == "convert_alias" else world.page
    data: dict[str, dict[str, Any]] = {
        "copy": {"slug": "copied"},
        "create_alias": {"slug": "aliased"},
        "move": {"destination_page_id": world.other.pk, "position": "last-child"},
        "revert_to_page_revision": {"revision_id": page.revisions.order_by("pk").first().pk}
        if page.revisions.exists()
        else {},
        "copy_for_translation": {"locale": "nl"},
    }
    where = reverse(f"wagtailadmin_api:{endpoint}:action", args=[page.pk, kind])
    return where, data.get(kind, {})
