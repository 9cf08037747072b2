"""The outbox in the admin: what waits, what has left, what was given up, and sending again."""

from functools import cached_property
from typing import Any, Self

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.admin.auth import permission_required
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView
from wagtail.admin.widgets.button import Button, HeaderButton

from cluster_portal.outbox.models import OutgoingMail
from cluster_portal.outbox.states import State

MAY_SEND_AGAIN = "outbox.change_outgoingmail"


class StateColumn(Column):
    """How far a mail has come, and what the mail server said."""

    cell_template_name = "outbox/state_cell.html"


class MomentColumn(Column):
    """A moment, in few letters."""

    def get_value(self, instance: OutgoingMail) -> str:
        """Return the moment in the time zone of the portal, nothing where there is none."""
        moment = super().get_value(instance)
        return date_format(localtime(moment), "SHORT_DATETIME_FORMAT") if moment else ""

    @classmethod
    def of(cls, field: str) -> Self:
        """Return the column of a field, by which the list can be ordered."""
        label = OutgoingMail._meta.get_field(field).verbose_name  # type: ignore[union-attr]
        return cls(field, label=capfirst(label), sort_key=field)


class OutboxView(IndexView):
    """All mails of the outbox, the newest first, with how many there are in each state."""

    model = OutgoingMail
    page_title = gettext_lazy("Mails")
    header_icon = "mail"
    index_url_name = "outbox"
    index_results_url_name = "outbox_results"
    template_name = "outbox/index.html"
    any_permission_required = ["view", "change"]
    default_ordering = "-pk"
    paginate_by = 50
    list_filter = ["state", "problem"]
    search_fields = ["to"]
    search_backend_name = None

    @cached_property
    def list_display(self) -> list[str | Column]:
        """Return the columns of the list."""
        mail, state = (
            Column("label", label=_("Mail")),
            StateColumn("state", label=_("State"), sort_key="state"),
        )
        return ["to", mail, state, "tries", *map(MomentColumn.of, ("created_at", "next_try_at", "ended_at"))]

    @cached_property
    def header_buttons(self) -> list[Button]:
        """Offer to send all again that were given up."""
        if self.counts[State.GIVEN_UP] and self.request.user.has_perm(MAY_SEND_AGAIN):
            label = _("Send all again that were given up")
            return [HeaderButton(label, url=reverse("outbox_send_all_again"), icon_name="resubmit")]
        return []

    def get_list_more_buttons(self, instance: OutgoingMail) -> list[Button]:
        """Offer to send a mail again that has failed."""
        if instance.has_failed and self.request.user.has_perm(MAY_SEND_AGAIN):
            url = reverse("outbox_send_again", args=[instance.pk])
            return [Button(_("Send again"), url=url, icon_name="resubmit")]
        return []

    @cached_property
    def counts(self) -> dict[str, int]:
        """Return how many mails there are in each state."""
        return OutgoingMail.objects.counts()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the counts, in words."""
        counts = [(State(state).label, count) for state, count in self.counts.items()]
        return {**super().get_context_data(**kwargs), "counts": counts}


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(MAY_SEND_AGAIN)
def send_again(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Ask whether one mail, or all that were given up, are to be sent again; then let the worker do it."""
    failed = OutgoingMail.objects.to_send_again()
    mails = failed.given_up() if pk is None else failed.filter(pk=pk)
    if request.method == "POST":
        count = mails.send_again()
        text = ngettext(
            "%(count)s mail is on its way again.", "%(count)s mails are on their way again.", count
        )
        messages.success(request, text % {"count": count})
        return redirect("outbox")
    context = {
        "mails": mails,
        "may_have_arrived": any(mail.unconfirmed for mail in mails),
        "page_title": _("Send again"),
        "header_icon": "resubmit",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("outbox"), "label": _("Mails")},
            {"url": "", "label": _("Send again")},
        ],
    }
    return render(request, "outbox/send_again.html", context)
