"""Finds the partner that an organisation of CORDIS is: by identifier, by name, by former name, by similar name."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from rapidfuzz import fuzz, process

from cluster_portal.languages.codes import content_languages
from partners.models import FormerName, PartnerPage
from projects.cordis import names
from projects.cordis.choices import MatchedBy
from projects.cordis.models import CordisOrganisation, FactSource

# Below this, of the partners of the demo content and of CORDIS, most pairs are different organisations.
_SIMILAR = 90
# Proposed without being chosen: staff may have another opinion.
_WORTH_SHOWING = 75
_MOST_CANDIDATES = 3


@dataclass(frozen=True, slots=True)
class Match:
    """The partner found (None: none is sure), how, and partners it may be, as ``(key, score)``."""

    partner: PartnerPage | None
    by: MatchedBy
    candidates: list[tuple[int, int]] = field(default_factory=list)


class PartnerFinder:
    """Looks partners up in what it read once. Names are compared in their drafts too: they are in the database."""

    def __init__(self) -> None:
        self.partners = {page.pk: page for page in PartnerPage.objects.all()}
        # An identifier may still wait in a draft: what was accepted counts.
        accepted = FactSource.objects.filter(field="cordis_id").values_list("value", "page_id")
        self._identified = {
            **{number: self.partners[pk] for number, pk in accepted if pk in self.partners},
            **{page.cordis_id: page for page in self.partners.values() if page.cordis_id},
        }

    @cached_property
    def _named(self) -> dict[str, set[int]]:
        found: dict[str, set[int]] = defaultdict(set)
        for page in self.partners.values():
            titles = [page.texts_in(code).title for code in content_languages()]
            for name in (*map(str, titles), page.acronym):
                if key := names.key(name):
                    found[key].add(page.pk)
        return found

    @cached_property
    def _formerly_named(self) -> dict[str, set[int]]:
        found: dict[str, set[int]] = defaultdict(set)
        for partner, name in FormerName.objects.values_list("partner_id", "name"):
            if key := names.key(name):
                found[key].add(partner)
        return found

    def find(self, organisation: CordisOrganisation) -> Match:
        """Return the partner that ``organisation`` is.

        A name that two partners bear decides nothing, nor does the name of a partner that bears another identifier.
        """
        if page := self._identified.get(organisation.organisation_id):
            return Match(page, MatchedBy.IDENTIFIER)
        key = names.key(organisation.name)
        for known, by in ((self._named, MatchedBy.NAME), (self._formerly_named, MatchedBy.FORMER_NAME)):
            bearers = [pk for pk in known.get(key, ()) if self._may_be(pk, organisation)]
            if len(bearers) == 1:
                return Match(self.partners[bearers[0]], by)
        candidates = self._similar(key, organisation)
        if candidates and candidates[0][1] >= _SIMILAR:
            return Match(None, MatchedBy.SIMILAR_NAME, candidates)
        return Match(None, MatchedBy.NONE, candidates)

    def _may_be(self, pk: int, organisation: CordisOrganisation) -> bool:
        page = self.partners[pk]
        if page.cordis_id and organisation.organisation_id:
            return False
        return not (page.country and organisation.country and page.country != organisation.country)

    def _similar(self, key: str, organisation: CordisOrganisation) -> list[tuple[int, int]]:
        best: dict[int, int] = {}
        for known in (self._named, self._formerly_named):
            close = process.extract(
                key,
                known.keys(),
                scorer=fuzz.token_sort_ratio,
                score_cutoff=_WORTH_SHOWING,
                limit=_MOST_CANDIDATES,
            )
            for name, score, _ in close:
                for pk in known[name]:
                    if self._may_be(pk, organisation):
                        best[pk] = max(best.get(pk, 0), round(score))
        return sorted(best.items(), key=lambda item: -item[1])[:_MOST_CANDIDATES]
