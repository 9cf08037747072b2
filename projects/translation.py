"""Which texts of projects and calls exist per language."""

from modeltranslation.translator import register

from cluster_portal.languages.options import PortalTranslationOptions
from projects.models import (
    CallDeadline,
    CallDocument,
    CallIndexPage,
    CallPage,
    KeyObjective,
    Participation,
    Programme,
    ProjectFigure,
    ProjectIndexPage,
    ProjectPage,
    ProjectResult,
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
    """Full title, granting authority, objective and body."""

    fields = ("full_title", "granting_authority", "objective", "body")


@register(KeyObjective)
class KeyObjectiveTranslation(PortalTranslationOptions):
    """The objective's text."""

    fields = ("text",)


@register(Participation)
class ParticipationTranslation(PortalTranslationOptions):
    """The note on a participation."""

    fields = ("note",)


@register(ProjectFigure)
class ProjectFigureTranslation(PortalTranslationOptions):
    """The words around a figure."""

    fields = ("label", "unit", "source")


@register(ProjectResult)
class ProjectResultTranslation(PortalTranslationOptions):
    """What a result is called."""

    fields = ("title",)


@register(CallPage)
class CallPageTranslation(PortalTranslationOptions):
    """What a call gives, to whom, and how."""

    fields = ("amount", "who_may_apply", "how_to_apply", "results", "body")


@register(CallIndexPage)
class CallIndexPageTranslation(PortalTranslationOptions):
    """The body of the list."""

    fields = ("body",)


@register(CallDeadline)
class CallDeadlineTranslation(PortalTranslationOptions):
    """The name of a stage or cut-off."""

    fields = ("label",)


@register(CallDocument)
class CallDocumentTranslation(PortalTranslationOptions):
    """The title of a document on the page of a call."""

    fields = ("title",)
