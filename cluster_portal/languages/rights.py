"""Who may write and publish which language.

A group may be limited to languages; whoever is only in such groups writes and publishes these languages and
nothing else, whichever way it is tried. Facts are nobody's language: they need an unlimited group.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser

from cluster_portal.languages.codes import content_languages

if TYPE_CHECKING:
    from cluster_portal.accounts.models import User


def limit_of(user: "User | AnonymousUser | None") -> frozenset[str] | None:
    """Return the languages a user is limited to; None for no limit. Who is in no group may write none."""
    if user is None:
        return None
    if not user.is_active or not user.is_authenticated:
        return frozenset()
    if user.is_superuser:
        return None
    return user.languages_of_groups


def may_write(user: "User | AnonymousUser | None", language: str) -> bool:
    """Say whether a user may write texts in ``language``."""
    limit = limit_of(user)
    return limit is None or language in limit


def writable_now(user: Any, record: Any) -> frozenset[str]:
    """Return the languages of a record that a user may write: theirs, but what waits for somebody else's approval."""
    if record.pk is not None and hasattr(record, "writable_parts"):
        languages: frozenset[str] = record.writable_parts(user).languages
        return languages
    return frozenset(permitted(user, content_languages()))


def may_write_facts(user: "User | AnonymousUser | None") -> bool:
    """Say whether a user may change what is no text."""
    return limit_of(user) is None


def permitted(user: "User | None", languages: Iterable[str]) -> list[str]:
    """Return those of ``languages`` that a user may write."""
    return [code for code in languages if may_write(user, code)]
