"""What of a partner's own moves to another record of the same partner."""

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.contrib.redirects.models import Redirect

from cluster_portal.identity.menus import lead_elsewhere
from cluster_portal.identity.models import MenuItem
from cluster_portal.languages.redirects import public_addresses
from cluster_portal.pages.corrections import correct
from partners import links
from partners.former_names import add_former_names, names_of
from partners.merging import MergePart, register_merge_part
from partners.names import fold

if TYPE_CHECKING:
    from cluster_portal.accounts.models import User
    from partners.models import PartnerPage


def _refuse_aliases(kept: "PartnerPage", other: "PartnerPage") -> list[str]:
    if kept.alias_of_id or other.alias_of_id or other.aliases.exists():
        return [_("One of the two is an alias, or has one. Remove the alias first.")]
    return []


# --- what the record itself holds -----------------------------------------------------------------------


def _other_names(other: "PartnerPage") -> list[tuple[str, int | None]]:
    own: list[tuple[str, int | None]] = [(name, None) for name in names_of(other)]
    return [*own, *((row.name, row.until) for row in other.former_names.all())]


def _describe_names(kept: "PartnerPage", other: "PartnerPage") -> list[str]:
    known = {fold(name) for name in names_of(kept)} | {fold(row.name) for row in kept.former_names.all()}
    names = {fold(name): name for name, _until in _other_names(other)}
    return [name for key, name in names.items() if key not in known]


def _describe_contacts(kept: "PartnerPage", other: "PartnerPage") -> list[str]:
    return [str(row.contact) for row in _new_contacts(kept, other)]


def _new_contacts(kept: Any, other: "PartnerPage") -> list[Any]:
    known = {row.contact_id for row in kept.contacts.all()}
    return [row for row in other.contacts.select_related("contact") if row.contact_id not in known]


def _describe_identifier(kept: "PartnerPage", other: "PartnerPage") -> list[str]:
    return [f"PIC {other.cordis_id}"] if other.cordis_id and not kept.cordis_id else []


def _identifier_stays(kept: "PartnerPage", other: "PartnerPage") -> list[str]:
    if other.cordis_id and kept.cordis_id and other.cordis_id != kept.cordis_id:
        return [
            _("PIC %(other)s: the record that is kept has %(kept)s.")
            % {"other": other.cordis_id, "kept": kept.cordis_id}
        ]
    return []


def _move_own(kept: "PartnerPage", other: "PartnerPage", user: "User | None") -> None:
    """Give names, contacts and the identifier to what is public of the record kept and to its draft."""
    from partners.models import PartnerContact

    names, contacts = _other_names(other), list(other.contacts.all())

    def change(page: Any) -> None:
        add_former_names(page, names)
        known = {row.contact_id for row in page.contacts.all()}
        for row in contacts:
            if row.contact_id not in known:
                stored = PartnerContact.objects.filter(partner=kept.pk, contact=row.contact_id).first()
                page.contacts.add(stored or _copy_of(row))
        page.cordis_id = page.cordis_id or other.cordis_id
        if page.successor_id == other.pk:
            page.successor_id = None

    correct(kept, change, user=user)


def _copy_of(row: Any) -> Any:
    return type(row)(contact_id=row.contact_id, consented_on=row.consented_on, expires_on=row.expires_on)


# --- who has taken whose place ----------------------------------------------------------------------------


def _predecessors(kept: "PartnerPage", other: "PartnerPage") -> list[Any]:
    """Return the partners that name ``other`` as their successor, in public or in a draft."""
    in_draft = Q(has_unpublished_changes=True, latest_revision__content__successor=other.pk)
    found = type(other).objects.filter(Q(successor=other.pk) | in_draft)
    return list(found.exclude(pk__in=[kept.pk, other.pk]))


def _describe_successor(kept: "PartnerPage", other: "PartnerPage") -> list[str]:
    return [page.get_admin_display_title() for page in _predecessors(kept, other)]


def _successor_stays(kept: "PartnerPage", other: "PartnerPage") -> list[str]:
    successor = other.successor
    if successor is None or successor.pk in (kept.pk, kept.successor_id):
        return []
    return [_("Successor of the other record: %(name)s") % {"name": successor.get_admin_display_title()}]


def _move_successor(kept: "PartnerPage", other: "PartnerPage", user: "User | None") -> None:
    def change(page: Any) -> None:
        if page.successor_id == other.pk:
            page.successor_id = kept.pk

    for page in _predecessors(kept, other):
        correct(page, change, user=user)
    type(other).objects.filter(successor=other.pk).exclude(pk=kept.pk).update(successor=kept.pk)


# --- addresses, menus, texts ------------------------------------------------------------------------------


def _describe_addresses(kept: "PartnerPage", other: "PartnerPage") -> list[str]:
    earlier = Redirect.objects.filter(redirect_page=other.pk).values_list("old_path", flat=True)
    return [*public_addresses(other), *earlier]


def _move_addresses(kept: "PartnerPage", other: "PartnerPage", user: "User | None") -> None:
    Redirect.objects.filter(redirect_page=other.pk).update(redirect_page=kept.pk)
    for address in public_addresses(other):
        Redirect.objects.update_or_create(
            old_path=Redirect.normalise_path(address),
            site=None,
            defaults={
                "redirect_page_id": kept.pk,
                "redirect_link": "",
                "is_permanent": True,
                "automatically_created": True,
            },
        )


def _describe_menus(kept: "PartnerPage", other: "PartnerPage") -> list[str]:
    return [str(item) for item in MenuItem.objects.filter(page=other.pk)]


def _move_menus(kept: "PartnerPage", other: "PartnerPage", user: "User | None") -> None:
    lead_elsewhere(other.pk, kept.pk, user)


def _describe_links(kept: "PartnerPage", other: "PartnerPage") -> list[str]:
    return [page.get_admin_display_title() for page in links.pages_linking_to(other.pk)]


def _move_links(kept: "PartnerPage", other: "PartnerPage", user: "User | None") -> None:
    def change(page: Any) -> None:
        links.repoint(page, other.pk, kept.pk)

    for page in links.pages_linking_to(other.pk):
        correct(page, change, user=user)


register_merge_part(
    MergePart(gettext_lazy("Former and other names"), _describe_names, _move_own, _refuse_aliases)
)
register_merge_part(MergePart(gettext_lazy("People to contact"), _describe_contacts))
register_merge_part(
    MergePart(
        gettext_lazy("Number in EU programmes"),
        _describe_identifier,
        stays=_identifier_stays,
    )
)
register_merge_part(
    MergePart(
        gettext_lazy("Partners whose place it has taken"),
        _describe_successor,
        _move_successor,
        stays=_successor_stays,
    )
)
register_merge_part(
    MergePart(
        gettext_lazy("Addresses that will lead to the record kept"), _describe_addresses, _move_addresses
    )
)
register_merge_part(MergePart(gettext_lazy("Menus"), _describe_menus, _move_menus))
register_merge_part(MergePart(gettext_lazy("Links in texts"), _describe_links, _move_links))
