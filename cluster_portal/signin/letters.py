"""Letters with a link to a password."""

from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from cluster_portal.accounts.models import User
from cluster_portal.languages.routing import absolute
from cluster_portal.letters import Letter, declare_letter, send_letter
from cluster_portal.outbox.models import OutgoingMail


def send_reset_letter(email: str, language: str | None) -> None:
    """Send a link to an address if it has an account, in the person's language or else the one given.

    Only the worker learns whether there is an account: whoever asks gets the same answer, after the same time.
    """
    send_letter("password_reset", to=email, language=language or "", context={})


def send_welcome_letter(user: User, language: str | None) -> None:
    """Send a link to a first password to who has got an account, in the person's language or else the one given."""
    send_letter("welcome", to=user.email, language=language or "", context={"user": user.pk})


def _fill_reset(mail: OutgoingMail) -> dict[str, Any] | None:
    """Return what the letter says, None when nobody has an account with the address."""
    user = User.objects.filter(email=mail.to, is_active=True).first()
    if user is None:
        return None
    return _link(mail, user)


def _fill_welcome(mail: OutgoingMail) -> dict[str, Any] | None:
    """Return what the letter says, None once there is a password, another address or no account."""
    user = User.objects.filter(pk=mail.content["user"], email=mail.to, is_active=True).first()
    if user is None or user.has_usable_password():
        return None
    days = settings.PASSWORD_RESET_TIMEOUT // (24 * 60 * 60)
    return {**_link(mail, user), "name": user.name, "email": user.email, "days": days}


def _link(mail: OutgoingMail, user: User) -> dict[str, Any]:
    mail.language = user.language or mail.language
    keys = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    with translation.override(mail.language or translation.get_language()):
        return {"address": absolute(reverse("account_reset_password_from_key", kwargs=keys))}


declare_letter(Letter("password_reset", _("Link to a new password"), _fill_reset))
declare_letter(Letter("welcome", _("Link to a first password"), _fill_welcome))
