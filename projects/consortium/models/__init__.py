"""What a project's consortium has among itself: documents, dates, calendars."""

from projects.consortium.models.calendars import CalendarToken
from projects.consortium.models.dates import ConsortiumDate
from projects.consortium.models.documents import ConsortiumDocument, DocumentVersion
from projects.consortium.models.letters import SentLetter
from projects.consortium.models.pages import ConsortiumPage
from projects.consortium.models.visits import SpaceVisit

__all__ = [
    "CalendarToken",
    "ConsortiumDate",
    "ConsortiumDocument",
    "ConsortiumPage",
    "DocumentVersion",
    "SentLetter",
    "SpaceVisit",
]
