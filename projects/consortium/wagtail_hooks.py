"""Dates and documents of consortia in the admin."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.admin.widgets.button import Button
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from cluster_portal.staff.snippets import TranslatedRecordViewSet
from projects.consortium.models import ConsortiumDate, ConsortiumDocument, ConsortiumPage
from projects.consortium.rows import address_of
from projects.models import ProjectPage


class ConsortiumDateViewSet(TranslatedRecordViewSet):
    """Milestones and meetings."""

    model = ConsortiumDate
    icon = "calendar-alt"
    menu_label = _("Milestones and meetings")
    list_display = ["__str__", "project", "kind", "day"]
    list_filter = ["project", "kind"]
    menu_item_is_registered = True


class ConsortiumPageViewSet(TranslatedRecordViewSet):
    """Pages that only consortia read."""

    model = ConsortiumPage
    icon = "doc-empty"
    menu_label = _("Pages of consortia")
    list_display = ["__str__", "project", "is_shown", "changed_at"]
    list_filter = ["project", "is_shown"]
    menu_item_is_registered = True


class ReadingPolicy(ModelPermissionPolicy):
    """Lets staff read what they may see, and change nothing here: documents are brought in the space."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Allow reading."""
        return action == "view" and super().user_has_permission(user, "view")

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        """Allow reading."""
        return any(self.user_has_permission(user, action) for action in actions)


register_permission_policy(ConsortiumDocument, ReadingPolicy(ConsortiumDocument))


class ConsortiumDocumentViewSet(ModelViewSet):
    """The documents of all consortia, to read; each leads to its project in the space, where editors upload."""

    model = ConsortiumDocument
    icon = "doc-full"
    menu_label = _("Documents of consortia")
    form_fields = ["title"]
    copy_view_enabled = False
    list_filter = ["project"]
    list_display = [
        TitleColumn(
            "title", label=_("Title"), get_url=lambda document: address_of(document.project), sort_key="title"
        ),
        Column("project", label=_("Project")),
        Column("partner", label=_("Partner")),
        DateColumn("created_at", label=_("Created"), sort_key="created_at"),
        DateColumn("withdrawn_at", label=_("Withdrawn"), sort_key="withdrawn_at"),
    ]


class ConsortiumGroup(ModelViewSetGroup):
    """What consortia have among themselves."""

    items = (ConsortiumDateViewSet, ConsortiumPageViewSet, ConsortiumDocumentViewSet)
    menu_label = _("Consortia")
    menu_icon = "group"
    menu_order = 225


register_snippet(ConsortiumGroup)


@hooks.register("register_page_header_buttons")
def lead_to_the_space(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Lead staff from a published project to what its consortium has."""
    if page.specific_class is ProjectPage and page.is_published and page.alias_of_id is None:
        url = reverse("consortium:project", args=[page.uuid])
        yield Button(_("Consortium"), url, icon_name="group", priority=60)


@hooks.register("register_permissions")
def consortium_permissions() -> "QuerySet[Permission]":
    """Let groups be given the right to see, upload and withdraw documents of consortia."""
    return Permission.objects.filter(
        content_type__app_label="consortium", content_type__model="consortiumdocument"
    ).exclude(codename__startswith="delete")


@hooks.register("register_editor_permissions")
def editors_keep_documents() -> list[tuple[str, str]]:
    """Let editors see, upload and withdraw documents of consortia."""
    return [("consortium", f"{action}_consortiumdocument") for action in ("view", "add", "change")]
