"""Sending what is due. Each mail leaves once; at most once more where nobody can know whether it has left."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import DatabaseError, transaction
from django.utils import timezone

from cluster_portal.letters import write_letter
from cluster_portal.logs import without_secrets
from cluster_portal.outbox.messages import address, message_of
from cluster_portal.outbox.models import MESSAGE, LostError, OutgoingMail
from cluster_portal.outbox.states import Problem, State
from cluster_portal.outbox.transport import Trouble, trouble_of

logger = logging.getLogger(__name__)

# From one try to the next: minutes at first, then every hour, for two days.
PAUSES = [timedelta(minutes=minutes) for minutes in (1, 2, 5, 10, 20, 40, *[60] * 47)]
# How often a mail may be handed over without an answer.
MOST_UNCONFIRMED = 2


class Connection:
    """The connection to the mail server, opened when it is needed and after every error anew."""

    def __init__(self) -> None:
        self._backend = get_connection(settings.MAIL_TRANSPORT)

    def send(self, message: EmailMessage) -> bool:
        """Send a message; return False where a staging copy holds it back. Raises what the backend raises."""
        try:
            return bool(self._backend.send_messages([message]))
        except Exception:
            self.close()
            raise

    def close(self) -> None:
        """Take leave of the mail server, which may be gone already."""
        with suppress(Exception):
            self._backend.close()


@contextmanager
def _connection() -> Iterator[Connection]:
    connection = Connection()
    try:
        yield connection
    finally:
        connection.close()


def send_due(is_stopping: Callable[[], bool] = lambda: False) -> int:
    """Send the mails that are due until none is left or ``is_stopping``; return how many have left."""
    sent = 0
    with _connection() as connection:
        while not is_stopping() and (mail := OutgoingMail.objects.claim()) is not None:
            sent += _send(mail, connection)
    return sent


def _send(mail: OutgoingMail, connection: Connection) -> bool:
    """Try one mail; return whether it has left."""
    unconfirmed = mail.unconfirmed
    if unconfirmed >= MOST_UNCONFIRMED:
        # The workers that handed it over died before they had the answer.
        _put_off(mail, Trouble(Problem.UNCONFIRMED, is_certain=False), unconfirmed)
        return False
    try:
        message = _written(mail)
        if message is None:
            mail.delete()
            return False
    except DatabaseError:
        raise
    except Exception:
        logger.exception("Mail %s cannot be written.", mail.uuid)
        _put_off(mail, Trouble(Problem.NOT_WRITTEN), unconfirmed)
        return False
    try:
        has_left = connection.send(message)
    except LostError:
        return False
    except Exception as error:
        _put_off(mail, trouble_of(error), unconfirmed)
        return False
    if not has_left:
        _put_off(mail, Trouble(Problem.HELD_BACK, is_final=True), unconfirmed)
        return False
    mail.settle(state=State.SENT, next_try_at=None, ended_at=timezone.now(), unconfirmed=0, content={})
    return True


@transaction.atomic
def _written(mail: OutgoingMail) -> EmailMessage | None:
    message = message_of(mail) if mail.kind == MESSAGE else write_letter(mail)
    if message is not None:
        address(mail, message)
        message.before_handing_over = mail.hand_over  # type: ignore[attr-defined]
    return message


def _put_off(mail: OutgoingMail, trouble: Trouble, unconfirmed_before: int) -> None:
    """Write down what went wrong, and try again later or give up."""
    unconfirmed = unconfirmed_before if trouble.is_certain else mail.unconfirmed
    is_over = trouble.is_final or unconfirmed >= MOST_UNCONFIRMED or mail.tries > len(PAUSES)
    now = timezone.now()
    told = {"problem": trouble.problem, "answer": without_secrets(trouble.answer)[:300]}
    if is_over:
        logger.warning("Mail %s is given up: %s %s", mail.uuid, trouble.problem, told["answer"])
        mail.settle(state=State.GIVEN_UP, next_try_at=None, ended_at=now, unconfirmed=unconfirmed, **told)
    else:
        mail.settle(next_try_at=now + PAUSES[mail.tries - 1], unconfirmed=unconfirmed, **told)
