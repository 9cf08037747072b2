"""Contacts, key figures and notices in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from cluster_portal.identity.models import Contact, KeyFigure, Notice
from cluster_portal.staff.snippets import SharedRecordViewSet, TranslatedRecordViewSet


class ContactViewSet(SharedRecordViewSet):
    """Contacts."""

    model = Contact
    icon = "user"
    list_display = ["name", "organisation", "email"]


class KeyFigureViewSet(SharedRecordViewSet):
    """Key figures."""

    model = KeyFigure
    icon = "order"
    list_display = ["__str__", "as_of"]


class NoticeViewSet(TranslatedRecordViewSet):
    """Notices."""

    model = Notice
    icon = "info-circle"
    list_display = ["__str__", "level", "starts_at", "ends_at"]


class SharedContentViewSetGroup(SnippetViewSetGroup):
    """What is edited once for all pages."""

    items = (ContactViewSet, KeyFigureViewSet, NoticeViewSet)
    menu_label = _("Shared content")
    menu_icon = "copy"
    menu_order = 210


register_snippet(SharedContentViewSetGroup)
