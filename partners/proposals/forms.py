"""The form in which a partner changes what the portal says about it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from partners.proposals.choices import About
from partners.proposals.entries import Entry, entries, heading
from partners.proposals.fields import NOTHING, Version, digest
from partners.proposals.models import ProposedChange

_SALT = "partners.proposals.seen"
SEEN = "seen"


class ProposalForm(forms.Form):
    """All fields of a record or part as they are public; what the person changes becomes a proposal.

    The form remembers what it was shown with. Where that has changed meanwhile and the person changes it too, the
    form comes back with what was typed and says what is new.
    """

    def __init__(
        self,
        about: str,
        version: Version,
        waiting: Iterable[ProposedChange],
        language: str,
        *args: Any,
        may_send: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.about = about
        self.entries = entries(about, version, waiting, language)
        # How many of the changes wait for an answer already.
        self.repeated = 0
        for entry in self.entries:
            initial = {} if entry.field.adds else entry.field.decompose(entry.shown)
            for part, item in entry.inputs.items():
                item.disabled = not may_send
                item.initial = initial.get(part)
                self.fields[entry.name_of(part)] = item

    @property
    def changed_entries(self) -> list[Entry]:
        """Return the entries in which something new is proposed; only after validation."""
        return [entry for entry in self.entries if entry.proposed is not NOTHING]

    # --- what the form was shown with -------------------------------------------------------------

    @property
    def seen_now(self) -> str:
        """Return what the form remembers of the state it is shown with, for its hidden field."""
        return signing.dumps({entry.key: entry.state for entry in self.entries}, salt=_SALT, compress=True)

    def _seen(self) -> dict[str, list[str]]:
        """Return what the form was shown with; nothing when the hidden field is not ours."""
        try:
            return dict(signing.loads(self.data.get(SEEN, ""), salt=_SALT))
        except (signing.BadSignature, ValueError, TypeError):
            return {}

    # --- what was typed -----------------------------------------------------------------------------

    def clean(self) -> dict[str, Any]:
        """Find out what the person changed, and whether it was changed by others meanwhile."""
        cleaned = super().clean() or {}
        seen = self._seen()
        for entry in self.entries:
            self._look_at(entry, cleaned, seen.get(entry.key, ["", ""]))
        if any(entry.has_changed_meanwhile for entry in self.entries):
            self.add_error(
                None,
                ValidationError(
                    _(
                        "Something has changed since you opened this form; it is marked below. What you typed is "
                        "still there: look at it, then send it again."
                    ),
                    code="meanwhile",
                ),
            )
        return cleaned

    def _look_at(self, entry: Entry, cleaned: dict[str, Any], seen: list[str]) -> None:
        names = {part: entry.name_of(part) for part in entry.inputs}
        if any(name not in cleaned for name in names.values()):
            # One of its inputs has an error of its own.
            return
        try:
            typed = entry.field.compose({part: cleaned[name] for part, name in names.items()}, entry.version)
        except ValidationError as error:
            for part, errors in error.error_dict.items():
                self.add_error(names[part], errors)
            return
        if typed is NOTHING or digest(typed) == seen[0]:
            self._show_what_is_public(entry, typed)
            return
        if typed == entry.shown:
            return
        if any(change.value_proposed == typed for change in entry.waiting):
            self.repeated += 1
            return
        if typed == "" and entry.field.name == "title":
            self.add_error(names[""], _("A name that is there cannot be emptied."))
            return
        entry.proposed = typed
        entry.has_changed_meanwhile = entry.state != seen

    def _show_what_is_public(self, entry: Entry, typed: Any) -> None:
        """Let a field that the person did not touch show what is public by now, should the form come back."""
        if typed is NOTHING or typed == entry.shown:
            return
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        for part, value in entry.field.decompose(entry.shown).items():
            data[self.add_prefix(entry.name_of(part))] = value
        self.data = data

    # --- showing --------------------------------------------------------------------------------------

    def groups(self) -> list[dict[str, Any]]:
        """Return the fields as the page shows them: by language, the person's first, then the facts."""
        found: dict[str, dict[str, Any]] = {}
        for entry in self.entries:
            key = entry.language or (entry.field.name if heading(entry) else "")
            group = found.setdefault(
                key,
                {
                    "name": key,
                    "heading": heading(entry),
                    "language": entry.language,
                    "rows": [],
                    # What is to be said of all its parts.
                    "hint": entry.field.help_text if entry.field.has_parts else "",
                    "is_folded": bool(entry.language) or entry.field.is_folded,
                    "is_open": not found,
                },
            )
            fields = [self[name] for name in entry.names()]
            group["rows"].append({"entry": entry, "fields": fields})
            group["is_open"] |= self._needs_a_look(entry, fields)
        return list(found.values())

    @staticmethod
    def _needs_a_look(entry: Entry, fields: list[BoundField]) -> bool:
        return bool(
            entry.waiting
            or entry.proposed is not NOTHING
            or entry.has_changed_meanwhile
            or any(field.errors for field in fields)
        )

    @property
    def is_about_record(self) -> bool:
        """Say whether the form is about the record of the partner."""
        return self.about == About.RECORD
