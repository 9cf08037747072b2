"""Forms of signing in that differ from django-allauth's."""

from typing import Any

from allauth.account.forms import ResetPasswordForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from django.http import HttpRequest
from django.utils import translation

from cluster_portal.accounts.addresses import normal_form
from cluster_portal.signin import familiar, limits
from cluster_portal.signin.letters import send_reset_letter


class ResetForm(ResetPasswordForm):
    """Asks for a link to a new password; who asks learns nothing about accounts."""

    def clean_email(self) -> str:
        """Return the address without looking for its account."""
        return normal_form(self.cleaned_data["email"])

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """Put the letter into the outbox. Who asks often gets no further mail: the links sent before still work."""
        email: str = self.cleaned_data["email"]
        if limits.allows(request, "reset_mail", familiar.counted_under(request, email)):
            send_reset_letter(email, translation.get_language())
        return email


class _CountedCode:
    """Counts wrong codes of an account, wherever they come from. Ends the request after too many."""

    user: Any

    def clean_code(self) -> str:
        """Take the count back for a code that is right."""
        request = context.request
        tries = limits.spend(request, ("code_failed", familiar.counted_under(request, self.user.email)))
        code: str = super().clean_code()  # type: ignore[misc]
        tries.rollback()
        return code


class CodeForm(_CountedCode, AuthenticateForm):
    """The second step of signing in."""


class ConfirmingCodeForm(_CountedCode, ReauthenticateForm):
    """Confirms who is signed in already."""
