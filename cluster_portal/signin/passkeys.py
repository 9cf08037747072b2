"""Forms that take what a passkey answers. Anybody can send them anything."""

import logging
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.core.exceptions import ValidationError
from django.db import DatabaseError

_OURS = (ValidationError, ImmediateHttpResponse, DatabaseError)

logger = logging.getLogger(__name__)


class CredentialField(forms.JSONField):
    """What a passkey answers: a JSON object. Anything else is no passkey."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> Any:
        """Return the object. Raises ValidationError for other JSON, and for JSON that no parser reads."""
        try:
            credential = super().to_python(value)
        except (ValueError, RecursionError) as error:
            raise _refused() from error
        if not isinstance(credential, dict):
            raise _refused()
        return credential

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Show nothing back: an answer counts once."""
        return initial


class _ReadsCredential:
    """Refuses an answer that cannot be read like one that is wrong."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credential"] = CredentialField()

    def clean_credential(self) -> Any:
        """Check it where a device answers for an account."""
        check = getattr(super(), "clean_credential", None)
        return _read(check) if check else self.cleaned_data["credential"]  # type: ignore[attr-defined]

    def clean(self) -> Any:
        """Check it where a device is added."""
        return _read(super().clean)  # type: ignore[misc]


class AddPasskeyForm(_ReadsCredential, AddWebAuthnForm):
    """Adds a passkey."""


class PasskeyForm(_ReadsCredential, AuthenticateWebAuthnForm):
    """The second step of signing in."""


class PasskeyLoginForm(_ReadsCredential, LoginWebAuthnForm):
    """Signs in without a password."""


class ConfirmingPasskeyForm(_ReadsCredential, ReauthenticateWebAuthnForm):
    """Confirms who is signed in already."""


def _read(check: Any) -> Any:
    try:
        return check()
    except _OURS:
        raise
    except Exception as error:
        # The bytes are a stranger's, read by parsers of JSON, CBOR, keys and signatures: what they raise has no end.
        logger.info("A passkey's answer could not be read.", exc_info=error)
        raise _refused() from error


def _refused() -> ValidationError:
    error: ValidationError = get_adapter().validation_error("incorrect_code")
    return error
