"""Why a record is saved: by whom, and what that means for its translations."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cluster_portal.accounts.models import User


@dataclass(frozen=True, slots=True)
class Intent:
    """What a save is meant as.

    ``user`` is who saves, None for the portal itself. With ``small_edit``, translations that were valid stay valid
    although the source changes. With ``machine``, the texts are a machine's until a person confirms them. With
    ``restores``, texts come back from an earlier version and are no translation of the source of now. ``assembled``
    is a version put together from saved ones: nobody wrote it, so it asks for no right and confirms nothing.
    """

    user: "User | None" = None
    small_edit: bool = False
    machine: bool = False
    restores: bool = False
    assembled: bool = False


_current: ContextVar[Intent | None] = ContextVar("intent", default=None)


@contextmanager
def intending(intent: Intent) -> Iterator[None]:
    """Save with this intent inside the block, where a screen of Wagtail's does the saving."""
    token = _current.set(intent)
    try:
        yield
    finally:
        _current.reset(token)


def current_intent(user: "User | None" = None) -> Intent:
    """Return the intent of the block around, else that of ``user`` writing by hand."""
    return _current.get() or Intent(user=user)
