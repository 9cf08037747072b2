"""Which acknowledgement a grant demands: programmes of one generation share it."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class Family(models.TextChoices):
    """Grants that ask for the same statement."""

    DIRECT_2021 = "direct_2021", _("Direct grants 2021–2027")
    H2020 = "h2020", _("Horizon 2020 (2014–2020)")
    INTERREG_2021 = "interreg_2021", _("Interreg and ERDF 2021–2027")
    RRF = "rrf", _("Recovery and Resilience Facility")


class Role(models.TextChoices):
    """What the European Union pays."""

    FUNDED = "funded", _("all: funded")
    COFUNDED = "cofunded", _("a part: co-funded")


# By the generation of a programme. A generation that is not here has no statement the portal knows of.
FAMILIES: dict[str, Family] = {
    "smp_2021": Family.DIRECT_2021,
    "digital_2021": Family.DIRECT_2021,
    "horizon_2021": Family.DIRECT_2021,
    "life_2021": Family.DIRECT_2021,
    "erasmus_2021": Family.DIRECT_2021,
    "h2020": Family.H2020,
    "interreg_2021": Family.INTERREG_2021,
    "rrf": Family.RRF,
}


@dataclass(frozen=True, slots=True)
class Rule:
    """What a family's statement is made of.

    ``names_authority`` and ``names_number``: the wording holds ``{authority}`` or ``{number}``.
    """

    by_role: bool = False
    names_authority: bool = False
    names_number: bool = False
    needs_mark: bool = False

    @property
    def places(self) -> set[str]:
        """Return the names that the wording must hold in braces."""
        named = {"authority": self.names_authority, "number": self.names_number}
        return {name for name, wanted in named.items() if wanted}


RULES: dict[Family, Rule] = {
    Family.DIRECT_2021: Rule(by_role=True, names_authority=True),
    Family.H2020: Rule(names_number=True),
    Family.INTERREG_2021: Rule(by_role=True, needs_mark=True),
    Family.RRF: Rule(),
}


def family_of(generation: str) -> Family | None:
    """Return the family of a programme's generation, None where no statement is known."""
    return FAMILIES.get(generation)


def roles_of(family: Family) -> list[str]:
    """Return the funding roles that have a wording of their own; one empty role where it makes no difference."""
    return list(Role.values) if RULES[family].by_role else [""]
