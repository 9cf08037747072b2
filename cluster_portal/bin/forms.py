"""What is asked when a page is deleted, and when it is brought back."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import DefaultPageForm
from wagtail.admin.widgets import AdminPageChooser

from cluster_portal.bin.bringing_back import (
    Wish,
    check_place,
    languages_before,
    schedules_to_come,
    taken_addresses,
)
from cluster_portal.bin.models import BinnedPage
from cluster_portal.bin.places import Places
from cluster_portal.bin.redirects import Target
from cluster_portal.languages.codes import own_name
from cluster_portal.languages.paths import effective_slug
from cluster_portal.pages.models import PortalPage


class ReadersForm(DefaultPageForm):
    """Where readers of the old addresses are led."""

    readers = forms.ChoiceField(
        label=gettext_lazy("Readers of the old address"),
        required=False,
        initial="parent",
        widget=forms.RadioSelect,
        choices=[
            ("parent", gettext_lazy("go to the page above")),
            ("page", gettext_lazy("go to another page")),
            ("nowhere", gettext_lazy("are told that there is no such page")),
        ],
    )
    readers_page: Any = forms.ModelChoiceField(
        label=gettext_lazy("Which page"), queryset=PortalPage.objects.none(), required=False
    )

    def __init__(self, *args: Any, leaving: list[PortalPage] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelChoiceField[PortalPage]", self.fields["readers_page"])
        field.queryset = PortalPage.objects.filter(depth__gt=1)
        field.widget = AdminPageChooser()
        self._leaving = leaving or []

    def clean(self) -> dict[str, Any]:
        """Ask for the page where one is meant; it must not be deleted itself."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("readers") != "page":
            return cleaned
        page = cleaned.get("readers_page")
        if page is None and "readers_page" not in self.errors:
            self.add_error("readers_page", _("Choose the page that readers are led to."))
        elif page is not None and any(page.path.startswith(gone.path) for gone in self._leaving):
            self.add_error("readers_page", _("This page is deleted too. Choose another one."))
        return cleaned

    @property
    def target(self) -> Target:
        """Return where readers are led."""
        readers = self.cleaned_data.get("readers")
        if readers == "page":
            return cast(PortalPage, self.cleaned_data["readers_page"])
        return "parent" if readers == "parent" else None


class BringBackForm(forms.Form):
    """Where a page comes back to, under which addresses, and what of it is public again."""

    parent: Any = forms.ModelChoiceField(
        label=gettext_lazy("Put it below"),
        queryset=PortalPage.objects.none(),
        required=False,
        help_text=gettext_lazy("Empty: where it stood."),
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Public again, as before, in"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Without a choice it comes back as a draft."),
    )
    schedules = forms.BooleanField(
        label=gettext_lazy("Let its schedules run again"),
        required=False,
    )

    def __init__(
        self, data: Any = None, *, row: BinnedPage, user: Any, places: Places, may_publish: bool
    ) -> None:
        super().__init__(data)
        place = None if row.parent is None or row.parent.in_bin else row.parent
        self._row, self._user, self._places, self._place = row, user, places, place
        parent = cast("forms.ModelChoiceField[PortalPage]", self.fields["parent"])
        parent.queryset = PortalPage.objects.filter(depth__gt=1)
        parent.widget = AdminPageChooser()
        if place is None:
            parent.required, parent.help_text = True, _("The place where it stood is gone.")
        before = languages_before(row) if may_publish and place is not None else []
        languages = cast("forms.MultipleChoiceField", self.fields["languages"])
        languages.choices = [(code, own_name(code)) for code in before]
        if not before:
            del self.fields["languages"]
        if not may_publish or place is None or not schedules_to_come(row):
            del self.fields["schedules"]
        for code in self._taken_at(place):
            self._ask_for_slug(code)

    def _taken_at(self, parent: PortalPage | None) -> dict[str, list[str]]:
        return {} if parent is None else taken_addresses(self._row, parent, {})

    def _ask_for_slug(self, code: str) -> None:
        self.fields.setdefault(
            f"slug-{code}",
            forms.SlugField(
                label=_("New slug: %(language)s") % {"language": own_name(code)},
                required=False,
                initial=effective_slug(self._row.page, code),
                max_length=255,
            ),
        )

    @property
    def slug_fields(self) -> list[Any]:
        """Return the fields of the languages in which another page has the address."""
        return [self[name] for name in self.fields if name.startswith("slug-")]

    def clean(self) -> dict[str, Any]:
        """Look at the place and at the addresses there."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        parent = cleaned.get("parent") or self._place
        if parent is None or self.errors:
            return cleaned
        moves = self._place is None or parent.pk != self._place.pk
        if moves and not parent.permissions_for_user(self._user).can_add_subpage():
            self.add_error("parent", _("You may not put pages there."))
            return cleaned
        if moves and (closed_by := self._places.kept_closed_by(self._user, self._row, parent)):
            self.add_error("parent", [_closing(page) for page in closed_by])
            return cleaned
        if moves and (public := [name for name in ("languages", "schedules") if cleaned.get(name)]):
            self.add_error(public[0], _("At another place it comes back as a draft."))
            return cleaned
        try:
            check_place(self._row, parent)
        except ValidationError as error:
            self.add_error(None, error)
            return cleaned
        slugs = self._slugs(cleaned, parent)
        for code, texts in taken_addresses(self._row, parent, slugs).items():
            self._ask_for_slug(code)
            self.add_error(f"slug-{code}", [str(text) for text in texts])
        cleaned["wish"] = Wish(
            parent=parent,
            slugs=slugs,
            languages=cleaned.get("languages") or [],
            schedules=bool(cleaned.get("schedules")),
        )
        return cleaned

    def _slugs(self, cleaned: dict[str, Any], parent: PortalPage) -> dict[str, str]:
        """Return the slugs given for languages in which the address is taken; data may hold one just asked for."""
        given = {}
        for code in self._taken_at(parent):
            value = cleaned.get(f"slug-{code}") or ""
            if value:
                given[code] = value
        return given


def _closing(page: PortalPage) -> str:
    return _(
        "“%(title)s” limits who may read the pages below it. Only who may change that can move a page out of it."
    ) % {"title": page.get_admin_display_title()}
