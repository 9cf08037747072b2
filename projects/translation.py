"""Which texts of projects and calls exist per language."""

from modeltranslation.translator import register

from cluster_portal.languages.options import PortalTranslationOptions
from projects.models import (
    CallPage,
    KeyObjective,
    Participation,
    Programme,
    ProjectIndexPage,
    ProjectPage,
    Sector,
    SupportKind,
)


@register([Programme, Sector])
class NameTranslation(PortalTranslationOptions):
    """A name."""

    fields = ("name",)


@register(SupportKind)
class SupportKindTranslation(PortalTranslationOptions):
    """Name and description."""

    fields = ("name", "description")


@register(ProjectIndexPage)
class ProjectIndexPageTranslation(PortalTranslationOptions):
    """The body of the list."""

    fields = ("body",)


@register(ProjectPage)
class ProjectPageTranslation(PortalTranslationOptions):
    """Full title, objective and body."""

    fields = ("full_title", "objective", "body")


@register(KeyObjective)
class KeyObjectiveTranslation(PortalTranslationOptions):
    """The objective's text."""

    fields = ("text",)


@register(Participation)
class ParticipationTranslation(PortalTranslationOptions):
    """The note on a participation."""

    fields = ("note",)


@register(CallPage)
class CallPageTranslation(PortalTranslationOptions):
    """What a call gives, to whom, and how."""

    fields = ("amount", "who_may_apply", "how_to_apply", "body")
