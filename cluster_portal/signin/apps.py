"""The app of signing in."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SignInConfig(AppConfig):
    """Signing in, for staff and partners alike: passwords, passkeys, second factors, sessions."""

    name = "cluster_portal.signin"
    label = "signin"
    verbose_name = _("signing in")

    def ready(self) -> None:
        """Send staff to the admin and ask them for a second factor; declare the mail about a new password.

        Addresses follow accounts.
        """
        from cluster_portal.signin import letters, receivers, rules  # noqa: F401
