"""Shows in the edit form of a page which of its facts came from CORDIS, and when."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import Panel
from wagtail.admin.telepath import register as register_telepath_adapter

from partners.models import PartnerPage
from projects.cordis import fields
from projects.cordis.models import FactSource
from projects.models import Participation, ProjectPage


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A line of the panel. ``is_changed`` says that the page has another value by now."""

    label: str | Promise
    value: str
    source: FactSource
    as_of: date
    accepted_at: datetime
    accepted_by: Any
    is_changed: bool


class FactSourcesPanel(Panel):
    """A read-only list of facts with their source."""

    @register_telepath_adapter
    class BoundPanel(Panel.BoundPanel):
        """The list on one form."""

        template_name = "cordis/fact_sources_panel.html"

        def is_shown(self) -> bool:
            """Show it where there is something to show."""
            return bool(self.rows)

        @cached_property
        def rows(self) -> list[SourceRow]:
            """Return the facts taken over from CORDIS."""
            return source_rows(self.instance) if self.instance.pk else []


def source_rows(page: Any) -> list[SourceRow]:
    """Return the facts of a page that have a source, compared with what the page says now."""
    known = fields.PROJECT_FIELDS if isinstance(page, ProjectPage) else fields.PARTNER_FIELDS
    rows = []
    for source in FactSource.objects.filter(page=page.pk).select_related("accepted_by"):
        if source.field in known:
            field = known[source.field]
            label, value = field.label, fields.show(field, source.value)
            changed = _changed(field, field.get(page), source.value)
        elif source.field.startswith("participation:") and isinstance(page, ProjectPage):
            label, value, changed = _participation(page, source)
        else:
            continue
        rows.append(
            SourceRow(
                label, value, source, source.source_date, source.accepted_at, source.accepted_by, changed
            )
        )
    return rows


def _changed(field: fields.FactField, now: Any, then: Any) -> bool:
    if field.is_text:
        # Texts are stored with markup or cut to length: the beginning tells.
        return fields.shortened(str(now or ""))[:80] != fields.shortened(str(then))[:80]
    return not field.same(now, then) if now else True


def _participation(page: ProjectPage, source: FactSource) -> tuple[str, str, bool]:
    _about, key, name = source.field.split(":")
    partner = PartnerPage.objects.filter(pk=key).first()
    row = next((row for row in page.participations.all() if str(row.partner_id) == key), None)
    who = str(partner.texts.title) if partner else key
    if name == "role":
        value = str(Participation.Role(source.value).label)
        return f"{who}: {_('Role')}", value, row is None or row.role != source.value
    now = None if row is None or row.contribution is None else fields.amount(row.contribution)
    return f"{who}: {_('EU contribution')}", fields.show_money(source.value), now != source.value


def show_sources_in_forms() -> None:
    """Add the panel to the forms of projects and partners; partners do not know CORDIS themselves."""
    for model in (ProjectPage, PartnerPage):
        model.content_panels = [
            *model.content_panels,
            FactSourcesPanel(heading=gettext_lazy("Facts from CORDIS"), icon="download"),
        ]
