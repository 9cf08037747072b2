"""When what readers of a language see of a page last changed.

It is what feeds, calendars, the sitemap and the foot of a page tell: publishing one language is no news to those who
read another.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from modelcluster.models import get_all_child_relations
from wagtail.models import COMMENTS_RELATION_NAME

from cluster_portal.languages.codes import (
    column,
    content_languages,
    is_empty,
    reading_order,
    set_value,
)
from cluster_portal.languages.merging import Content, comparable_text, facts_differ, identity_of, text_fields

if TYPE_CHECKING:
    from cluster_portal.pages.models import PortalPage


def note_changes(page: "PortalPage", before: Content | None, after: Content, at: datetime) -> None:
    """Record ``at`` (aware) as the change date of each language whose readers see something else than before.

    ``before`` and ``after`` are stored forms (``merging.version_of``) of what was and of what is public, with the
    languages that each was live in; without ``before`` every language changed. A text that stands in for a missing
    one counts for the language that shows it.
    """
    changed = [code for code in content_languages() if before is None or _differs(page, before, after, code)]
    dates = {code: at if code in changed else page.changed_at_in(code) or at for code in content_languages()}
    _store(page, dates)


def follow_changes(alias: "PortalPage", original: "PortalPage") -> None:
    """Give an alias the change dates of its original."""
    _store(alias, {code: original.changed_at_in(code) for code in content_languages()})


def _store(page: "PortalPage", dates: Mapping[str, datetime | None]) -> None:
    for code, moment in dates.items():
        set_value(page, "changed_at", code, moment)
    untranslated = dates[content_languages()[0]]
    values = {column("changed_at", code): moment for code, moment in dates.items()}
    pages: Any = page.base_page_model.objects.filter(pk=page.pk).rewrite(False)
    pages.update(changed_at=untranslated, **values)


def _differs(page: "PortalPage", before: Content, after: Content, language: str) -> bool:
    model = type(page)
    return facts_differ(model, before, after) or _shown(model, before, language) != _shown(
        model, after, language
    )


def _shown(model: type[models.Model], content: Content, language: str) -> Any:
    """Return the texts, with their languages, that readers of ``language`` see of a version, rows included."""
    live = [code for code in reading_order(language) if content.get(column("live_since", code))]
    rows = {
        (name, identity_of(row)): _texts(relation.related_model, row, live)
        for relation in get_all_child_relations(model)
        if (name := relation.get_accessor_name()) != COMMENTS_RELATION_NAME
        for row in content.get(name, [])
    }
    return language in live, _texts(model, content, live), rows


def _texts(model: type[models.Model], content: Content, languages: list[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field in text_fields(model):
        values = ((code, comparable_text(content.get(column(field, code)))) for code in languages)
        found[field] = next(((code, value) for code, value in values if not is_empty(value)), None)
    return found
