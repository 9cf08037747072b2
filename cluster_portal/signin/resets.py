"""Links to a new password."""

from allauth.account.internal.flows.password_reset import request_password_reset
from django.utils import translation
from django_tasks import task

from cluster_portal.accounts.models import User


@task()
def send_reset_link(email: str, language: str) -> None:
    """Send a link to an address if it has an account, in the person's language or else the one given.

    Only the worker learns whether there is an account: whoever asks gets the same answer, after the same time.
    """
    user = User.objects.filter(email=email, is_active=True).first()
    if user is not None:
        with translation.override(user.language or language):
            request_password_reset(None, user.email, [user], None)
