"""Who may write and publish which language.

A group may be limited to languages; whoever is only in such groups writes and publishes these languages and
nothing else, whichever way it is tried. Facts are nobody's language: they need an unlimited group.
"""

import logging
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser
from modelcluster.models import get_all_child_relations
from wagtail.models import COMMENTS_RELATION_NAME, PagePermissionTester

from cluster_portal.languages.codes import content_languages
from cluster_portal.languages.merging import facts_differ, languages_that_differ, merged, version_of

if TYPE_CHECKING:
    from cluster_portal.accounts.models import User
    from cluster_portal.pages.models import PortalPage

logger = logging.getLogger(__name__)


def limit_of(user: "User | AnonymousUser | None") -> frozenset[str] | None:
    """Return the languages a user is limited to; None for no limit. Who is in no group may write none."""
    if user is None:
        return None
    if not user.is_active or not user.is_authenticated:
        return frozenset()
    if user.is_superuser:
        return None
    # Asked for at every field of a form: remembered on the user, who lives as long as the request.
    remembered: frozenset[str] | bool | None = getattr(user, "_language_limit", False)
    if remembered is False:
        remembered = user._language_limit = _read_limit(user)  # type: ignore[attr-defined]
    return remembered  # type: ignore[return-value]


def _read_limit(user: Any) -> frozenset[str] | None:
    groups = list(user.groups.prefetch_related("languages"))
    limits = [frozenset(row.language for row in group.languages.all()) for group in groups]
    if any(not limit for limit in limits):
        return None
    return frozenset().union(*limits)


def may_write(user: "User | AnonymousUser | None", language: str) -> bool:
    """Say whether a user may write texts in ``language``."""
    limit = limit_of(user)
    return limit is None or language in limit


def may_write_facts(user: "User | AnonymousUser | None") -> bool:
    """Say whether a user may change what is no text."""
    return limit_of(user) is None


def publishable_languages(user: "User | AnonymousUser", page: "PortalPage") -> list[str]:
    """Return the languages in which a user may publish, schedule or unpublish ``page``."""
    tester = page.permissions_for_user(user)
    if tester.can_publish():
        return content_languages()
    limit = limit_of(user)
    if limit is None or not tester.can_edit() or page.alias_of_id:
        return []
    return [code for code in content_languages() if code in limit]


def permitted(user: "User | None", languages: Iterable[str]) -> list[str]:
    """Return those of ``languages`` that a user may write."""
    return [code for code in languages if may_write(user, code)]


def keep_what_is_not_theirs(page: "PortalPage", user: "User | None") -> None:
    """Put back, on a draft about to be saved, everything that ``user`` may not write; log what was tried."""
    limit = limit_of(user)
    if limit is None or page.pk is None:
        return
    model = type(page)
    stored = version_of(model.objects.get(pk=page.pk).get_latest_revision_as_object())
    wanted = version_of(page)
    allowed = merged(model, wanted, stored, limit, facts=False)
    tried = languages_that_differ(model, wanted, allowed)
    if tried or facts_differ(model, wanted, allowed):
        logger.warning(
            "User %s may write only %s on page %s; changes to %s were left out.",
            user.pk if user else None,
            ", ".join(sorted(limit)) or "nothing",
            page.pk,
            ", ".join([*tried, *(["facts"] if facts_differ(model, wanted, allowed) else [])]),
        )
    kept = page.with_content_json(allowed)
    for field in model._meta.concrete_fields:
        if field.name not in ("path", "depth", "numchild"):
            setattr(page, field.attname, getattr(kept, field.attname))
    for relation in get_all_child_relations(model):
        name = relation.get_accessor_name()
        if name != COMMENTS_RELATION_NAME:
            setattr(page, name, list(getattr(kept, name).all()))


class LanguagePermissionTester(PagePermissionTester):
    """Wagtail's permissions on a page; who is limited to languages may edit it and nothing else."""

    def __init__(self, user: Any, page: Any) -> None:
        super().__init__(user, page)
        self.is_limited = user.is_active and limit_of(user) is not None

    def _unlimited(self, answer: bool) -> bool:
        return answer and not self.is_limited


def _refusing(name: str) -> Any:
    def method(self: LanguagePermissionTester, *args: Any, **kwargs: Any) -> bool:
        answer = getattr(super(LanguagePermissionTester, self), name)(*args, **kwargs)
        return self._unlimited(answer)

    method.__name__ = name
    method.__doc__ = "Refuse whoever is limited to languages."
    return method


# Everything that touches more than the texts of one language.
REFUSED: Collection[str] = (
    "can_delete",
    "can_unpublish",
    "can_publish",
    "can_unschedule",
    "can_set_view_restrictions",
    "can_publish_subpage",
    "can_reorder_children",
    "can_move",
    "can_move_to",
    "can_copy",
    "can_copy_to",
    "can_add_subpage",
    "can_lock",
    "can_unlock",
)
for _name in REFUSED:
    setattr(LanguagePermissionTester, _name, _refusing(_name))
