"""The forms of the exchange screens."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.permission_policies.pages import PagePermissionPolicy

from cluster_portal.exchange.errors import ExchangeError
from cluster_portal.exchange.formats import FORMATS, check_size, is_large, read
from cluster_portal.exchange.model import InFile
from cluster_portal.exchange.planning import check_file
from cluster_portal.exchange.records import record_models
from cluster_portal.exchange.selection import Selection, changeable_pages
from cluster_portal.languages.codes import content_languages, own_name
from cluster_portal.languages.rights import permitted
from cluster_portal.pages.models import PortalPage

STATES = [
    ("missing", gettext_lazy("Missing")),
    ("outdated", gettext_lazy("Outdated")),
    ("machine", gettext_lazy("Machine-translated, not confirmed")),
    ("up_to_date", gettext_lazy("Up to date")),
]


if TYPE_CHECKING:
    _Pages = forms.ModelMultipleChoiceField[PortalPage]
    _Page = forms.ModelChoiceField[PortalPage]
else:
    _Pages, _Page = forms.ModelMultipleChoiceField, forms.ModelChoiceField


class PageChoice(_Pages):
    """Pages chosen beforehand, by their titles."""

    def label_from_instance(self, obj: PortalPage) -> str:
        """Return the page's title."""
        return obj.get_admin_display_title()


class SectionChoice(_Page):
    """A page with pages below it, indented as in the tree."""

    def label_from_instance(self, obj: PortalPage) -> str:
        """Return the page's title, indented."""
        return mark_safe("&nbsp;" * 4 * (obj.depth - 2)) + obj.get_admin_display_title()  # noqa: S308


class SelectionForm(forms.Form):
    """Which records; pages may be chosen beforehand by the address of the form."""

    pages = PageChoice(
        queryset=PortalPage.objects.none(),
        required=False,
        label=gettext_lazy("Chosen pages"),
        widget=forms.CheckboxSelectMultiple,
    )
    section = SectionChoice(
        queryset=PortalPage.objects.none(),
        required=False,
        label=gettext_lazy("Section"),
        empty_label=gettext_lazy("No section"),
        help_text=gettext_lazy("The page and all pages below it."),
    )
    kinds = forms.MultipleChoiceField(
        required=False,
        label=gettext_lazy("Shared content"),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, user: Any, chosen_pages: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        pages = changeable_pages(user)
        self._field("pages").queryset = pages.filter(pk__in=chosen_pages)
        explorable = PagePermissionPolicy().explorable_instances(user).order_by().values("pk")
        self._field("section").queryset = PortalPage.objects.filter(
            pk__in=explorable, depth__gt=1, numchild__gt=0
        ).order_by("path")
        self._field("kinds").choices = sorted(
            (label, str(model._meta.verbose_name_plural).capitalize())
            for label, model in record_models().items()
        )
        if not chosen_pages:
            del self.fields["pages"]

    def _field(self, name: str) -> Any:
        return self.fields[name]

    def selection(self) -> Selection:
        """Return what is selected."""
        section = self.cleaned_data.get("section")
        return Selection(
            pages=[page.pk for page in self.cleaned_data.get("pages") or []],
            sections=[section.pk] if section else [],
            kinds=self.cleaned_data.get("kinds") or [],
        )


class ExportForm(SelectionForm):
    """What is exported, from which language to which, how."""

    source = forms.ChoiceField(label=gettext_lazy("From"))
    target = forms.ChoiceField(label=gettext_lazy("To"))
    states = forms.MultipleChoiceField(
        required=False,
        label=gettext_lazy("Only texts that are"),
        choices=STATES,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Choose nothing to take all texts."),
    )
    form = forms.ChoiceField(
        label=gettext_lazy("Format"),
        choices=[(form.name, form.label) for form in FORMATS.values()],
        help_text=gettext_lazy(
            "XLIFF or PO for translation agencies, XLSX for reviewers without a translation tool."
        ),
    )
    field_order = ["source", "target", "form", "states", "pages", "section", "kinds"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(code, own_name(code)) for code in content_languages()]
        self._field("source").choices = choices
        self._field("kinds").help_text = _(
            "With no page, no section and no shared content chosen, everything is exported."
        )
        self._field("target").choices = choices

    def clean(self) -> dict[str, Any]:
        """Refuse a translation from a language to itself."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("source") and cleaned.get("source") == cleaned.get("target"):
            self.add_error("target", _("Choose another language than the one to translate from."))
        return cleaned


class MachineForm(SelectionForm):
    """What is translated by machine."""

    target = forms.ChoiceField(label=gettext_lazy("Into"))
    field_order = ["target", "pages", "section", "kinds"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._field("target").choices = [
            (code, own_name(code)) for code in permitted(self.user, content_languages())
        ]

    def clean(self) -> dict[str, Any]:
        """Ask for a choice: what is sent to a service is named."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and self.selection().is_everything:
            self.add_error("section", _("Choose pages, a section or shared content."))
        return cleaned


class UploadForm(forms.Form):
    """A file that came back."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("XLIFF 1.2, XLIFF 2.0, PO or XLSX, exported by this portal; at most 20 MB."),
        widget=forms.FileInput(attrs={"accept": ".xlf,.xliff,.po,.xlsx"}),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.parsed: InFile | None = None

    def clean_file(self) -> Any:
        """Refuse a file that cannot be read, or is not for this portal and user."""
        file = self.cleaned_data["file"]
        try:
            check_size(file.size)
            self.content = file.read()
            if not is_large(self.content):
                self.parsed = read(self.content)
                check_file(self.parsed, self.user)
        except ExchangeError as error:
            raise forms.ValidationError(str(error)) from error
        return file
