"""The app of signing in."""

from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _


class SignInConfig(AppConfig):
    """Signing in, for staff and partners alike: passwords, passkeys, second factors, sessions."""

    name = "cluster_portal.signin"
    label = "signin"
    verbose_name = _("signing in")

    def ready(self) -> None:
        """Send staff to the admin and ask them for a second factor; declare the mails about passwords.

        Addresses follow accounts; `manage.py migrate` names second factors that no key reads.
        """
        from cluster_portal.signin import letters, receivers, rules  # noqa: F401
        from cluster_portal.signin.second_factors import second_factors_can_be_read

        checks.register(second_factors_can_be_read, checks.Tags.database)
