"""What the pages of calls show besides their own texts."""

from typing import TYPE_CHECKING, Any

from projects.calls.states import CallState

if TYPE_CHECKING:
    from projects.calls.models import CallPage


def call(page: "CallPage") -> dict[str, Any]:
    """Return the project of a call, its state and what it gives."""
    parents = page.ancestors
    return {
        "project": parents[-1] if parents else None,
        "call_state": page.state,
        "call_state_label": page.state_label,
        "kinds": list(page.kinds_of_support.all()),
        "sectors": list(page.sectors.all()),
        "accepts_applications": page.state in (CallState.OPEN, CallState.CLOSING_SOON),
    }
