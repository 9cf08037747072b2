"""The screens of the bin: what lies in it, a look at a page, bringing it back, removing it for good."""

from typing import TYPE_CHECKING, Any, cast

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import ProtectedError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cluster_portal.bin.bringing_back import bring_back, languages_before, schedules_to_come
from cluster_portal.bin.forms import BringBackForm
from cluster_portal.bin.models import BinnedPage
from cluster_portal.bin.places import Places
from cluster_portal.bin.removing import remove_for_good
from cluster_portal.languages.codes import content_languages, get_value, own_name
from cluster_portal.pages.binned import bin_open
from cluster_portal.pages.models import PortalPage
from cluster_portal.staff.people import signed_in
from cluster_portal.staff.withdrawing import say_that_it_is_withdrawn

if TYPE_CHECKING:
    from cluster_portal.accounts.models import User

_PER_PAGE = 50


class BinView(WagtailAdminTemplateMixin, TemplateView):
    """What lies in the bin, as far as the person may bring it back."""

    template_name = "bin/bin.html"
    page_title = gettext_lazy("Bin")
    header_icon = "bin"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the rows, the last deleted first. An alias is listed when the page that it went in with is not."""
        found = BinnedPage.objects.with_pages().defer("held", "redirects")
        rows = Places().visible_to(signed_in(self.request), found)
        seen = {row.pk for row in rows}
        page = Paginator([row for row in rows if row.along_with_id not in seen], _PER_PAGE).get_page(
            self.request.GET.get("p")
        )
        return super().get_context_data(**kwargs) | {"rows": page}

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Return the way to the bin."""
        return [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": "", "label": _("Bin")},
        ]


class BinPageView(WagtailAdminTemplateMixin, TemplateView):
    """One page in the bin: what it says, and how it can come back."""

    header_icon = "bin"
    template_name = "bin/page.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the row, for those who may bring its page back."""
        row = BinnedPage.objects.with_pages().filter(pk=kwargs["row"]).first()
        if row is None:
            raise Http404
        self.row: BinnedPage = row
        self.places = Places()
        self.may_publish = self.places.may_publish(request.user, row)
        if not self.is_for(request.user):
            raise PermissionDenied
        try:
            return super().dispatch(request, *args, **kwargs)
        except BinnedPage.DoesNotExist:
            text = _("“%(title)s” is no longer in the bin: somebody has brought it back or removed it.")
            messages.error(request, text % {"title": self.get_page_title()})
            return redirect("bin")

    def is_for(self, user: "User | AnonymousUser") -> bool:
        """Say whether a user may enter the screen."""
        return self.places.may_bring_back(user, self.row)

    @cached_property
    def form(self) -> BringBackForm:
        """Return the form; where the parent is in the bin or gone, it asks for another place."""
        return BringBackForm(
            self.request.POST if self.request.method == "POST" else None,
            row=self.row,
            user=self.request.user,
            places=self.places,
            may_publish=self.may_publish,
        )

    def get_page_title(self) -> str:
        """Return the title of the page."""
        return str(self.row.page.get_admin_display_title())

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Return the way to the page."""
        return [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("bin"), "label": _("Bin")},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the page says in each language, what went along, and the form."""
        page = self.row.page
        texts = [
            {"code": code, "name": own_name(code), "title": title}
            for code in content_languages()
            if (title := get_value(page, "title", code))
        ]
        with bin_open():
            below = list(
                PortalPage.objects.filter(path__startswith=page.path).exclude(pk=page.pk)[:_PER_PAGE]
            )
        return super().get_context_data(**kwargs) | {
            "row": self.row,
            "texts": texts,
            "below": below,
            "companions": self.row.companions.select_related("page"),
            "languages": [own_name(code) for code in languages_before(self.row)],
            "schedules": [
                {"language": own_name(code), "moment": moment} for code, moment in schedules_to_come(self.row)
            ],
            "may_publish": self.may_publish,
            "form": self.form,
            "media": self.form.media,
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Bring the page back."""
        if not self.form.is_valid() or "wish" not in self.form.cleaned_data:
            return self.render_to_response(self.get_context_data(), status=422)
        try:
            page = bring_back(self.row, self.form.cleaned_data["wish"], signed_in(request))
        except ValidationError as error:
            self.form.add_error(None, ValidationError(error.messages))
            return self.render_to_response(self.get_context_data(), status=422)
        edit_url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        messages.success(
            request,
            _("“%(title)s” is back.") % {"title": page.get_admin_display_title()},
            buttons=[messages.button(edit_url, _("Edit"))],
        )
        say_that_it_is_withdrawn(request, page)
        return redirect("wagtailadmin_explore", page.get_parent().pk)


class BinPreviewView(BinPageView):
    """A page in the bin as it would look to readers of one language, as drafted last."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer with the page; only staff who may bring it back come here."""
        with bin_open():
            draft = self.row.page.specific.get_latest_revision_as_object()
            response = draft.make_preview_request(request, kwargs["language"])
            if hasattr(response, "render"):
                response.render()
        response.headers["Cache-Control"] = "private, no-store"
        return cast(HttpResponse, response)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Change nothing here."""
        return HttpResponse(status=405)


class RemoveForGoodView(BinPageView):
    """Removes a page for good, once confirmed."""

    template_name = "bin/remove.html"

    def is_for(self, user: "User | AnonymousUser") -> bool:
        """Say whether a user may publish where the page stood."""
        return self.may_publish

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Remove it."""
        title = self.get_page_title()
        try:
            remove_for_good(self.row.pk, signed_in(request))
        except ProtectedError:
            text = _("“%(title)s” stays in the bin, as other records cannot do without it: %(names)s.")
            messages.error(request, text % {"title": title, "names": "; ".join(self.row.needed_by)})
        else:
            messages.success(request, _("“%(title)s” is gone for good.") % {"title": title})
        return redirect("bin")
