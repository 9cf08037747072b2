"""Which fields partners may propose to change: the forms, the staff's screens and the tests read them here."""

from django.utils.translation import gettext_lazy as _

from cluster_portal.languages.codes import content_languages
from partners.models import PartnerPage
from partners.proposals.body_field import BodyOfPage
from partners.proposals.choices import About
from partners.proposals.contact_fields import (
    ContactCorrection,
    NewContact,
    NewContactOfPartner,
    PartnerContactCorrection,
)
from partners.proposals.fields import FactOfPage, Proposable, TextOfPage
from partners.proposals.part_fields import TextOfParticipation
from partners.proposals.record_fields import Country, Logo, Point, WebAddress
from partners.proposals.result_fields import NewResult, ResultCorrection
from projects.models import Participation

_CORRECTION = _("Choose which one; then tick the box, or fill in only what changes.")

PROPOSABLE: dict[str, tuple[Proposable, ...]] = {
    About.RECORD: (
        TextOfPage(PartnerPage, "title", _("Name")),
        TextOfPage(PartnerPage, "summary", _("Summary"), _("One or two sentences."), rows=3),
        BodyOfPage(
            PartnerPage,
            "body",
            _("Description"),
            _(
                "Leave an empty line between paragraphs. Headings, pictures and quotations stay where they are; "
                "emphasis, links and lists are kept where you change nothing."
            ),
        ),
        TextOfPage(PartnerPage, "city", _("City")),
        TextOfPage(PartnerPage, "region", _("Region")),
        FactOfPage(PartnerPage, "acronym", _("Acronym")),
        WebAddress(PartnerPage, "website", _("Website")),
        Country(PartnerPage, "country", _("Country")),
        Point("point", _("Place on the map"), _("Latitude and longitude, as in 50.63373, 5.56749.")),
        Logo("logo", _("Logo"), _("A PNG, JPEG, WebP or HEIC file of at most 30 MB.")),
        NewContactOfPartner("contact", _("A contact person")),
        PartnerContactCorrection("contact_correction", _("A contact to correct"), _CORRECTION),
    ),
    About.PART: (
        TextOfParticipation(Participation, "note", _("Your part in the project")),
        NewContact("contact", _("A contact person")),
        ContactCorrection("contact_correction", _("A contact to correct"), _CORRECTION),
        NewResult("result", _("A result")),
        ResultCorrection("result_correction", _("A result to correct"), _CORRECTION),
    ),
}


def field_named(about: str, name: str) -> Proposable | None:
    """Return a field by name, None for one that cannot be proposed any more."""
    return next((field for field in PROPOSABLE.get(about, ()) if field.name == name), None)


def keys(about: str) -> list[tuple[Proposable, str]]:
    """Return every field with each of its languages, an empty code for what all languages share."""
    return [
        (field, code)
        for field in PROPOSABLE[about]
        for code in (content_languages() if field.is_text else [""])
    ]
