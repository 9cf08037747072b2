"""Copying a page: titles and addresses are asked in each of its languages, and errors stand on their fields."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import FormView
from wagtail.actions.copy_page import CopyPageIntegrityError
from wagtail.actions.create_alias import CreatePageAliasIntegrityError
from wagtail.admin import messages
from wagtail.admin.forms.pages import CopyForm
from wagtail.admin.views.generic import HookResponseMixin
from wagtail.admin.views.pages.copy import CopyView
from wagtail.admin.widgets import AdminPageChooser
from wagtail.admin.widgets.slug import SlugInput

from cluster_portal.languages import slugs, taken
from cluster_portal.languages.codes import column, content_languages, get_value, is_empty, name_of, set_value
from cluster_portal.pages.copying import AliasAction, CopyAction
from cluster_portal.pages.models import PortalPage
from cluster_portal.pages.privacy import lost_at, may_open, restrictions_over

_TITLE_LENGTH = 255


class PlaceChooser(AdminPageChooser):
    """Chooses a page; shows what is none as nothing chosen, so that the form can say so."""

    def get_instance(self, value: Any) -> Any:
        """Return the page with the key ``value``, None without one."""
        is_key = value is None or isinstance(value, PortalPage) or str(value).isdecimal()
        return super().get_instance(value) if is_key else None


class PortalCopyForm(CopyForm):
    """Titles and slugs by language, where the copy goes, and what comes along.

    Slugs are proposed beside the original. One that nobody touches is made free where the copy goes.
    """

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("new_title", "new_slug"):
            del self.fields[name]
        self.fields["new_parent_page"].widget = PlaceChooser(
            target_models=self.page.specific_class.allowed_parent_page_models(),
            can_choose_root=True,
            user_perms="copy_to",
        )
        self.draft: PortalPage = self.page.specific.get_latest_revision_as_object()
        self.languages = [
            code
            for code in content_languages()
            if any(not is_empty(get_value(self.draft, field, code)) for field in ("title", "slug"))
        ]
        proposed = slugs.free_slugs(self.draft, self.page.get_parent())
        texts: dict[str, forms.Field] = {}
        for code in self.languages:
            texts[column("title", code)] = forms.CharField(
                label=_("Title in %(language)s") % {"language": name_of(code)},
                initial=get_value(self.draft, "title", code),
                max_length=_TITLE_LENGTH,
                required=not is_empty(get_value(self.draft, "title", code)),
                widget=forms.TextInput(attrs={"lang": code}),
            )
            texts[column("slug", code)] = forms.SlugField(
                label=_("Slug in %(language)s") % {"language": name_of(code)},
                initial=proposed[column("slug", code)],
                max_length=_TITLE_LENGTH,
                required=False,
                widget=SlugInput(locale=code),
            )
        self.fields = {**texts, **self.fields}
        if "alias" in self.fields:
            self.fields["alias"].help_text = _(
                "Shows what the original shows, also after changes, with its titles, and is public at once where the "
                "original is; the slugs are its own."
            )

    @property
    def text_names(self) -> list[str]:
        """Return the names of the fields that there are one of per language."""
        return [column(field, code) for code in self.languages for field in ("title", "slug")]

    def clean(self) -> dict[str, Any]:
        """Refuse places where the copy may not stand, may not be seen by as many, or has no free address."""
        cleaned: dict[str, Any] = super().clean()
        parent = cleaned.get("new_parent_page")
        if parent is not None and "new_parent_page" not in self.errors:
            self._check_privacy(parent)
            self._settle_slugs(cleaned, parent)
        return cleaned

    def _check_privacy(self, parent: PortalPage) -> None:
        if cannot_open := [r for r in lost_at(self.page, parent) if not may_open(self.user, [r])]:
            self.add_error(
                "new_parent_page",
                _(
                    "“%(title)s” is closed to some readers, and so is what stands below it. Only who may set its "
                    "privacy can copy from there to a place that more readers see. Choose a place that is as closed."
                )
                % {"title": cannot_open[0].page.get_admin_display_title()},
            )

    def _settle_slugs(self, cleaned: dict[str, Any], parent: PortalPage) -> None:
        """Make slugs that nobody touched free below ``parent``; check the others."""
        names = {code: column("slug", code) for code in self.languages}
        wanted = PortalPage(source_language=self.draft.source_language)
        touched = [code for code, name in names.items() if name in self.changed_data]
        for code, name in names.items():
            if code not in touched:
                set_value(wanted, "slug", code, get_value(self.draft, "slug", code))
            else:
                made = slugs.slug_from_title(cleaned.get(column("title", code)), code)
                set_value(wanted, "slug", code, cleaned.get(name) or made or None)
        for column_name, slug in slugs.free_slugs(wanted, parent).items():
            if column_name not in {names[code] for code in touched} or not cleaned.get(column_name):
                setattr(wanted, column_name, slug)
        try:
            taken.check_unique(wanted, parent)
        except ValidationError as error:
            for name, errors in error.message_dict.items():
                self.add_error(name if name in self.fields else "new_parent_page", errors)
        self.slugs = {column("slug", code): get_value(wanted, "slug", code) for code in content_languages()}

    def attributes(self) -> dict[str, Any]:
        """Return what a copy has other than its original: its slugs, and the titles that were changed."""
        changed = [
            column("title", code) for code in self.languages if column("title", code) in self.changed_data
        ]
        return {**self.slugs, **{name: self.cleaned_data[name] for name in changed}}


class PortalCopyView(HookResponseMixin, CopyView):
    """Copies a page, or makes an alias of it."""

    template_name = "staff/pages/copy.html"
    form: PortalCopyForm

    def get_form_class(self) -> type[PortalCopyForm]:
        """Return the form of every type of page."""
        return PortalCopyForm

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Check the form before anything else."""
        return FormView.post(self, request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say what the original is closed by, because the copy may not be."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        parent = self.page.get_parent()
        closed_by = {restriction.page_id: restriction.page for restriction in restrictions_over(parent)}
        return context | {
            "text_fields": [context["form"][name] for name in context["form"].text_names],
            "title_names": {column("title", code) for code in content_languages()},
            "closed_by": [page.get_admin_display_title() for page in closed_by.values()],
        }

    def form_valid(self, form: PortalCopyForm) -> HttpResponse:
        """Copy; what only the copying itself finds out becomes an error of the form."""
        self.parent_page = form.cleaned_data["new_parent_page"]
        try:
            with transaction.atomic():
                new_page = self._make(form)
        except (CopyPageIntegrityError, CreatePageAliasIntegrityError):
            form.add_error("new_parent_page", _("You cannot copy a page into itself when copying subpages"))
        except IntegrityError:
            form.add_error(
                None, _("Somebody took one of these addresses in this moment. Send the form again.")
            )
        except ValidationError as error:
            for message in error.messages:
                form.add_error(None, message)
        else:
            return self._announce(form, new_page)
        return self.form_invalid(form)

    def _make(self, form: PortalCopyForm) -> PortalPage:
        recursive = bool(form.cleaned_data.get("copy_subpages"))
        if form.cleaned_data.get("alias"):
            original = self.page.specific
            for name, slug in form.slugs.items():
                setattr(original, name, slug)
            alias = AliasAction(
                original, recursive=recursive, parent=self.parent_page, user=self.request.user
            )
            return alias.execute()
        copy = CopyAction(
            PortalPage.objects.get(pk=self.page.pk),
            recursive=recursive,
            to=self.parent_page,
            update_attrs=form.attributes(),
            keep_live=bool(form.cleaned_data.get("publish_copies")),
            user=self.request.user,
        )
        return copy.execute()

    def _announce(self, form: PortalCopyForm, new_page: PortalPage) -> HttpResponse:
        title = self.page.specific_deferred.get_admin_display_title()
        below = new_page.get_descendants().count()
        if form.cleaned_data.get("alias"):
            text = _("“%(title)s” has an alias now; it is public where the original is.") % {"title": title}
        elif below:
            text = ngettext(
                "“%(title)s” and %(count)s page below it are copied.",
                "“%(title)s” and %(count)s pages below it are copied.",
                below,
            ) % {"title": title, "count": below}
        else:
            text = _("“%(title)s” is copied.") % {"title": title}
        edit_button = messages.button(reverse("wagtailadmin_pages:edit", args=[new_page.pk]), _("Edit"))
        messages.success(self.request, text, buttons=[edit_button])
        if response := self.run_hook("after_copy_page", self.request, self.page, new_page):
            return response
        return redirect(self.next_url or reverse("wagtailadmin_explore", args=[self.parent_page.pk]))
