"""Programmes, sectors and kinds of support in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from projects.models import Programme, Sector, SupportKind


class ProgrammeViewSet(SnippetViewSet):
    """Funding programmes."""

    model = Programme
    icon = "globe"
    list_display = ["__str__", "abbreviation", "generation"]


class SectorViewSet(SnippetViewSet):
    """Sectors."""

    model = Sector
    icon = "cogs"


class SupportKindViewSet(SnippetViewSet):
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
