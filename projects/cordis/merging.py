"""What CORDIS knows of a partner moves with it when two records of the partner become one."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy

from partners.merging import MergePart, register_merge_part
from projects.cordis import fields
from projects.cordis.models import FactSource, ProposedFact

if TYPE_CHECKING:
    from cluster_portal.accounts.models import User
    from partners.models import PartnerPage


def _sources(kept: "PartnerPage", other: "PartnerPage") -> list[FactSource]:
    """Return the sources of the other record for facts of which the record kept has no source."""
    known = FactSource.objects.filter(page=kept.pk).values("field")
    return list(FactSource.objects.filter(page=other.pk).exclude(field__in=known))


def _describe(kept: "PartnerPage", other: "PartnerPage") -> list[str]:
    known = fields.PARTNER_FIELDS
    return [
        str(known[source.field].label) if source.field in known else source.field
        for source in _sources(kept, other)
    ]


def _move(kept: "PartnerPage", other: "PartnerPage", user: "User | None") -> None:
    for source in _sources(kept, other):
        source.page_id = kept.pk
        source.save(update_fields=["page"])
    _move_participation_sources(kept.pk, other.pk)
    prefix = f"partner:{other.pk}:"
    for fact in ProposedFact.objects.filter(key__startswith=prefix):
        key = f"partner:{kept.pk}:{fact.key.removeprefix(prefix)}"
        if ProposedFact.objects.filter(proposal=fact.proposal_id, key=key).exists():
            fact.delete()
        else:
            ProposedFact.objects.filter(pk=fact.pk).update(key=key)
    for fact in ProposedFact.objects.exclude(candidates=[]):
        if any(candidate["pk"] == other.pk for candidate in fact.candidates):
            fact.candidates = _without_repeats(
                [{**row, "pk": kept.pk if row["pk"] == other.pk else row["pk"]} for row in fact.candidates]
            )
            fact.save(update_fields=["candidates"])


def _move_participation_sources(kept: int, other: int) -> None:
    """Let the sources of participations, kept on the projects, name the record kept."""
    prefix = f"participation:{other}:"
    for source in FactSource.objects.filter(field__startswith=prefix):
        field = f"participation:{kept}:{source.field.removeprefix(prefix)}"
        if not FactSource.objects.filter(page=source.page_id, field=field).exists():
            FactSource.objects.filter(pk=source.pk).update(field=field)


def _without_repeats(candidates: list[dict[str, int]]) -> list[dict[str, int]]:
    return list({row["pk"]: row for row in reversed(candidates)}.values())[::-1]


register_merge_part(MergePart(gettext_lazy("Facts from CORDIS"), _describe, _move))
