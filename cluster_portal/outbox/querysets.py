"""Questions asked of the outbox, and what is done to its rows."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from cluster_portal.outbox.states import State

if TYPE_CHECKING:
    from cluster_portal.outbox.models import OutgoingMail

    _Base = models.QuerySet[OutgoingMail]
else:
    _Base = models.QuerySet

# A worker that has claimed a mail and died is not waited for longer than this.
LEASE = timedelta(minutes=5)
# How long staff can look up a mail that has left, and send one again that was given up.
KEEP_SENT = timedelta(days=14)
KEEP_GIVEN_UP = timedelta(days=60)
LATELY = timedelta(days=7)


class OutgoingMailQuerySet(_Base):
    """Mails of the outbox."""

    def due_at(self, moment: datetime) -> Self:
        """Return the mails to be tried at ``moment`` (aware), the longest due first."""
        return self.filter(state=State.WAITING, next_try_at__lte=moment).order_by("next_try_at", "pk")

    def given_up(self) -> Self:
        """Return the mails that could not be sent."""
        return self.filter(state=State.GIVEN_UP)

    def given_up_lately(self) -> Self:
        """Return the mails that were given up during the last seven days."""
        return self.given_up().filter(ended_at__gte=timezone.now() - LATELY)

    def to_send_again(self) -> Self:
        """Return the mails that have failed and are not being sent at this moment."""
        return self.filter(Q(state=State.GIVEN_UP) | Q(state=State.WAITING) & ~Q(problem=""))

    def counts(self) -> dict[str, int]:
        """Return how many mails there are in each state."""
        found = dict(self.order_by().values_list("state").annotate(count=models.Count("pk")))
        return {state: found.get(state, 0) for state in State.values}

    def claim(self) -> "OutgoingMail | None":
        """Return the next mail that is due, None without one; no other worker takes it for the time of the lease."""
        while (mail := self.due_at(timezone.now()).first()) is not None:
            is_taken = mail.settle(
                next_try_at=timezone.now() + LEASE,
                tries=F("tries") + 1,
                problem="",
                answer="",
            )
            if is_taken:
                mail.tries += 1
                return mail
        return None

    def send_again(self) -> int:
        """Let the mails of this set that have failed be sent now, from the first try on; return how many."""
        return self.to_send_again().update(
            state=State.WAITING,
            next_try_at=timezone.now(),
            ended_at=None,
            tries=0,
            unconfirmed=0,
            problem="",
            answer="",
        )

    def remove_old(self) -> int:
        """Remove mails whose time in the outbox is over; return how many."""
        now = timezone.now()
        old = Q(state=State.SENT, ended_at__lt=now - KEEP_SENT)
        old |= Q(state=State.GIVEN_UP, ended_at__lt=now - KEEP_GIVEN_UP)
        return self.filter(old).delete()[0]
