"""The way to the mail server, and what its answers mean."""

import smtplib
import ssl
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend

from cluster_portal.outbox.states import Problem

# Seconds for a mail that is handed over as a whole, and for its confirmation: who gives up earlier would have to send
# it twice. Each step before has EMAIL_TIMEOUT.
HANDING_OVER = 60.0


def _nothing() -> None: ...


class UnconfirmedError(OSError):
    """The mail was handed over as a whole, and the server has not said whether it has it."""


class _WatchesHandingOver(smtplib.SMTP):
    """Says when a mail is about to be handed over, and knows whether the last thing it sent was a whole mail."""

    before_handing_over: Callable[[], None] = staticmethod(_nothing)
    is_handed_over = False

    def send(self, s: Any) -> None:
        """Send a command, which is text, or a mail, which is bytes."""
        self.is_handed_over = False
        if isinstance(s, bytes):
            try:
                self.before_handing_over()
            except Exception:
                # The server waits for the mail and would take a farewell for its text.
                self.close()
                raise
        if self.sock is not None:
            self.sock.settimeout(HANDING_OVER if isinstance(s, bytes) else self.timeout)
        super().send(s)
        self.is_handed_over = isinstance(s, bytes)


class _WatchesHandingOverSSL(smtplib.SMTP_SSL, _WatchesHandingOver):
    """The same on a connection that is encrypted from the first byte."""


class SmtpBackend(EmailBackend):
    """Django's, which says before a mail is handed over, and when one may have been taken although no answer came."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        """Return the class of connections."""
        return _WatchesHandingOverSSL if self.use_ssl else _WatchesHandingOver

    def open(self) -> bool | None:
        """Open the connection. What the server says meanwhile is no answer to a mail."""
        try:
            return super().open()
        except smtplib.SMTPAuthenticationError:
            raise
        except smtplib.SMTPResponseException as error:
            raise smtplib.SMTPConnectError(error.smtp_code, error.smtp_error) from error

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Send on one connection, which stays open until ``close``.

        The ``before_handing_over`` of a message is called at that moment. Raises UnconfirmedError.
        """
        self.open()
        return sum(self._send_one(message) for message in email_messages)

    def _send_one(self, message: EmailMessage) -> int:
        if isinstance(self.connection, _WatchesHandingOver):
            self.connection.before_handing_over = getattr(message, "before_handing_over", _nothing)
        try:
            return super().send_messages([message]) or 0
        except smtplib.SMTPServerDisconnected as error:
            if getattr(self.connection, "is_handed_over", False):
                raise UnconfirmedError(str(error)) from error
            raise


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a mail was not sent."""

    problem: str
    answer: str = ""
    is_final: bool = False
    # Whether the mail has certainly not arrived.
    is_certain: bool = True


def trouble_of(error: Exception) -> Trouble:
    """Return what an error on the way to the mail server means."""
    match error:
        case UnconfirmedError():
            return Trouble(Problem.UNCONFIRMED, is_certain=False)
        case ValueError():
            # An address that cannot be written to, a line break in a header.
            return Trouble(Problem.REFUSED, str(error), is_final=True)
        case smtplib.SMTPRecipientsRefused():
            return _answered(*next(iter(error.recipients.values())))
        case smtplib.SMTPAuthenticationError():
            return Trouble(Problem.LOGIN, _text(error.smtp_code, error.smtp_error))
        case smtplib.SMTPHeloError() | smtplib.SMTPConnectError():
            return Trouble(Problem.NOT_NOW, _text(error.smtp_code, error.smtp_error))
        case smtplib.SMTPResponseException():
            return _answered(error.smtp_code, error.smtp_error)
        case _ if isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError):
            return Trouble(Problem.SILENT)
        case smtplib.SMTPServerDisconnected() | ssl.SSLError():
            return Trouble(Problem.UNREACHABLE, str(error))
        case smtplib.SMTPException():
            return Trouble(Problem.NOT_NOW, str(error))
        case OSError():
            return Trouble(Problem.UNREACHABLE, str(error))
    return Trouble(Problem.NOT_NOW, f"{type(error).__name__}: {error}")


def _answered(code: int, text: bytes | str) -> Trouble:
    """Return what a numbered answer to a mail means: from 500 on it will never be taken."""
    if code < 400:
        # No refusal, and not the answer that confirms.
        return Trouble(Problem.UNCONFIRMED, _text(code, text), is_certain=False)
    is_final = code >= 500
    return Trouble(Problem.REFUSED if is_final else Problem.NOT_NOW, _text(code, text), is_final=is_final)


def _text(code: int, text: bytes | str) -> str:
    words = text.decode(errors="replace") if isinstance(text, bytes) else str(text)
    return f"{code} {' '.join(words.split())}"
