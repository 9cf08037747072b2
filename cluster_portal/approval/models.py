"""What of a page was handed in for approval."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _


class Submission(models.Model):
    """What a workflow is about: the languages and facts that were handed in, and the version that was.

    Without any language and without facts nobody could say what it is about: then it is about the whole page.
    ``reviewed`` holds the same version with what each reviewer changed since, by the key of the user.
    """

    workflow_state = models.OneToOneField(
        "wagtailcore.WorkflowState", on_delete=models.CASCADE, related_name="submission"
    )
    languages = models.JSONField(_("languages"), default=list)
    facts = models.BooleanField(_("facts"), default=False)
    content = models.JSONField(encoder=DjangoJSONEncoder)
    reviewed = models.JSONField(encoder=DjangoJSONEncoder, default=dict)

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")

    def __str__(self) -> str:
        return f"{self.workflow_state_id}: {', '.join(self.languages)}"

    @property
    def names_parts(self) -> bool:
        """Say whether it is known what was handed in."""
        return bool(self.languages or self.facts)
