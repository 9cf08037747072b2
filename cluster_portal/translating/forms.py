"""The filters of the dashboard."""

from typing import Any

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from cluster_portal.accounts.models import User
from cluster_portal.languages.codes import content_languages, own_name
from cluster_portal.languages.models import TranslationState
from cluster_portal.languages.records import translated_models
from cluster_portal.pages.models import PortalPage
from cluster_portal.translating.board import SORTS, Choice

_STATES = [
    (TranslationState.State.MISSING, _("Missing")),
    (TranslationState.State.PARTIAL, _("Partial")),
    (TranslationState.State.OUTDATED, _("Outdated")),
    (TranslationState.State.UP_TO_DATE, _("Up to date")),
    ("machine", _("Machine-translated")),
]
# The level of the tree whose pages are sections: those below the home page.
_SECTION_DEPTH = 3


class BoardForm(forms.Form):
    """Narrows the dashboard; the address keeps what was chosen."""

    language = forms.ChoiceField(label=_("Language"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All")), *_STATES])
    section = forms.ChoiceField(label=_("Section"), required=False)
    kind = forms.ChoiceField(label=_("Type"), required=False)
    owner = forms.ChoiceField(label=_("Owner"), required=False)
    changed_since = forms.DateField(label=_("Changed since"), required=False, widget=AdminDateInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sections = PortalPage.objects.filter(depth=_SECTION_DEPTH).exclude(numchild=0)
        types = ContentType.objects.get_for_models(*translated_models(), for_concrete_models=False).values()
        owners = User.objects.filter(pk__in=PortalPage.objects.values("owner").distinct())
        self._offer("language", [(code, own_name(code)) for code in content_languages()])
        self._offer("section", [(page.path, page.get_admin_display_title()) for page in sections])
        self._offer("kind", sorted(((str(t.pk), _type_name(t)) for t in types), key=lambda pair: pair[1]))
        self._offer("owner", [(str(user.pk), str(user)) for user in owners])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type checker
        field.choices = [("", _("All")), *choices]

    def choice(self, sort: str) -> Choice:
        """Return what was chosen; a value that is not offered does not narrow the dashboard."""
        self.is_valid()
        chosen = self.cleaned_data
        return Choice(
            language=chosen.get("language", ""),
            state=chosen.get("state", ""),
            section=chosen.get("section", ""),
            kind=int(chosen["kind"]) if chosen.get("kind") else None,
            owner=int(chosen["owner"]) if chosen.get("owner") else None,
            changed_since=chosen.get("changed_since"),
            sort=sort if sort in SORTS else "title",
        )


def _type_name(content_type: ContentType) -> str:
    model = content_type.model_class()
    name = str(model._meta.verbose_name) if model else content_type.name
    return f"{name[:1].upper()}{name[1:]}"
