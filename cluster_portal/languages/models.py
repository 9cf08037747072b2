"""What the portal remembers of translations: what was confirmed, how far each language is, what is scheduled."""

from typing import ClassVar

from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from cluster_portal.languages.codes import active_language
from cluster_portal.languages.querysets import ConfirmationQuerySet, ScheduleQuerySet, StateQuerySet
from cluster_portal.languages.sources import language_choices


class UnitConfirmation(models.Model):
    """A translated unit, and the source texts it is a valid translation of.

    ``accepted`` holds fingerprints of those source texts; ``source_text`` is the one it was confirmed against last,
    from which the editor is shown what has changed since.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    language = models.CharField(max_length=10)
    unit_key = models.CharField(max_length=255)
    accepted = models.JSONField(default=list)
    source_text = models.TextField(blank=True)
    seen_source = models.CharField(max_length=64, blank=True)
    target = models.CharField(max_length=64)
    is_machine = models.BooleanField(default=False)
    confirmed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects: ClassVar[ConfirmationQuerySet] = ConfirmationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("confirmed translation")
        verbose_name_plural = _("confirmed translations")
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "language", "unit_key"], name="languages_unit_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit_key} ({self.language})"


class TranslationState(models.Model):
    """How far one record is in one language."""

    class State(models.TextChoices):
        """What a reader of the language finds."""

        SOURCE = "source", _("Source")
        MISSING = "missing", _("Missing")
        PARTIAL = "partial", _("Partial")
        OUTDATED = "outdated", _("Outdated")
        UP_TO_DATE = "up_to_date", _("Up to date")

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    record = GenericForeignKey("content_type", "object_id", for_concrete_model=False)
    # For pages, so that states can be listed with title, place in the tree, owner and date by one query.
    page = models.ForeignKey(
        "pages.PortalPage", null=True, blank=True, on_delete=models.CASCADE, related_name="translation_states"
    )
    title = models.CharField(_("title"), max_length=255, blank=True)
    language = models.CharField(_("language"), max_length=10, choices=language_choices)
    state = models.CharField(_("state"), max_length=12, choices=State.choices)
    units = models.PositiveIntegerField(default=0)
    units_machine = models.PositiveIntegerField(default=0)
    words = models.PositiveIntegerField(default=0)
    words_missing = models.PositiveIntegerField(default=0)
    words_outdated = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()

    objects: ClassVar[StateQuerySet] = StateQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("state of translation")
        verbose_name_plural = _("states of translation")
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "language"], name="languages_state_once"
            )
        ]
        indexes = [
            models.Index(fields=["language", "state"]),
            models.Index(fields=["content_type", "language"]),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.language}): {self.state}"


class LanguageSchedule(models.Model):
    """A moment at which one language of a page is to be published or taken off the site.

    ``changes`` is what differed between draft and public page when the schedule was made: what is written later does
    not slip in, and what is published meanwhile is not undone. For a page that was not public it is the whole draft.
    A schedule that is *held* or has *failed* waits until somebody starts it again or cancels it.
    """

    class Action(models.TextChoices):
        """What happens then."""

        PUBLISH = "publish", _("Publish")
        UNPUBLISH = "unpublish", _("Unpublish")

    class Status(models.TextChoices):
        """Whether it will be carried out."""

        WAITING = "waiting", _("Waiting")
        HELD = "held", _("Held")
        FAILED = "failed", _("Failed")

    class Reason(models.TextChoices):
        """Why it is held."""

        WITHDRAWN = "withdrawn", _("The page or this language was taken off the site meanwhile.")
        MOVED = "moved", _("The page was moved meanwhile, to a place with other readers.")
        PARENT = "parent", _("A page above this one is not public.")
        LOCKED = "locked", _("The page is locked.")
        RIGHT = "right", _("Whoever made the schedule may no longer do this.")
        AUTHOR = "author", _("Whoever made the schedule is no longer here.")
        OLD = "old", _("It was made by an earlier version of the portal.")

    page = models.ForeignKey("pages.PortalPage", on_delete=models.CASCADE, related_name="language_schedules")
    language = models.CharField(_("language"), max_length=10, choices=language_choices)
    action = models.CharField(_("action"), max_length=10, choices=Action.choices, default=Action.PUBLISH)
    moment = models.DateTimeField(_("moment"), db_index=True)
    includes_facts = models.BooleanField(_("with the facts"), default=False)
    changes = models.JSONField(default=dict, editable=False, encoder=DjangoJSONEncoder)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.WAITING, editable=False)
    reason = models.CharField(max_length=12, choices=Reason.choices, blank=True, editable=False)
    # What stood in the way, by language in the words of the error, and how often it was tried.
    problems = models.JSONField(default=dict, editable=False)
    tries = models.PositiveSmallIntegerField(default=0, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = ScheduleQuerySet.as_manager()

    class Meta:
        verbose_name = _("schedule of a language")
        verbose_name_plural = _("schedules of languages")
        constraints = [
            models.UniqueConstraint(fields=["page", "language", "action"], name="languages_schedule_once")
        ]

    def __str__(self) -> str:
        return f"{self.page} ({self.language}) {self.moment}"

    @property
    def why(self) -> str:
        """Return why it is held or has failed, in the active language."""
        if self.reason:
            return str(self.get_reason_display())
        return str(self.problems.get(active_language()) or next(iter(self.problems.values()), ""))


class GroupLanguage(models.Model):
    """Limits the members of a group to one language, as translators are. A group without rows has no limit."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="languages")
    language = models.CharField(_("language"), max_length=10, choices=language_choices)

    class Meta:
        verbose_name = _("language of a group")
        verbose_name_plural = _("languages of groups")
        constraints = [models.UniqueConstraint(fields=["group", "language"], name="languages_group_once")]

    def __str__(self) -> str:
        return f"{self.group}: {self.language}"
