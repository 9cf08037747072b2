"""Publishing languages of a page later, or taking them off the site at a moment."""

from datetime import datetime, timedelta
from typing import Any

from babel import dates
from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.widgets import AdminDateTimeInput

from cluster_portal.languages.codes import content_languages, format_locale, name_of, own_name
from cluster_portal.languages.models import LanguageSchedule
from cluster_portal.languages.rights import may_write_facts
from cluster_portal.languages.templatetags.portal_formats import portal_moment
from cluster_portal.pages.permissions import may_publish_facts
from cluster_portal.pages.schedules import cancel, schedule_language, start_again
from cluster_portal.staff.changes import State
from cluster_portal.staff.people import signed_in
from cluster_portal.staff.publishing import PublishView, schedule_url
from cluster_portal.staff.withdrawing import without_any_language

Action = LanguageSchedule.Action


class ScheduleForm(forms.Form):
    """What is to happen to which languages, and when."""

    action = forms.ChoiceField(
        label=gettext_lazy("What is to happen"),
        choices=[
            (Action.PUBLISH, gettext_lazy("At that time, publish the draft as it is now")),
            (Action.UNPUBLISH, gettext_lazy("Take off the site")),
        ],
        widget=forms.RadioSelect,
        initial=Action.PUBLISH,
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one language.")},
    )
    facts = forms.BooleanField(
        label=gettext_lazy("With the facts that all languages share"),
        required=False,
        help_text=gettext_lazy("Only what differs now; what is published until then is not undone."),
    )
    moment = forms.DateTimeField(label=gettext_lazy("When"), widget=AdminDateTimeInput)
    # What tells the draft that the form showed from others.
    shown = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data: Any,
        *,
        titled: list[str],
        live: list[str],
        facts: bool,
        is_live: bool,
        shown: str,
    ) -> None:
        super().__init__(data, initial={"shown": shown})
        self._titled, self._live = titled, live
        field = self.fields["languages"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - tells the type checker
        codes = [code for code in content_languages() if code in {*titled, *live}]
        field.choices = [(code, own_name(code)) for code in codes]
        tomorrow = timezone.localtime() + timedelta(days=1)
        self.fields["moment"].help_text = _("In the time of %(zone)s, written as in %(example)s.") % {
            "zone": dates.get_timezone_location(
                timezone.get_current_timezone(), locale=format_locale(), return_city=True
            ),
            "example": f"{tomorrow:%Y-%m-%d} 09:30",
        }
        if not facts or not is_live:
            # Nobody may, or the first publication has them anyway.
            del self.fields["facts"]

    def clean_moment(self) -> datetime:
        """Refuse a moment that has passed."""
        moment: datetime = self.cleaned_data["moment"]
        if moment <= timezone.now():
            raise forms.ValidationError(_("This moment has passed. Choose a later one."))
        return moment

    def clean(self) -> dict[str, Any]:
        """Refuse to publish a language without title, and to take off one that is not public."""
        chosen: dict[str, Any] = super().clean() or {}
        takes_off = chosen.get("action") == Action.UNPUBLISH
        allowed = self._live if takes_off else self._titled
        wrong = [name_of(code) for code in chosen.get("languages", []) if code not in allowed]
        if wrong:
            text = _("Not public now: %(languages)s.") if takes_off else _("Without a title: %(languages)s.")
            self.add_error("languages", text % {"languages": ", ".join(wrong)})
        return chosen


class ScheduleView(PublishView):
    """Makes, cancels and starts again the schedules of a page."""

    template_name = "staff/pages/schedule.html"
    page_title = gettext_lazy("Schedule")
    header_icon = "calendar-alt"

    def make_form(self, data: Any) -> ScheduleForm:  # type: ignore[override]
        """Return the form; nothing but what is to be published is chosen beforehand."""
        titled = [
            change.code for change in self.changes.languages if change.state not in (State.ABSENT, State.ENDS)
        ]
        return ScheduleForm(
            data,
            titled=[code for code in titled if code in self.publishable],
            live=[code for code in self.live_page.published_languages if code in self.publishable],
            facts=may_publish_facts(self.request.user, self.live_page),
            is_live=self.live_page.live,
            shown=self.shown_key(),
        )

    def warning(self) -> str:
        """Return how many pages go with the page when it loses all its languages."""
        return without_any_language(self.live_page) if self.live_page.live else ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the address of the form; there are no choices of the publish dialog here."""
        context = super().get_context_data(**kwargs)
        return context | {"action_url": schedule_url(self.live_page, self.next_url or "")}

    @property
    def language_choices(self) -> list[Any]:
        """Return no rows: the languages are a field of the form."""
        return []

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Make the schedules, or cancel or start again one."""
        for name in ("cancel", "start_again"):
            if name in request.POST:
                return self._change_one(name, request.POST[name])
        return super().post(request, *args, **kwargs)

    def send(self, request: HttpRequest) -> HttpResponse:
        """Make the schedules that were chosen, all or none."""
        takes_off = request.POST.get("action") == Action.UNPUBLISH
        if not self.form.is_valid() or (self.problems and not takes_off):
            return self.render_to_response(self.get_context_data(), status=422)
        chosen = self.form.cleaned_data
        with transaction.atomic():
            for number, code in enumerate(chosen["languages"]):
                schedule_language(
                    self.live_page,
                    code,
                    chosen["moment"],
                    action=chosen["action"],
                    # Facts go with the first language: all are carried out at the same moment.
                    facts=chosen.get("facts", False) and number == 0 and not takes_off,
                    shown=chosen["shown"],
                    user=signed_in(request),
                )
        messages.success(
            request,
            _("“%(title)s” is scheduled for %(moment)s: %(languages)s.")
            % {
                "moment": portal_moment(chosen["moment"]),
                "title": self.draft.get_admin_display_title(),
                "languages": ", ".join(name_of(code) for code in chosen["languages"]),
            },
        )
        return redirect(schedule_url(self.live_page, self.next_url or ""))

    def _change_one(self, what: str, key: str) -> HttpResponse:
        schedules = self.live_page.language_schedules.filter(language__in=self.publishable)
        schedule = schedules.filter(pk=int(key)).first() if key.isdigit() else None
        if schedule is not None and what == "cancel":
            cancel(schedule, signed_in(self.request))
            messages.success(self.request, _("The schedule is cancelled."))
        elif schedule is not None and (may_write_facts(self.request.user) or not schedule.includes_facts):
            start_again(schedule, signed_in(self.request))
            messages.success(self.request, _("The schedule waits for its moment again."))
        return redirect(schedule_url(self.live_page, self.next_url or ""))
