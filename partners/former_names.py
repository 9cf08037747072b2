"""Names that a partner has had: it is still found by them."""

import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils import timezone

from cluster_portal.languages.codes import column, content_languages, get_value
from partners.names import fold

if TYPE_CHECKING:
    from partners.models import PartnerPage


def names_of(partner: "PartnerPage") -> list[str]:
    """Return the titles of a partner in all languages, each once."""
    titles = (get_value(partner, "title", code) for code in content_languages())
    return list(dict.fromkeys(str(title) for title in titles if title))


def public_names_of(partner: "PartnerPage") -> list[str]:
    """Return the titles under which a partner is published now, each once."""
    stored = type(partner).objects.rewrite(False).filter(pk=partner.pk, live=True)
    columns = [column(field, code) for code in content_languages() for field in ("title", "live_since")]
    row = stored.values_list(*columns).first() or ()
    return list(
        dict.fromkeys(title for title, since in zip(row[::2], row[1::2], strict=True) if title and since)
    )


def keep_public_names(partner: "PartnerPage") -> None:
    """Add to a draft, as former names, the names under which the partner is public and no longer will be.

    Who renames a partner sees them in the form and may change them. Taken back before it was published, a new name
    leaves nothing behind. Case and accents do not make a name another one.
    """
    if partner.pk is None:
        return
    current = {fold(name) for name in names_of(partner)}
    for row in list(partner.former_names.all()):
        # What was added here goes again when the name is in use; what staff wrote stays.
        if fold(row.name) in current and row.uuid == _identity(partner, row.name):
            partner.former_names.remove(row)
    year = timezone.localdate().year
    add_former_names(partner, [(name, year) for name in public_names_of(partner)])


def add_former_names(partner: "PartnerPage", names: Iterable[tuple[str, int | None]]) -> None:
    """Add names, with the year they were last used, to a version of a partner, as far as it does not bear them."""
    from partners.models import FormerName

    known = {fold(name) for name in names_of(partner)}
    known |= {fold(row.name) for row in partner.former_names.all()}
    for name, until in names:
        if fold(name) in known:
            continue
        known.add(fold(name))
        identity = _identity(partner, name)
        # Every version of the page means the same row by it, stored or not.
        row = FormerName.objects.filter(uuid=identity, partner=partner.pk).first()
        partner.former_names.add(row or FormerName(uuid=identity, name=name[:200], until=until))


def _identity(partner: "PartnerPage", name: str) -> uuid.UUID:
    return uuid.uuid5(partner.uuid, name)
