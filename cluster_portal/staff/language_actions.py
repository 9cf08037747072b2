"""Taking languages off the site, and bringing languages back to an earlier version."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.formats import localize
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.pages.utils import get_breadcrumbs_items_for_page

from cluster_portal.languages.codes import content_languages, name_of, own_name
from cluster_portal.languages.merging import languages_that_differ, version_of
from cluster_portal.pages.models import PortalPage
from cluster_portal.pages.permissions import publishable_languages
from cluster_portal.pages.publishing import revert_languages, unpublish_languages
from cluster_portal.staff.people import signed_in
from cluster_portal.staff.withdrawing import without_any_language


class LanguagesForm(forms.Form):
    """Which languages."""

    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one language.")},
    )

    def __init__(self, *args: Any, codes: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["languages"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - tells the type checker
        field.choices = [(code, own_name(code)) for code in codes]


class LanguageActionView(WagtailAdminTemplateMixin, FormView[LanguagesForm]):
    """Asks for languages and does something with them on one page."""

    form_class = LanguagesForm
    template_name = "staff/pages/language_action.html"
    lead: Any = ""
    nothing: Any = ""
    action_label: Any = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse aliases, locked pages, and whoever may do this in no language."""
        self.page = get_object_or_404(PortalPage, pk=kwargs["page_id"]).specific
        lock = self.page.get_lock()
        if (
            self.page.depth == 1
            or self.page.alias_of_id
            or (lock is not None and lock.for_user(request.user))
        ):
            raise PermissionDenied
        self.prepare()
        return super().dispatch(request, *args, **kwargs)

    def prepare(self) -> None:
        """Read what the view needs; raise PermissionDenied where the user may not."""

    def warning(self) -> str:
        """Return what else the action does; nothing by default."""
        return ""

    def codes(self) -> list[str]:
        """Return the languages that can be chosen."""
        raise NotImplementedError

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the languages."""
        return {**super().get_form_kwargs(), "codes": self.codes()}

    def get_page_subtitle(self) -> str:
        """Return the title of the page."""
        return str(self.page.get_admin_display_title())

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Return the way to the page."""
        way: list[dict[str, str]] = get_breadcrumbs_items_for_page(self.page, self.request.user)
        return [*way, {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}]

    def about(self) -> str:
        """Return what else the user should know about where the texts come from; nothing by default."""
        return ""

    def form_invalid(self, form: LanguagesForm) -> HttpResponse:
        """Say what is missing."""
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the words of the screen."""
        return super().get_context_data(**kwargs) | {
            "about": self.about(),
            "lead": self.lead,
            "nothing": "" if self.codes() else self.nothing,
            "action_label": self.action_label,
            "warning": self.warning(),
            "back_url": self.get_success_url(),
        }

    def get_success_url(self) -> str:
        """Return to the form of the page."""
        return reverse("wagtailadmin_pages:edit", args=[self.page.pk])

    def names(self, form: LanguagesForm) -> dict[str, str]:
        """Return title and chosen languages for a message."""
        chosen = ", ".join(name_of(code) for code in form.cleaned_data["languages"])
        return {"title": self.page.get_admin_display_title(), "languages": chosen}


class UnpublishLanguagesView(LanguageActionView):
    """Takes languages of a page off the site."""

    page_title = gettext_lazy("Take languages off the site")
    header_icon = "download"
    lead = gettext_lazy(
        "The texts stay here as drafts. Readers of these languages see the page in another one."
    )
    nothing = gettext_lazy("The page is not published in a language that you may publish.")
    action_label = gettext_lazy("Take off the site")

    def codes(self) -> list[str]:
        """Return the live languages that the user may publish."""
        allowed = publishable_languages(signed_in(self.request), self.page)
        return [code for code in allowed if self.page.is_live_in(code)]

    def prepare(self) -> None:
        """Ask whether the user may publish any language of the page."""
        if not publishable_languages(signed_in(self.request), self.page):
            raise PermissionDenied

    def warning(self) -> str:
        """Return how many pages go with the page when it loses all its languages."""
        return without_any_language(self.page) if self.page.live else ""

    def form_valid(self, form: LanguagesForm) -> HttpResponse:
        """Take the languages off the site."""
        unpublish_languages(self.page, form.cleaned_data["languages"], user=signed_in(self.request))
        messages.success(
            self.request, _("“%(title)s” is no longer public in: %(languages)s.") % self.names(form)
        )
        return redirect(self.get_success_url())


class RevertLanguagesView(LanguageActionView):
    """Brings languages of a page back to what they were in an earlier version."""

    page_title = gettext_lazy("Bring languages back")
    header_icon = "history"
    lead = gettext_lazy(
        "The chosen languages get the texts of this earlier version, as a draft; the others stay as they are."
    )
    nothing = gettext_lazy("This version says the same as the draft in every language that you may write.")
    action_label = gettext_lazy("Bring back as a draft")

    def prepare(self) -> None:
        """Find the version; ask whether the user may edit the page."""
        if not self.page.permissions_for_user(signed_in(self.request)).can_edit():
            raise PermissionDenied
        self.revision = get_object_or_404(self.page.revisions, pk=self.kwargs["revision_id"])
        draft = version_of(self.page.get_latest_revision_as_object())
        self.differing = languages_that_differ(type(self.page), self.revision.content, draft)

    def about(self) -> str:
        """Return from when the version is, and whose."""
        words = {"moment": localize(localtime(self.revision.created_at))}
        if self.revision.user is None:
            return _("Version of %(moment)s.") % words
        return _("Version of %(moment)s, saved by %(who)s.") % {
            **words,
            "who": self.revision.user.get_short_name(),
        }

    def codes(self) -> list[str]:
        """Return the languages that differ and that the user may write now."""
        allowed = self.page.writable_parts(signed_in(self.request)).languages
        return [code for code in content_languages() if code in self.differing and code in allowed]

    def form_valid(self, form: LanguagesForm) -> HttpResponse:
        """Bring the languages back."""
        revert_languages(
            self.page,
            self.revision,
            form.cleaned_data["languages"],
            user=signed_in(self.request),
        )
        messages.success(
            self.request,
            _("“%(title)s” has earlier texts again, as a draft, in: %(languages)s.") % self.names(form),
        )
        return redirect(self.get_success_url())
