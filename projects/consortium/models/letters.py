"""What people were written about."""

from typing import ClassVar

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SentLetterManager(models.Manager["SentLetter"]):
    """Keeps account of letters, so that nobody receives one twice."""

    def claim(self, user: int, about: str) -> bool:
        """Note that somebody is written to about something; say whether that was still to be done."""
        try:
            with transaction.atomic():
                self.create(user_id=user, about=about)
        except IntegrityError:
            return False
        return True


class SentLetter(models.Model):
    """Somebody was written to about something."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="+"
    )
    about = models.CharField(_("about"), max_length=80)
    sent_at = models.DateTimeField(_("sent"), default=timezone.now, editable=False)

    objects: ClassVar[SentLetterManager] = SentLetterManager()

    class Meta:
        verbose_name = _("letter sent")
        verbose_name_plural = _("letters sent")
        constraints = [models.UniqueConstraint(fields=["user", "about"], name="consortium_letter_once")]

    def __str__(self) -> str:
        return f"{self.user} – {self.about}"
