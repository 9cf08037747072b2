"""Merging two versions of a page by language.

A version is a page's stored form (``serializable_data``). A merged version takes the texts of some languages, and
perhaps the facts, from one version and all the rest from another.
"""

import json
from collections.abc import Collection
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from modelcluster.models import get_all_child_relations
from wagtail.models import COMMENTS_RELATION_NAME

from cluster_portal.languages.codes import column, content_languages, translated_fields
from cluster_portal.languages.fingerprints import without_editor_keys

Content = dict[str, Any]


def version_of(page: Any) -> Content:
    """Return a page's stored form as a revision holds it: plain JSON values, so that versions can be compared."""
    version: Content = json.loads(json.dumps(page.serializable_data(), cls=DjangoJSONEncoder))
    return version


# What belongs to the page as a whole and to no version of it.
_NEVER_MERGED = {
    "pk",
    "path",
    "depth",
    "numchild",
    "translation_key",
    "locale",
    "uuid",
    "content_type",
    "live",
    "has_unpublished_changes",
    "latest_revision",
    "latest_revision_created_at",
    "live_revision",
    "first_published_at",
    "last_published_at",
    "alias_of",
    "draft_title",
    "locked",
    "locked_at",
    "locked_by",
    "expired",
    # The portal's schedules are rows of their own, per language.
    "go_live_at",
    "expire_at",
}


# What a page holds in each language besides texts: it follows from them, or from publications.
_NO_TEXTS = frozenset({"url_path", "live_since", "first_live_at", "changed_at"})


def text_fields(model: type[models.Model]) -> list[str]:
    """Return the names of the fields of ``model`` that somebody writes in each language."""
    return [name for name in translated_fields(model) if name not in _NO_TEXTS]


def merged(
    model: type[models.Model], chosen: Content, rest: Content, languages: Collection[str], *, facts: bool
) -> Content:
    """Return ``rest`` with the texts of ``languages``, and with ``facts`` all that is no text, from ``chosen``.

    Facts include which rows there are and their order. The texts of a row that only ``chosen`` has come with it, in
    every language.
    """
    content = _merged_fields(model, chosen, rest, languages, facts=facts)
    for relation in get_all_child_relations(model):
        name = relation.get_accessor_name()
        if name == COMMENTS_RELATION_NAME:
            content[name] = chosen.get(name, [])
        elif name in chosen or name in rest:
            content[name] = _merged_rows(
                relation.related_model, chosen.get(name, []), rest.get(name, []), languages, facts=facts
            )
    return content


def _text_columns(model: type[models.Model], languages: Collection[str]) -> set[str]:
    return {column(field, code) for field in translated_fields(model) for code in languages}


def _merged_fields(
    model: type[models.Model], chosen: Content, rest: Content, languages: Collection[str], *, facts: bool
) -> Content:
    of_chosen = _text_columns(model, languages)
    of_any = _text_columns(model, content_languages()) | set(translated_fields(model))
    children = {relation.get_accessor_name() for relation in get_all_child_relations(model)}
    content = {name: value for name, value in rest.items() if name not in children}
    for name, value in chosen.items():
        is_fact = name not in of_any and name not in children and name not in _NEVER_MERGED
        if name in of_chosen or (facts and is_fact):
            content[name] = value
    # The untranslated columns are filled again when the page is saved.
    return content


def _merged_rows(
    model: type[models.Model],
    chosen: list[Content],
    rest: list[Content],
    languages: Collection[str],
    *,
    facts: bool,
) -> list[Content]:
    chosen_by_identity = {identity_of(row): row for row in chosen}
    rest_by_identity = {identity_of(row): row for row in rest}
    frame = chosen if facts else rest
    rows = []
    for row in frame:
        other_chosen = chosen_by_identity.get(identity_of(row))
        other_rest = rest_by_identity.get(identity_of(row))
        if other_chosen is None or other_rest is None:
            rows.append(row)
        else:
            rows.append(_merged_fields(model, other_chosen, other_rest, languages, facts=facts))
    return rows


def identity_of(row: Content) -> str:
    """Return what tells a row in both versions: its UUID, else its key."""
    return str(row.get("uuid") or row.get("pk"))


def difference(
    model: type[models.Model], chosen: Content, base: Content, languages: Collection[str], *, facts: bool
) -> Content:
    """Return what ``merged`` would change in ``base``, to be applied later by ``patched`` to what is public then.

    With each value goes that of ``base``: what differs from it by then was published since, and is not undone.
    """
    after = merged(model, chosen, base, languages, facts=facts)
    accessors = _row_accessors(model)
    fields = {
        name: value
        for name, value in after.items()
        if name not in {*accessors, COMMENTS_RELATION_NAME}
        and comparable_text(value) != comparable_text(base.get(name))
    }
    before = {name: base.get(name) for name in fields}
    rows = {name: _row_difference(after.get(name, []), base.get(name, [])) for name in accessors}
    rows = {name: change for name, change in rows.items() if any(change.values())}
    return {"fields": fields, "before": before, "rows": rows}


