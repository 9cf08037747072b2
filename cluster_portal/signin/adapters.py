"""How django-allauth works in this portal."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as current
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal.httpkit import clean_client_ip
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cluster_portal.accounts.models import User
from cluster_portal.identity.models import PortalSettings
from cluster_portal.signin import familiar, limits
from cluster_portal.signin.rules import destination, must_have_second_factor
from cluster_portal.signin.second_factors import UNREADABLE, vault
from cluster_portal.signin.visitors import place_of

logger = logging.getLogger(__name__)

# Of a connection that has no address, such as one by a socket file.
_NOWHERE = "::"


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up by themselves: staff and partners invite. Mails speak the person's language."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Say that it is not."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Return where the person works."""
        return destination(request.user)  # type: ignore[arg-type]

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Remember the browser as one of the account's owner."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        familiar.remember(response, user.email)
        return response

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count a wrong password; a right one takes the count back. Ends the request after too many."""
        account = self._get_login_attempts_cache_key(request, **credentials)
        here = f"{account} {place_of(request)}"
        self._login_failed_rl_usage = limits.spend(
            request, ("login_failed_here", here), ("login_failed", account)
        )

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Return what wrong passwords are counted under; django-allauth clears it when a new one was chosen."""
        return familiar.counted_under(request, credentials.get("email", ""))

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the visitor's address; that of the connection where web servers in front passed on too little."""
        try:
            return str(super().get_client_ip(request))
        except (ImproperlyConfigured, PermissionDenied):
            return clean_client_ip(request.META.get("REMOTE_ADDR", "")) or _NOWHERE


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keeps secrets encrypted, and the second factor of those who must have one."""

    def get_totp_issuer(self) -> str:
        """Return the portal's name, which an authenticator shows beside the code."""
        return self._get_site_name()

    def _get_site_name(self) -> str:
        return str(PortalSettings.public().texts.name) or super()._get_site_name()

    def encrypt(self, text: str) -> str:
        """Return ``text`` encrypted with the portal's key."""
        return vault().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return what was encrypted, with the portal's key or one of before.

        Without that key nobody can use the secret, nor go on without it: ends the request and says who can help.
        """
        try:
            return vault().decrypt(encrypted_text.encode()).decode()
        except InvalidToken as error:
            logger.error(UNREADABLE)
            page = render(current.request, "signin/second_factor_unreadable.html", status=403)
            raise ImmediateHttpResponse(page) from error

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Keep the last second factor of somebody who must have one."""
        if authenticator.type == Authenticator.Type.RECOVERY_CODES:
            return True
        others = Authenticator.objects.filter(user=authenticator.user).exclude(pk=authenticator.pk)
        is_last = not others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()
        return not (is_last and must_have_second_factor(authenticator.user))
