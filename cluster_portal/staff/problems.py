"""What stands in the way of publishing a draft."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from modelcluster.models import get_all_child_relations
from wagtail.models import COMMENTS_RELATION_NAME

from cluster_portal.pages.models import PortalPage
from cluster_portal.staff.changes import problem_label

# What is no text and no fact of a page.
_NOT_CHECKED = ["path", "depth", "numchild", "content_type", "locale", "translation_key", "draft_title"]


def problems_of(draft: PortalPage) -> list[dict[str, str]]:
    """Return what a page and its rows lack, each with the field it is about."""
    found = []
    for instance, exclude in _instances(draft):
        try:
            instance.full_clean(exclude=exclude)
        except ValidationError as error:
            for name, texts in error.message_dict.items():
                label = "" if name == NON_FIELD_ERRORS else problem_label(type(instance), name)
                found += [{"label": label, "message": text} for text in texts]
    return found


def _instances(draft: PortalPage) -> Iterator[tuple[Any, list[str]]]:
    """Yield the page and its rows, each with the fields that are not checked, such as the link to the page."""
    relations = get_all_child_relations(type(draft))
    links = [relation.field.name for relation in relations]
    yield draft, _NOT_CHECKED
    for relation in relations:
        if relation.get_accessor_name() != COMMENTS_RELATION_NAME:
            for row in getattr(draft, relation.get_accessor_name()).all():
                yield row, links
