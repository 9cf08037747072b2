"""No odd request is answered with a failure of the application, whoever sends it and wherever."""

import pytest

from tests.fuzz.running import Run
from tests.ways.world import World

pytestmark = pytest.mark.django_db


def shown(run: Run) -> str:
    """Return the failures, the most frequent first."""
    causes = sorted(run.failures.items(), key=lambda pair: -len(pair[1]))
    return "\n\n".join(f"{len(found)} × {cause}\n    {found[0]}" for cause, found in causes)


def test_a_few_hundred_odd_requests() -> None:
    run = Run(World(), seed=12)
    run.go(250)
    assert not run.failures, shown(run)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(10))
def test_twenty_five_thousand_odd_requests(seed: int) -> None:
    run = Run(World(), seed=1000 + seed)
    run.go(2500)
    assert not run.failures, shown(run)
