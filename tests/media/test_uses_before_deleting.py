"""The screens on which something is deleted say where it is used."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.images import ImageFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from cluster_portal.identity.models import Contact, KeyFigure, PortalSettings
from cluster_portal.media.models import PortalImage
from projects.models import ProjectContact, Sector
from tests import factories
from tests.media.test_files_follow_pages import (
    block,
    document,
    named_by_body,
    named_by_call,
    named_by_result,
    named_in_field,
    named_in_text,
    signed_in,
)
from tests.media.test_pictures_follow_pages import as_logo, in_body
from tests.staff.test_files import picture

pytestmark = pytest.mark.django_db


def text(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def counted(client: Client, url: str) -> str:
    found = re.search(r"referenced (\d+) times?", text(client.get(url)))
    return found.group(1) if found else "nothing"


@pytest.mark.parametrize(
    "name", [named_by_result, named_by_call, named_by_body, named_in_text, named_in_field]
)
def test_documents(name: Any, references: Any) -> None:
    found = document()
    name(found)
    references()
    staff = signed_in(is_superuser=True, language="en")
    assert counted(staff, reverse("wagtaildocs:delete", args=[found.pk])) == "1"
    bulk = reverse("wagtail_bulk_action", args=["media", "portaldocument", "delete"])
    assert counted(staff, f"{bulk}?id={found.pk}") == "1"


def test_drafts_are_named_too(references: Any) -> None:
    found = document()
    page = factories.plain_page(title=factories.in_all_languages("Zq page"))
    factories.edit(page, body={"fr": block(found)})
    references()
    staff = signed_in(is_superuser=True, language="en")
    bulk = reverse("wagtail_bulk_action", args=["media", "portaldocument", "delete"])
    for url in (reverse("wagtaildocs:delete", args=[found.pk]), f"{bulk}?id={found.pk}"):
        assert "Zq page" in text(staff.get(url))
    group = Group.objects.create(name="Other")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    other = factories.plain_page()
    change = Permission.objects.get(codename="change_portalpage")
    GroupPagePermission.objects.create(group=group, page=other, permission=change)
    for codename in ("delete_document", "change_document"):
        GroupCollectionPermission.objects.create(
            group=group,
            collection=Collection.get_first_root_node(),
            permission=Permission.objects.get(content_type__app_label="wagtaildocs", codename=codename),
        )
    told = text(signed_in(group, language="en").get(reverse("wagtaildocs:delete", args=[found.pk])))
    assert "Zq page" not in told
    assert "1 page that you may not edit" in told


@pytest.mark.parametrize("way", ["body", "logo", "settings"])
def test_pictures(way: str, references: Any) -> None:
    found = factories.record(PortalImage, title="I", file=ImageFile(picture().file, "i.png"))
    if way == "settings":
        settings = PortalSettings.the_record()
        settings.logo = found
        settings.save()
    else:
        (in_body if way == "body" else as_logo)(found)
    references()
    staff = signed_in(is_superuser=True, language="en")
    assert counted(staff, reverse("wagtailimages:delete", args=[found.pk])) == "1"
    bulk = reverse("wagtail_bulk_action", args=["media", "portalimage", "delete"])
    assert counted(staff, f"{bulk}?id={found.pk}") == "1"


@pytest.mark.parametrize("way", ["contact in a body", "contact of a project", "key figure", "sector"])
def test_snippets(way: str, references: Any) -> None:
    if way == "contact in a body":
        found: Any = Contact.objects.create(name="C")
        factories.plain_page(body={"fr": [{"type": "contact", "value": found.pk}]})
    elif way == "contact of a project":
        found = Contact.objects.create(name="C")
        ProjectContact.objects.create(project=factories.project(), contact=found)
    elif way == "key figure":
        found = factories.record(KeyFigure, label="K", value="1", as_of=timezone.localdate())
        factories.plain_page(body={"de": [{"type": "key_figures", "value": [found.pk]}]})
    else:
        found = factories.record(Sector, name="S")
        project = factories.project()
        project.sectors.add(found)
        project.save()
    references()
    meta = found._meta
    staff = signed_in(is_superuser=True, language="en")
    url = reverse(found.snippet_viewset.get_url_name("delete"), args=[found.pk])
    assert counted(staff, url) == "1"
    bulk = reverse("wagtail_bulk_action", args=[meta.app_label, meta.model_name, "delete"])
    assert counted(staff, f"{bulk}?id={found.pk}") == "1"
