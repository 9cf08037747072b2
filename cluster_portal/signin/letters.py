"""The mail with the link to a new password."""

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


def send_reset_letter(user: User) -> None:
    """Send a link to a new password to the address of the account, in the person's language."""
    language = user.language or translation.get_language() or ""
    send_letter("password_reset", to=user.email, language=language, context={"user": user.pk})


def _fill(mail: OutgoingMail) -> dict[str, Any] | None:
    """Return what the mail says, None when the account is closed or has another address meanwhile."""
    user = User.objects.filter(pk=mail.content["user"], email=mail.to, is_active=True).first()
    if user is None:
        return None
    keys = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    return {"address": absolute(reverse("account_reset_password_from_key", kwargs=keys))}


declare_letter(Letter("password_reset", _("Link to a new password"), _fill))
