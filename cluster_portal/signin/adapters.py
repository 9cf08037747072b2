"""How django-allauth works in this portal."""

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal.ratelimit import get_ip
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from cluster_portal.accounts.models import User
from cluster_portal.identity.models import PortalSettings
from cluster_portal.signin import familiar, limits
from cluster_portal.signin.rules import destination, must_have_second_factor


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
        here = f"{account} {get_ip(request)}"
        self._login_failed_rl_usage = limits.spend(
            request, ("login_failed_here", here), ("login_failed", account)
        )

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Return what wrong passwords are counted under; django-allauth clears it when a new one was chosen."""
        return familiar.counted_under(request, credentials.get("email", ""))


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keeps secrets encrypted, and the second factor of those who must have one."""

    def get_totp_issuer(self) -> str:
        """Return the portal's name, which an authenticator shows beside the code."""
        return self._get_site_name()

    def _get_site_name(self) -> str:
        return str(PortalSettings.public().texts.name) or super()._get_site_name()

    def encrypt(self, text: str) -> str:
        """Return ``text`` encrypted with the portal's key."""
        return _vault().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return what was encrypted, with the portal's key or one of before. Raises InvalidToken otherwise."""
        return _vault().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Keep the last second factor of somebody who must have one."""
        if authenticator.type == Authenticator.Type.RECOVERY_CODES:
            return True
        others = Authenticator.objects.filter(user=authenticator.user).exclude(pk=authenticator.pk)
        is_last = not others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()
        return not (is_last and must_have_second_factor(authenticator.user))


def _vault() -> MultiFernet:
    keys: list[str] = [str(settings.SECRET_KEY), *map(str, settings.SECRET_KEY_FALLBACKS)]
    digests: list[bytes] = [hashlib.sha256(f"second factor {key}".encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
