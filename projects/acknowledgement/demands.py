"""What a grant demands on a project's page, and what is missing."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cluster_portal.languages.codes import get_value, is_empty, offered_languages, own_name
from cluster_portal.languages.templatetags.portal_formats import portal_money
from projects.acknowledgement.statements import assess
from projects.acknowledgement.wordings import WordingBook

if TYPE_CHECKING:
    from projects.models import Participation, ProjectPage

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Demand:
    """One thing the page must present, and what is missing of it; nothing when it is met."""

    key: str
    label: Words
    missing: list[Words] = field(default_factory=list)


def demands_on(project: "ProjectPage", book: WordingBook | None = None) -> list[Demand]:
    """Return all demands on the page of ``project``."""
    return [
        *_acknowledgement(project, book or WordingBook.on()),
        *_presentation(project),
        *_partners(list(project.participations.all())),
        *_money(project),
        *_afterwards(project),
    ]


def _acknowledgement(project: "ProjectPage", book: WordingBook) -> Iterator[Demand]:
    missing: dict[str, list[str]] = {}
    labels: dict[str, Words] = {}
    for code in offered_languages():
        for entry in assess(project, code, book).missing:
            labels[entry.key] = entry.label
            missing.setdefault(entry.key, []).append(code)
    words = [
        labels[key] if len(codes) == len(offered_languages()) else _in_languages(labels[key], codes)
        for key, codes in missing.items()
    ]
    yield Demand("acknowledgement", _("Emblem and statement of EU funding"), words)


def _in_languages(label: Words, codes: list[str]) -> str:
    return _("%(what)s (%(languages)s)") % {"what": label, "languages": ", ".join(map(own_name, codes))}


def _presentation(project: "ProjectPage") -> Iterator[Demand]:
    for name, label in (("title", _("Title")), ("summary", _("Summary"))):
        codes = [code for code in offered_languages() if is_empty(get_value(project, name, code))]
        yield Demand(name, label, [_in_languages(label, codes)] if codes else [])
    period = {_("start"): project.starts_on, _("end"): project.ends_on}
    yield Demand("period", _("Period"), [label for label, day in period.items() if day is None])


def _partners(parts: "list[Participation]") -> Iterator[Demand]:
    coordinators = [part for part in parts if part.role == part.Role.COORDINATOR]
    yield Demand("coordinator", _("Coordinator"), [] if coordinators else [_("coordinator")])
    silent = [str(part.partner) for part in parts if not part.partner.website]
    missing: list[Words] = [] if parts else [_("participants")]
    if silent:
        missing.append(_("website of %(partners)s") % {"partners": ", ".join(silent)})
    yield Demand("participants", _("Participants with their websites"), missing)


def _money(project: "ProjectPage") -> Iterator[Demand]:
    yield Demand("budget", _("Total budget"), [] if project.budget is not None else [_("total budget")])
    missing: list[Words] = [] if project.eu_contribution is not None else [_("EU contribution")]
    total = sum((part.contribution or 0) for part in project.participations.all())
    if project.eu_contribution is not None and total > project.eu_contribution:
        missing.append(
            _("the contributions of the partners add up to %(sum)s, more than the project’s %(limit)s")
            % {
                "sum": portal_money(total, project.currency),  # type: ignore[arg-type]
                "limit": portal_money(project.eu_contribution, project.currency),
            }
        )
    yield Demand("eu_contribution", _("EU contribution"), missing)


def _afterwards(project: "ProjectPage") -> Iterator[Demand]:
    day = timezone.localdate()
    contacts = [row for row in project.contacts.all() if row.is_valid_on(day)]
    yield Demand("contact", _("Contact"), [] if contacts else [_("a contact that has not expired")])
    if project.ends_on is not None and project.ends_on < day:
        public = any(result.is_public for result in project.results.all())
        yield Demand("results", _("Results after the end"), [] if public else [_("a public result")])
