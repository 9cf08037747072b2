"""Projects, partners and calls as schema.org describes them, for search engines.

Nothing here depends on the moment of reading: a page kept in a cache cannot make a closed call look open. Texts say
their language where it is not the page's.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.utils.html import strip_tags

from cluster_portal.languages.codes import active_language
from cluster_portal.languages.routing import absolute
from cluster_portal.languages.texts import Text

if TYPE_CHECKING:
    from partners.models import PartnerPage
    from projects.models import CallPage, Participation, ProjectPage

_CONTEXT = "https://schema.org"
_EUROPEAN_UNION = {
    "@type": "GovernmentOrganization",
    "name": "European Union",
    "url": "https://european-union.europa.eu/",
}


def _known(**values: Any) -> dict[str, Any]:
    """Return the values that are known; ``type`` and ``id`` get their sign."""
    signed = {
        f"@{name}" if name in ("type", "id", "context") else name: value for name, value in values.items()
    }
    return {name: value for name, value in signed.items() if value not in (None, "", [], {})}


def _text(text: Text) -> Any:
    """Return a text, with its language where that is not the reader's."""
    if not text:
        return None
    plain = strip_tags(str(text)).strip()
    return {"@value": plain, "@language": text.language} if text.is_fallback else plain


def project(
    page: "ProjectPage", participations: "Iterable[Participation]", calls: "Iterable[CallPage]"
) -> Any:
    """Return a project with its grant, its members and its calls."""
    texts = page.texts
    identity = f"{absolute(page.get_url())}#project"
    return _known(
        context=[_CONTEXT, {"@language": active_language()}],
        type="ResearchProject",
        id=identity,
        name=_text(texts.title),
        alternateName=page.acronym if page.acronym != str(texts.title) else None,
        legalName=_text(texts.full_title),
        description=_text(texts.summary),
        url=absolute(page.get_url()),
        sameAs=page.website,
        # A project is an organisation to schema.org: it is founded and dissolved.
        foundingDate=page.starts_on and page.starts_on.isoformat(),
        dissolutionDate=page.ends_on and page.ends_on.isoformat(),
        funding=grant(page),
        member=[_member(part) for part in participations],
        event=[event for call in calls if (event := _event(call, {"@id": identity})) is not None],
    )


def grant(page: "ProjectPage") -> dict[str, Any] | None:
    """Return the grant of a project as far as it is known: with its amount, or as a grant without one."""
    is_european = page.programme is not None and page.programme.generation != "other"
    if not is_european and not page.grant_number:
        return None
    amount = None
    if page.eu_contribution is not None:
        amount = _known(
            type="MonetaryAmount", value=f"{page.eu_contribution:f}", currency=page.currency or "EUR"
        )
    return _known(
        type="MonetaryGrant" if amount else "Grant",
        name=_text(page.programme.texts.name) if page.programme else None,
        identifier=page.grant_number,
        amount=amount,
        funder=_EUROPEAN_UNION if is_european else None,
    )


def _member(part: "Participation") -> dict[str, Any]:
    return _known(type="OrganizationRole", roleName=part.role_label, member=organization(part.partner))


def organization(partner: "PartnerPage", *, alone: bool = False) -> dict[str, Any]:
    """Return a partner; ``alone`` where it is what the page is about."""
    address = _known(
        type="PostalAddress", addressLocality=_text(partner.texts.city), addressCountry=partner.country
    )
    return _known(
        context=[_CONTEXT, {"@language": active_language()}] if alone else None,
        type="Organization",
        id=f"{absolute(partner.get_url())}#organization",
        name=_text(partner.texts.title),
        alternateName=partner.acronym,
        description=_text(partner.texts.summary) if alone else None,
        url=partner.website or absolute(partner.get_url()),
        foundingDate=str(partner.founded) if partner.founded else None,
        address=address if len(address) > 1 else None,
    )


def call(page: "CallPage", organizer: "ProjectPage | None") -> dict[str, Any] | None:
    """Return a call as an event from its opening to its deadline; None where an end is not known."""
    who = None
    if organizer is not None:
        who = _known(
            type="ResearchProject",
            id=f"{absolute(organizer.get_url())}#project",
            name=_text(organizer.texts.title),
            url=absolute(organizer.get_url()),
        )
    event = _event(page, who)
    return None if event is None else {"@context": [_CONTEXT, {"@language": active_language()}], **event}


def _described(page: "CallPage") -> Any:
    """Return the summary of a call with what a company can receive, where both are in one language."""
    summary, amount = page.texts.summary, page.amount_text
    if not amount or (summary and summary.language != amount.language):
        return _text(summary)
    words = " ".join(str(text) for text in (summary, amount) if text)
    return _text(Text(words, amount.language, amount.wanted))


def _event(page: "CallPage", organizer: dict[str, Any] | None) -> dict[str, Any] | None:
    # Without a deadline nobody could tell that the call is over.
    if page.opens_at is None or page.closes_at is None:
        return None
    url = absolute(page.get_url())
    return _known(
        type="Event",
        id=f"{url}#call",
        name=_text(page.texts.title),
        description=_described(page),
        url=url,
        startDate=page.opens_at.astimezone(page.zone).isoformat(),
        endDate=page.closes_at.astimezone(page.zone).isoformat(),
        eventAttendanceMode="https://schema.org/OnlineEventAttendanceMode",
        location=_known(type="VirtualLocation", url=url),
        organizer=organizer,
    )
