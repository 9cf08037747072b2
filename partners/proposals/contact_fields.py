"""People to contact, at a partner or about a project: one who is added, one whose data is corrected.

A contact is shared by the pages that name it and has no draft: it is never changed, a page is pointed to another one.
"""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cluster_portal.identity.models import Contact
from cluster_portal.languages.codes import translated_fields
from partners.models import PartnerContact, PartnerPage
from partners.proposals.fields import Acceptance, Version, digest
from partners.proposals.rows import Correction, Row
from projects.models import ProjectContact


def _parts() -> dict[str, forms.Field]:
    """Return name, e-mail address and telephone."""
    return {
        "name": forms.CharField(label=_("Name"), max_length=150),
        "email": forms.EmailField(label=_("E-mail address")),
        "phone": forms.CharField(label=_("Telephone"), max_length=40),
    }


class ContactsOfProject:
    """The rows of a project that name people."""

    model: type[Any] = ProjectContact

    def is_shown(self, row: Any) -> bool:
        """Say whether readers see the person today."""
        return bool(row.is_valid_on(timezone.localdate()))

    def agree(self, row: Any, day: date) -> None:
        """Note that the person agreed on ``day`` to be named."""


class ContactsOfPartner(ContactsOfProject):
    """The rows of a partner that name people, once they have agreed."""

    model = PartnerContact

    def is_shown(self, row: Any) -> bool:
        """Say whether readers see the person today."""
        return bool(row.is_shown_on(timezone.localdate()))

    def agree(self, row: Any, day: date) -> None:
        """Note that the person agreed on ``day`` to be named."""
        row.consented_on = day


class NewContact(ContactsOfProject, Row):
    """A person to contact about the project."""

    required = ("name", "email", "agreed")

    def inputs(self, version: Version, language: str) -> dict[str, forms.Field]:
        """Return name, e-mail address, telephone and the person's consent."""
        agreed = forms.BooleanField(label=_("The person agrees to be named on the public page."))
        return _parts() | {"agreed": agreed}

    def write(self, version: Version, language: str, value: Any, acceptance: Acceptance) -> None:
        """Add the person; somebody who is known with the same data is not written down twice."""
        partner = PartnerPage.objects.filter(pk=version.partner).first()
        data = {"name": value["name"], "email": value["email"], "phone": value.get("phone", "")}
        contact = Contact.objects.filter(**data).order_by("pk").first() or Contact.objects.create(
            organisation=str(partner.title)[:150] if partner else "", **data
        )
        rows = list(version.page.contacts.all())
        row = next((row for row in rows if row.contact_id == contact.pk), None)
        if row is None:
            row = self.model(contact=contact, sort_order=len(rows))
        elif self.is_shown(row):
            return
        row.expires_on = None
        self.agree(row, _sent_on(acceptance))
        version.page.contacts.add(row)

    def show(self, value: Any) -> str:
        """Return name, e-mail address and telephone, a line each."""
        if not value:
            return gettext("–")
        lines = [value[part] for part in ("name", "email", "phone") if value.get(part)]
        return "\n".join([*lines, gettext("The person agrees to be named on the public page.")])


class NewContactOfPartner(ContactsOfPartner, NewContact):
    """A person to contact at the partner."""


class ContactCorrection(ContactsOfProject, Correction):
    """A person to contact about the project who is no longer the right one, or whose data has changed."""

    removal = _("No longer the right contact")

    def rows(self, version: Version) -> list[Any]:
        """Return the people whom readers see."""
        return [row for row in version.page.contacts.select_related("contact") if self.is_shown(row)]

    def identity(self, version: Version, row: Any) -> str:
        """Return what identifies the row, on this page only."""
        return digest([str(version.page.uuid), row.pk])

    def names(self, version: Version, row: Any) -> list[str]:
        """Return the person's name."""
        return [row.contact.name]

    def choice(self, version: Version, row: Any) -> str:
        """Return name and e-mail address."""
        return f"{row.contact.name} ({row.contact.email})" if row.contact.email else row.contact.name

    def parts(self) -> dict[str, forms.Field]:
        """Return name, e-mail address, telephone, and the consent of somebody with another name."""
        agreed = forms.BooleanField(
            label=_("The person agrees to be named on the public page."),
            help_text=_("Needed with another name."),
        )
        return _parts() | {"agreed": agreed}

    def part_of(self, version: Version, row: Any, part: str) -> Any:
        """Return what the contact says."""
        return getattr(row.contact, part)

    def check(self, value: dict[str, Any]) -> None:
        """Ask for the consent of somebody with another name."""
        if "name" in value and "agreed" not in value:
            raise ValidationError({"agreed": _("This is needed too.")})

    def change(self, version: Version, row: Any, parts: dict[str, Any], acceptance: Acceptance) -> None:
        """Point the row to a contact with the corrected data: one that exists, or a new one."""
        corrected = {part: given for part, given in parts.items() if part != "agreed"}
        row.contact = _like(row.contact, corrected)
        if "name" in corrected:
            self.agree(row, _sent_on(acceptance))
        others = [other for other in self.rows(version) if other != row]
        if any(other.contact_id == row.contact_id for other in others):
            version.page.contacts.remove(row)
        else:
            version.page.contacts.add(row)

    def remove(self, version: Version, row: Any) -> None:
        """Take the person off the page."""
        version.page.contacts.remove(row)


class PartnerContactCorrection(ContactsOfPartner, ContactCorrection):
    """A person to contact at the partner who is no longer the right one, or whose data has changed."""


def _like(contact: Contact, corrected: dict[str, Any]) -> Contact:
    """Return a contact that differs from ``contact`` in the corrected data only."""
    # What is its own, and what another language may stand in for.
    apart = ("id", "uuid", "latest_revision_id", *translated_fields(Contact))
    fields = [field.attname for field in Contact._meta.concrete_fields if field.attname not in apart]
    data = {name: getattr(contact, name) for name in fields} | corrected
    known = Contact.objects.filter(**data).order_by("pk").first()
    if known is not None:
        return known
    made = Contact(**data)
    made.full_clean()
    made.save()
    return made


def _sent_on(acceptance: Acceptance) -> date:
    """Return the day on which the change was proposed."""
    return timezone.localdate(acceptance.change.proposal.created_at)
