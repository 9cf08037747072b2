"""The letter with the link to a new password."""

from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
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


def _fill(mail: OutgoingMail) -> dict[str, Any] | None:
    """Return what the letter says, None when nobody has an account with the address."""
    user = User.objects.filter(email=mail.to, is_active=True).first()
    if user is None:
        return None
    mail.language = user.language or mail.language
    keys = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    with translation.override(mail.language or translation.get_language()):
        return {"address": absolute(reverse("account_reset_password_from_key", kwargs=keys))}


declare_letter(Letter("password_reset", _("Link to a new password"), _fill))
