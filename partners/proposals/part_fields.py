"""What a partner may say about its part in a project: a note, a contact person, a result."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cluster_portal.identity.models import Contact
from cluster_portal.languages.codes import (
    active_language,
    column,
    columns,
    content_languages,
    get_value,
    name_in,
    own_name,
    reading_order,
    set_value,
)
from cluster_portal.languages.templatetags.portal_formats import portal_date
from partners.models import PartnerPage
from partners.proposals.fields import NOTHING, Acceptance, Proposable, TextOfPage, Version, plain
from projects.models import ProjectContact, ProjectResult


class TextOfParticipation(TextOfPage):
    """A text of the partner's participation."""

    def holder(self, version: Version) -> Any:
        """Return the partner's first participation."""
        rows = sorted(version.page.participations.all(), key=lambda row: row.sort_order or 0)
        return next((row for row in rows if row.partner_id == version.partner), None)

    def write(self, version: Version, language: str, value: Any, acceptance: Acceptance) -> None:
        """Set the text, and hand the row back to the draft."""
        row = self.holder(version)
        if row is None:
            raise ValidationError(_("The partner does not take part in the project any more."))
        set_value(row, self.name, language, value or None)
        # Each reading gives other objects: the draft learns of the change by adding the row again.
        version.page.participations.add(row)


class Row(Proposable):
    """Something that is added to the project, with several parts."""

    adds = True
    has_parts = True
    # What every proposal must say.
    required: tuple[str, ...] = ()

    def compose(self, cleaned: dict[str, Any], version: Version) -> Any:
        """Return the parts that were filled in. Raises ValidationError when one is missing."""
        value = {
            part: self.as_json(given) for part, given in cleaned.items() if given not in (None, "", False)
        }
        if not value:
            return NOTHING
        missing = [part for part in self.required if part not in value]
        if missing:
            raise ValidationError({part: _("This is needed too.") for part in missing})
        return value

    @staticmethod
    def as_json(given: Any) -> Any:
        """Return what was filled in, as it is kept."""
        return (
            plain(given.isoformat() if hasattr(given, "isoformat") else given) if given is not True else True
        )

    def decompose(self, value: Any) -> dict[str, Any]:
        """Return the parts."""
        return dict(value) if value else {}

    def read(self, version: Version, language: str) -> Any:
        """Return nothing: a proposal adds to what is there."""
        return ""


class NewContact(Row):
    """A person to contact about the project."""

    required = ("name", "email", "agreed")

    def inputs(self, version: Version, language: str) -> dict[str, forms.Field]:
        """Return name, e-mail address, telephone and the person's consent."""
        return {
            "name": forms.CharField(label=_("Name"), max_length=150),
            "email": forms.EmailField(label=_("E-mail address")),
            "phone": forms.CharField(label=_("Telephone"), max_length=40),
            "agreed": forms.BooleanField(label=_("The person agrees to be named on the public page.")),
        }

    def write(self, version: Version, language: str, value: Any, acceptance: Acceptance) -> None:
        """Add the person; somebody who is known with the same data is not written down twice."""
        partner = PartnerPage.objects.filter(pk=version.partner).first()
        data = {"name": value["name"], "email": value["email"], "phone": value.get("phone", "")}
        contact = Contact.objects.filter(**data).order_by("pk").first() or Contact.objects.create(
            organisation=str(partner.title)[:150] if partner else "", **data
        )
        rows = list(version.page.contacts.all())
        if all(row.contact_id != contact.pk for row in rows):
            version.page.contacts.add(ProjectContact(contact=contact, sort_order=len(rows)))

    def show(self, value: Any) -> str:
        """Return name, e-mail address and telephone, a line each."""
        if not value:
            return gettext("–")
        lines = [value[part] for part in ("name", "email", "phone") if value.get(part)]
        return "\n".join([*lines, gettext("The person agrees to be named on the public page.")])


class NewResult(Row):
    """A result of the project, by its address elsewhere."""

    required = ("kind", "dissemination", "url")

    def inputs(self, version: Version, language: str) -> dict[str, forms.Field]:
        """Return the title in each language, kind, readers, address and day."""
        longest = ProjectResult._meta.get_field("title").max_length
        titles: dict[str, forms.Field] = {
            column("title", code): forms.CharField(
                label=gettext("Title (%(language)s)") % {"language": name_in(code, active_language())},
                max_length=longest,
                widget=forms.TextInput(attrs={"lang": code}),
            )
            for code in reading_order(active_language())
        }
        return titles | {
            "kind": forms.ChoiceField(label=_("Kind"), choices=[("", "–"), *ProjectResult.Kind.choices]),
            "dissemination": forms.ChoiceField(
                label=_("Who may have it"), choices=[("", "–"), *ProjectResult.Dissemination.choices]
            ),
            "url": forms.URLField(label=_("Address"), max_length=200, assume_scheme="https"),
            "submitted_on": forms.DateField(
                label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            ),
        }

    def compose(self, cleaned: dict[str, Any], version: Version) -> Any:
        """Ask for a title in some language besides."""
        value = super().compose(cleaned, version)
        if value and not any(name in value for name in columns("title").values()):
            raise ValidationError(
                {column("title", active_language()): _("Give a title in at least one language.")}
            )
        return value

    def write(self, version: Version, language: str, value: Any, acceptance: Acceptance) -> None:
        """Add the result after the others."""
        row = ProjectResult(sort_order=version.page.results.count(), **value)
        row.full_clean(exclude=["project"])
        version.page.results.add(row)

    def show(self, value: Any) -> str:
        """Return title per language, kind, readers, address and day, a line each."""
        if not value:
            return gettext("–")
        row = ProjectResult(**value)
        titles = [(code, get_value(row, "title", code)) for code in content_languages()]
        lines = [f"{own_name(code)}: {title}" for code, title in titles if title]
        readers = ProjectResult.Dissemination(row.dissemination).label
        lines += [f"{row.kind_label} ({readers})", row.url]
        if "submitted_on" in value:
            lines.append(portal_date(date.fromisoformat(value["submitted_on"])))
        return "\n".join(lines)
