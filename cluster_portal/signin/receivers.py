"""What is kept beside an account follows the account."""

from collections.abc import Collection
from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.signals import password_reset
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.http import HttpRequest

from cluster_portal.accounts.models import User
from cluster_portal.signin import familiar, limits


@receiver(post_save, sender=User)
def forget_addresses_of_before(
    instance: User, created: bool, update_fields: Collection[str] | None, **kwargs: Any
) -> None:
    """Drop addresses that are no longer those of the account: django-allauth would let people in with them."""
    if not created and (update_fields is None or "email" in update_fields):
        EmailAddress.objects.filter(user=instance).exclude(email=instance.email).delete()


@receiver(password_reset)
def a_new_password_begins_anew(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Forget wrong codes: whoever tried them knew the password of before."""
    limits.forget(request, "code_failed", familiar.counted_under(request, user.email))
