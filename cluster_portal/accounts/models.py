"""The person who signs in: e-mail address, name, language of the interface, and nothing else."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cluster_portal.accounts.addresses import AddressField


class UserManager(BaseUserManager["User"]):
    """Creates users, who are known by their e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create a user; without a password the account cannot sign in until one is set.

        Raises ValueError for an empty address.
        """
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=email, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create a user who may do everything."""
        return self.create_user(email, password, **{**fields, "is_staff": True, "is_superuser": True})


def interface_languages() -> list[tuple[str, str]]:
    """Return the languages of the interface as choices."""
    return list(settings.LANGUAGES)


class User(AbstractBaseUser, PermissionsMixin):
    """A person with an account, staff or partner."""

    email = AddressField(
        _("e-mail address"), unique=True, error_messages={"unique": _("This address already has an account.")}
    )
    name = models.CharField(_("name"), max_length=150)
    language = models.CharField(
        _("language of the interface"), max_length=10, choices=interface_languages, blank=True
    )
    is_staff = models.BooleanField(_("staff"), default=False)
    is_active = models.BooleanField(
        _("active"), default=True, help_text=_("An inactive account cannot sign in; its history stays.")
    )
    date_joined = models.DateTimeField(_("date joined"), default=timezone.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        """Return the person's name."""
        return self.name

    def get_short_name(self) -> str:
        """Return the person's name, or the address when it is not known."""
        return self.name or self.email

    @cached_property
    def languages_of_groups(self) -> frozenset[str] | None:
        """Return the languages that the person's groups write; None when one of them writes everything.

        Asked for at every field of a form; the person read at the next request hears of changed groups.
        """
        limits = [
            frozenset(row.language for row in group.languages.all())
            for group in self.groups.prefetch_related("languages")
        ]
        if any(not limit for limit in limits):
            return None
        return frozenset().union(*limits)
