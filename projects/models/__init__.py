"""European projects, the calls they open to companies, and what classifies both."""

from projects.models.classifications import Programme, Sector, SupportKind
from projects.models.projects import KeyObjective, Participation, ProjectIndexPage, ProjectPage

# Calls build on the models above.
from projects.calls.models import CallPage  # isort: skip

__all__ = [
    "CallPage",
    "KeyObjective",
    "Participation",
    "Programme",
    "ProjectIndexPage",
    "ProjectPage",
    "Sector",
    "SupportKind",
]
