"""The screen on which staff merge two records of the same partner."""

from typing import Any, cast

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.admin.widgets import AdminPageChooser

from cluster_portal.accounts.models import User
from partners.merging import may_merge, merge, preview, refusals
from partners.models import PartnerPage


class OtherRecordForm(forms.Form):
    """Which record is the same partner."""

    other = forms.ModelChoiceField(
        label=gettext_lazy("The other record of this partner"),
        queryset=PartnerPage.objects.none(),
        error_messages={"invalid_choice": gettext_lazy("Choose another record of a partner.")},
    )

    def __init__(self, kept: PartnerPage, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelChoiceField[PartnerPage]", self.fields["other"])
        field.queryset = PartnerPage.objects.exclude(pk=kept.pk)
        field.widget = AdminPageChooser(target_models=[PartnerPage])
        field.widget.is_required = True


@require_http_methods(["GET", "POST"])
def merge_view(request: HttpRequest, page_id: int) -> HttpResponse:
    """Choose the other record (``?other=``), see what will move, and merge (POST)."""
    kept = get_object_or_404(PartnerPage, pk=page_id)
    user = cast(User, request.user)
    if not kept.permissions_for_user(user).can_edit():
        raise PermissionDenied
    given = request.POST if request.method == "POST" else request.GET
    form = OtherRecordForm(kept, given if "other" in given else None)
    other = form.cleaned_data["other"] if form.is_bound and form.is_valid() else None
    if form.is_bound and other is None:
        messages.error(request, " ".join(map(str, form.errors.get("other", []))))
        # The chooser cannot show what is no page.
        form = OtherRecordForm(kept)
    if other is not None and not may_merge(user, kept, other):
        raise PermissionDenied
    if other is not None and request.method == "POST" and "confirm" in request.POST:
        if _merge(request, kept, other, user):
            return redirect("wagtailadmin_pages:edit", kept.pk)
        other = PartnerPage.objects.filter(pk=other.pk).first()
    return render(request, "partners/merge.html", _context(kept, other, form))


def _merge(request: HttpRequest, kept: PartnerPage, other: PartnerPage, user: User) -> bool:
    """Merge the records and say so; return whether it was done."""
    names = {"other": other.get_admin_display_title(), "kept": kept.get_admin_display_title()}
    try:
        merge(kept, other, user)
    except ValidationError as error:
        messages.error(request, _("Nothing was merged: %(reason)s") % {"reason": " ".join(error.messages)})
        return False
    messages.success(request, _("“%(other)s” is now part of “%(kept)s”.") % names)
    return True


def _context(kept: PartnerPage, other: PartnerPage | None, form: OtherRecordForm) -> dict[str, Any]:
    edit_url = reverse("wagtailadmin_pages:edit", args=[kept.pk])
    title = kept.get_admin_display_title()
    return {
        "kept": kept,
        "other": other,
        "kept_title": title,
        "other_title": other.get_admin_display_title() if other else "",
        "form": form,
        "refusals": refusals(kept, other) if other else [],
        "parts": preview(kept, other) if other else [],
        "edit_url": edit_url,
        "merge_url": reverse("partners_merge", args=[kept.pk]),
        "page_title": _("Merge two records"),
        "page_subtitle": title,
        "header_icon": "resubmit",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": edit_url, "label": title},
            {"url": "", "label": _("Merge two records")},
        ],
    }