def _row_difference(after: list[Content], before: list[Content]) -> Content:
    old, new = ({identity_of(row): row for row in rows} for rows in (before, after))
    common = [identity for identity in new if identity in old]
    changed = {
        identity: {
            name: value
            for name, value in new[identity].items()
            if name != "pk" and comparable_text(value) != comparable_text(old[identity].get(name))
        }
        for identity in common
    }
    return {
        "added": [row for identity, row in new.items() if identity not in old],
        "removed": [identity for identity in old if identity not in new],
        "changed": {identity: values for identity, values in changed.items() if values},
        "before": {
            identity: {name: old[identity].get(name) for name in values}
            for identity, values in changed.items()
            if values
        },
        "order": list(new) if common != [identity for identity in old if identity in new] else [],
    }


def patched(model: type[models.Model], content: Content, patch: Content) -> Content:
    """Return ``content`` with the changes of a ``difference``; whatever has changed since stays."""
    result = {**content, **_unless_changed(content, patch["fields"], patch.get("before"))}
    for name, change in patch["rows"].items():
        rows = [
            {**row, **_unless_changed(row, *_of_row(change, identity_of(row)))}
            for row in content.get(name, [])
            if identity_of(row) not in change["removed"]
        ]
        present = {identity_of(row) for row in rows}
        rows += [row for row in change["added"] if identity_of(row) not in present]
        places = {identity: place for place, identity in enumerate(change["order"])}
        result[name] = sorted(rows, key=lambda row: places.get(identity_of(row), len(places)))
    return result


def _of_row(change: Content, identity: str) -> tuple[Content, Content | None]:
    before = change.get("before")
    return change["changed"].get(identity, {}), before and before.get(identity, {})


def _unless_changed(content: Content, values: Content, before: Content | None) -> Content:
    """Return those of ``values`` whose present value is still the one of ``before``; all without one."""
    if before is None:
        return values
    return {
        name: value
        for name, value in values.items()
        if comparable_text(content.get(name)) == comparable_text(before.get(name))
    }


def _row_accessors(model: type[models.Model]) -> list[str]:
    names = [relation.get_accessor_name() for relation in get_all_child_relations(model)]
    return [name for name in names if name != COMMENTS_RELATION_NAME]


def languages_that_differ(model: type[models.Model], one: Content, other: Content) -> list[str]:
    """Return the languages whose texts differ between two versions, rows included."""
    return [code for code in content_languages() if _texts(model, one, code) != _texts(model, other, code)]


def facts_differ(model: type[models.Model], one: Content, other: Content) -> bool:
    """Say whether anything that is no text differs between two versions, the set of rows included."""
    return _facts(model, one) != _facts(model, other)


def _texts(model: type[models.Model], content: Content, language: str) -> Any:
    own = {
        name: comparable_text(content.get(name))
        for name in (column(field, language) for field in text_fields(model))
    }
    rows = {}
    for relation in get_all_child_relations(model):
        for row in content.get(relation.get_accessor_name(), []):
            texts = {
                name: comparable_text(row.get(name))
                for name in _text_columns(relation.related_model, [language])
            }
            if any(texts.values()):
                rows[relation.get_accessor_name(), identity_of(row)] = texts
    return own, rows


def comparable_text(value: Any) -> Any:
    """Return a text such that equal ones compare equal.

    Databases order the keys of a block as they like, and the editor numbers paragraphs as it likes.
    """
    if isinstance(value, str):
        value = without_editor_keys(value)
        if value.startswith("["):
            try:
                return json.loads(value) or None
            except ValueError:
                return value
    return value or None


def _facts(model: type[models.Model], content: Content) -> Any:
    texts = _text_columns(model, content_languages()) | set(translated_fields(model))
    relations = {
        relation.get_accessor_name(): relation.related_model
        for relation in get_all_child_relations(model)
        if relation.get_accessor_name() != COMMENTS_RELATION_NAME
    }
    own = {
        name: value
        for name, value in content.items()
        if name not in texts
        and name not in relations
        and name not in {*_NEVER_MERGED, COMMENTS_RELATION_NAME}
    }
    rows = {}
    for accessor, related in relations.items():
        row_texts = _text_columns(related, content_languages()) | set(translated_fields(related))
        rows[accessor] = [
            {name: value for name, value in row.items() if name not in row_texts and name != "pk"}
            for row in content.get(accessor, [])
        ]
    return own, rows
