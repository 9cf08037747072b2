"""European projects, the calls they open to companies, and what classifies both."""

from projects.models.classifications import Programme, Sector, SupportKind
from projects.models.index import ProjectIndexPage
from projects.models.projects import ProjectPage
from projects.models.rows import KeyObjective, Participation, ProjectContact, ProjectFigure, ProjectResult

# Calls build on the models above.
from projects.calls.models import (  # isort: skip
    CallDeadline,
    CallDocument,
    CallIndexPage,
    CallPage,
    CallSupport,
)

__all__ = [
    "CallDeadline",
    "CallDocument",
    "CallIndexPage",
    "CallPage",
    "CallSupport",
    "KeyObjective",
    "Participation",
    "Programme",
    "ProjectContact",
    "ProjectFigure",
    "ProjectIndexPage",
    "ProjectPage",
    "ProjectResult",
    "Sector",
    "SupportKind",
]
