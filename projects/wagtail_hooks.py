"""Programmes, sectors and kinds of support in the admin, and what staff can begin there."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from cluster_portal.staff.home import Task, add_page_task
from cluster_portal.staff.snippets import SharedRecordViewSet
from projects.models import CallPage, Programme, ProjectPage, Sector, SupportKind
from projects.results import may_have_file_of_consortium, note_files_of_consortium_pages


class ProgrammeViewSet(SharedRecordViewSet):
    """Funding programmes."""

    model = Programme
    icon = "globe"
    list_display = ["__str__", "abbreviation", "generation"]


class SectorViewSet(SharedRecordViewSet):
    """Sectors."""

    model = Sector
    icon = "cogs"


class SupportKindViewSet(SharedRecordViewSet):
    """Kinds of support."""

    model = SupportKind
    icon = "tag"


class ClassificationViewSetGroup(SnippetViewSetGroup):
    """What classifies projects and calls."""

    items = (ProgrammeViewSet, SectorViewSet, SupportKindViewSet)
    menu_label = _("Classification")
    menu_icon = "tag"
    menu_order = 220


register_snippet(ClassificationViewSetGroup)


@hooks.register("register_staff_tasks")
def offer_tasks(user: Any) -> list[Task]:
    """Let staff begin a call or a project from the first screen."""
    return [
        *add_page_task(
            CallPage,
            user,
            label=gettext("Add a call"),
            description=gettext(
                "Choose the project, then give the dates. The call opens and closes by itself."
            ),
            icon="calendar-alt",
            order=10,
        ),
        *add_page_task(
            ProjectPage,
            user,
            label=gettext("Add a project"),
            description=gettext("Programme, period, partners, objectives. Its calls come below it."),
            icon="clipboard-list",
            order=20,
        ),
    ]


@hooks.register("may_have_document")
def open_files_to_consortium(document: Any, user: Any) -> bool:
    """Let a consortium have the files of its results and of its own pages."""
    return may_have_file_of_consortium(document, user)


hooks.register("note_files", note_files_of_consortium_pages)
