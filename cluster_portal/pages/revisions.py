"""The revisions of a page: how they are written, and read when records that they name have gone."""

from typing import TYPE_CHECKING, Any

from django.db import models
from modelcluster.models import get_all_child_relations

from cluster_portal.languages import slugs
from cluster_portal.languages.intents import current_intent
from cluster_portal.languages.merging import Content
from cluster_portal.pages import copying, rows
from cluster_portal.pages.binned import bin_open
from cluster_portal.pages.drafts import save_draft

if TYPE_CHECKING:
    from uuid import UUID

    from wagtail.models import AbstractPage as _Page

    from cluster_portal.pages.models import PortalPage
else:
    _Page = object


class PageRevisions(_Page):
    """What a page does with its revisions."""

    if TYPE_CHECKING:
        uuid: UUID
        in_bin: bool
        copy_of: "PortalPage | None"

    def save_revision(self, user: Any = None, **options: Any) -> Any:
        """Save a draft, as ``user`` writing by hand unless a block of ``intending`` says otherwise."""
        if self.copy_of is not None:
            copying.keep_addresses(self)
            self.copy_of = None
        return save_draft(self, current_intent(user), **options)

    save_revision.alters_data = True  # type: ignore[attr-defined]

    def prepare_draft(self) -> None:
        """Bring what follows from the texts up to date before a draft is saved; types add what they need."""

    def write_revision(self, **options: Any) -> Any:
        """Write the revision and nothing else: ``save_draft`` does what belongs to it."""
        return super().save_revision(**options)

    write_revision.alters_data = True  # type: ignore[attr-defined]

    @classmethod
    def from_serializable_data(cls, data: dict[str, Any], **options: Any) -> Any:
        """Return a page made of a revision's content; pages in the bin that it names stay named."""
        with bin_open():
            return super().from_serializable_data(_without_what_is_gone(cls, data), **options)

    def with_content_json(self, content: dict[str, Any]) -> "PortalPage":
        """Return the page with a revision's content, keeping what belongs to the page and not to a revision."""
        page = super().with_content_json(content)
        page.uuid, page.in_bin = self.uuid, self.in_bin
        page.first_published_at = self.first_published_at
        page.copy_live_languages_from(self)
        rows.keep_identities(self, page)
        if self.alias_of_id:
            slugs.keep(page, self)
            page.set_url_path(self.get_parent())
        return page

    def get_latest_revision_as_object(self) -> "PortalPage":
        """Return the draft; that of a copy in the making hears that it is one."""
        draft: PortalPage = super().get_latest_revision_as_object()
        draft.copy_of = self.copy_of
        return draft


def _without_what_is_gone(model: type[models.Model], content: Content) -> Content:
    """Return a revision's content without records that are gone although others cannot do without them.

    What is public keeps them from going; a draft is not asked, and modelcluster could not read it any more. A row
    that has to name such a record goes with it.
    """
    [found] = _remaining(model, [content]) or [content]
    rows = {
        name: _remaining(relation.related_model, content[name])
        for relation in get_all_child_relations(model)
        if content.get(name := relation.get_accessor_name())
    }
    return {**found, **rows}


def _remaining(model: type[models.Model], rows: list[Content]) -> list[Content]:
    for field in model._meta.concrete_fields:
        if not isinstance(field, models.ForeignKey) or field.remote_field.on_delete is not models.PROTECT:
            continue
        wanted = {row.get(field.name) for row in rows} - {None}
        found: Any = field.related_model._base_manager.filter(pk__in=wanted) if wanted else ()
        gone = wanted - {record.pk for record in found}
        if gone and field.null:
            rows = [{**row, field.name: None} if row.get(field.name) in gone else row for row in rows]
        elif gone:
            rows = [row for row in rows if row.get(field.name) not in gone]
    return rows
