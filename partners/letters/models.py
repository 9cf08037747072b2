"""Letters that people do not want."""

from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cluster_portal.accounts.models import User

if TYPE_CHECKING:
    _Base = models.QuerySet["UnwantedLetter"]
else:
    _Base = models.QuerySet


class UnwantedLetterQuerySet(_Base):
    """Letters that people do not want."""

    def of(self, user: User) -> Self:
        """Return what ``user`` does not want."""
        return self.filter(user=user.pk)

    def people(self, key: str) -> "models.QuerySet[UnwantedLetter, int]":
        """Return the keys of the people who do not want letters of a kind."""
        return self.filter(letter=key).values_list("user", flat=True)


class UnwantedLetter(models.Model):
    """Somebody switched a kind of letter off. Without a row people receive it."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="unwanted_letters",
    )
    letter = models.CharField(_("kind of letter"), max_length=40)

    objects: ClassVar[UnwantedLetterQuerySet] = UnwantedLetterQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("letter not wanted")
        verbose_name_plural = _("letters not wanted")
        constraints = [models.UniqueConstraint(fields=["user", "letter"], name="letters_unwanted_once")]

    def __str__(self) -> str:
        return f"{self.user} – {self.letter}"


def wants(user: User, key: str) -> bool:
    """Say whether somebody wants letters of a kind."""
    return not UnwantedLetter.objects.of(user).filter(letter=key).exists()
