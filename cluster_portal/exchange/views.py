"""The screens of the exchange: export, import in two steps, machine translation."""

from typing import TYPE_CHECKING, Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cluster_portal.database import record_key
from cluster_portal.exchange.applying import apply_file
from cluster_portal.exchange.errors import ExchangeError
from cluster_portal.exchange.exporting import package
from cluster_portal.exchange.formats import FORMATS, is_large, read
from cluster_portal.exchange.forms import ExportForm, MachineForm, UploadForm
from cluster_portal.exchange.machine import MachineTranslationError, configured_translator
from cluster_portal.exchange.machine.filling import fill_missing
from cluster_portal.exchange.models import KEPT, Upload
from cluster_portal.exchange.planning import plan_file
from cluster_portal.exchange.plans import Plan
from cluster_portal.exchange.selection import selected
from cluster_portal.exchange.summary import Summary, stored, summary
from cluster_portal.exchange.tasks import carry_out, look_at
from cluster_portal.languages.codes import content_languages, own_name
from cluster_portal.languages.rights import permitted

if TYPE_CHECKING:
    from cluster_portal.accounts.models import User

    _FormView = FormView[Any]
else:
    _FormView = FormView


_SECONDS_BETWEEN_LOOKS = 2


class ExchangeMixin(WagtailAdminTemplateMixin):
    """What the screens share."""

    header_icon = "globe"
    current = ""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """End the way from the home screen with this one."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the way to the other screens."""
        screens = [
            ("export", reverse("exchange_export"), _("Export")),
            ("import", reverse("exchange_import"), _("Import")),
        ]
        if configured_translator() is not None:
            screens.append(("machine", reverse("exchange_machine"), _("Machine translation")))
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["screens"] = [
            {"url": url, "label": label, "is_current": name == self.current} for name, url, label in screens
        ]
        return context


def chosen_pages(request: HttpRequest) -> list[int]:
    """Return the pages that the address of a form names, at most 2,000."""
    values = [*request.GET.getlist("page"), *request.POST.getlist("pages")]
    return list({key for value in values if (key := record_key(value)) is not None})[:2000]


class ExportView(ExchangeMixin, _FormView):
    """Writes an exchange file.

    The address may choose: ``?page=1&page=2&section=3&kind=…&source=fr&target=nl&states=missing&format=po``.
    """

    template_name = "exchange/export.html"
    page_title = gettext_lazy("Export for translation")
    current = "export"
    form_class = ExportForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """Add the user and the pages chosen beforehand."""
        pages = chosen_pages(self.request)
        return {**super().get_form_kwargs(), "user": self.request.user, "chosen_pages": pages}

    def get_initial(self) -> dict[str, Any]:
        """Begin with what the address says."""
        asked = self.request.GET
        codes = content_languages()
        source = asked.get("source", codes[0])
        writable = permitted(cast("User", self.request.user), codes)
        targets = [code for code in (*writable, *codes) if code != source]
        return {
            "source": source,
            "target": asked.get("target", targets[0]),
            "form": asked.get("format", "xliff12"),
            "states": asked.getlist("states") or ["missing", "outdated"],
            "section": asked.get("section"),
            "kinds": asked.getlist("kind"),
            "pages": chosen_pages(self.request),
        }

    def form_valid(self, form: ExportForm) -> HttpResponse:
        """Send the file, or say that there is nothing to translate."""
        data = form.cleaned_data
        made = package(
            selected(form.selection(), self.request.user), data["source"], data["target"], data["states"]
        )
        if not made.units:
            form.add_error(None, _("There is nothing to translate in this selection."))
            return self.form_invalid(form)
        chosen = FORMATS[data["form"]]
        try:
            content = chosen.write(made)
        except ExchangeError as error:
            form.add_error("form", str(error))
            return self.form_invalid(form)
        moment = timezone.localtime().strftime("%Y-%m-%d-%H%M")
        name = f"{slugify(_('translation'))}-{data['source']}-{data['target']}-{moment}.{chosen.extension}"
        return HttpResponse(
            content,
            content_type=chosen.content_type,
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )


class ImportView(ExchangeMixin, _FormView):
    """Takes a file; what it would change is shown next."""

    template_name = "exchange/import.html"
    page_title = gettext_lazy("Import translations")
    current = "import"
    form_class = UploadForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """Add the user."""
        return {**super().get_form_kwargs(), "user": self.request.user}

    def form_valid(self, form: UploadForm) -> HttpResponse:
        """Keep the file and show what it would change."""
        Upload.objects.forget_before(timezone.now() - KEPT)
        upload = Upload.objects.create(
            user=cast("User", self.request.user),
            name=form.cleaned_data["file"].name[:255],
            content=form.content,
            step=Upload.Step.READING if is_large(form.content) else Upload.Step.AT_ONCE,
        )
        if upload.step:
            look_at.enqueue(upload.pk)
        return redirect("exchange_preview", upload.token)


class UploadMixin(ExchangeMixin):
    """A screen about one's own upload."""

    current = "import"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Find the upload; that of somebody else is not there."""
        upload = Upload.of_token(kwargs["token"], request.user)
        if upload is None:
            raise Http404
        self.upload = upload
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response


class PreviewView(UploadMixin, TemplateView):
    """Shows what an import would change; then imports, or forgets the file."""

    template_name = "exchange/preview.html"
    page_title = gettext_lazy("What the import will change")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the plan."""
        context = {**super().get_context_data(**kwargs), "file_name": self.upload.name}
        if self.is_waiting:
            is_importing = self.upload.step == Upload.Step.IMPORTING
            return context | {
                "is_importing": is_importing,
                "percent": self.upload.percent,
                "seconds": _SECONDS_BETWEEN_LOOKS,
            }
        if self.upload.plan is not None:
            kept = {**self.upload.plan}
            return context | {"target_name": own_name(kept.pop("target")), "summary": Summary.of_stored(kept)}
        plan = plan_file(read(bytes(self.upload.content)), self.request.user)
        return context | {"summary": summary(plan), "target_name": own_name(plan.target)}

    @property
    def is_waiting(self) -> bool:
        """Say whether the worker has the file."""
        return self.upload.step in (Upload.Step.READING, Upload.Step.IMPORTING)

    def get_template_names(self) -> list[str]:
        """Show how far it is while the worker has the file."""
        return ["exchange/waiting.html"] if self.is_waiting else super().get_template_names()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the plan; an upload that is imported already has a result."""
        if self.upload.result is not None:
            return redirect("exchange_result", self.upload.token)
        if self.upload.step == Upload.Step.FAILED:
            return self._give_up(self.upload.error)
        try:
            return super().get(request, *args, **kwargs)
        except ExchangeError as error:
            return self._give_up(str(error))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Import, or forget the file."""
        if self.upload.result is not None:
            return redirect("exchange_result", self.upload.token)
        if "cancel" in request.POST and self.upload.step != Upload.Step.IMPORTING:
            self.upload.delete()
            messages.info(request, _("Nothing was imported; the file is forgotten."))
            return redirect("exchange_import")
        if self.upload.step:
            # Asked twice, it is imported once.
            importing = {"step": Upload.Step.IMPORTING, "percent": 0}
            if Upload.objects.filter(pk=self.upload.pk, step=Upload.Step.READY).update(**importing):
                carry_out.enqueue(self.upload.pk)
            return redirect("exchange_preview", self.upload.token)
        try:
            plan = apply_file(read(bytes(self.upload.content)), request.user)
        except ExchangeError as error:
            return self._give_up(str(error))
        self._keep_result(plan)
        return redirect("exchange_result", self.upload.token)

    def _keep_result(self, plan: Plan) -> None:
        self.upload.content, self.upload.result = b"", stored(plan)
        self.upload.save(update_fields=["content", "result"])

    def _give_up(self, reason: str) -> HttpResponse:
        self.upload.delete()
        messages.error(self.request, reason)
        return redirect("exchange_import")


class ResultView(UploadMixin, TemplateView):
    """Shows what became of an import."""

    template_name = "exchange/result.html"
    page_title = gettext_lazy("What was imported")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what was kept of the import."""
        if self.upload.result is None:
            raise Http404
        return {
            **super().get_context_data(**kwargs),
            "file_name": self.upload.name,
            "summary": Summary.of_stored(self.upload.result),
        }


class MachineView(ExchangeMixin, _FormView):
    """Fills what is missing with a machine's translation."""

    template_name = "exchange/machine.html"
    page_title = gettext_lazy("Machine translation")
    current = "machine"
    form_class = MachineForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Be there only where a translator is set up."""
        translator = configured_translator()
        if translator is None:
            raise Http404
        self.translator = translator
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Add the user and the pages chosen beforehand."""
        pages = chosen_pages(self.request)
        return {**super().get_form_kwargs(), "user": self.request.user, "chosen_pages": pages}

    def get_initial(self) -> dict[str, Any]:
        """Begin with what the address says."""
        asked = self.request.GET
        return {
            "target": asked.get("target"),
            "section": asked.get("section"),
            "pages": chosen_pages(self.request),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name the service."""
        return {**super().get_context_data(**kwargs), "service": self.translator.name}

    def form_valid(self, form: MachineForm) -> HttpResponse:
        """Translate and say what was done and what was left out."""
        records = selected(form.selection(), self.request.user)
        target = form.cleaned_data["target"]
        try:
            filled = fill_missing(records, target, self.translator, user=self.request.user)
        except MachineTranslationError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        done = ngettext("%(units)s text was translated.", "%(units)s texts were translated.", filled.units)
        return self.render_to_response(
            self.get_context_data(form=form, done=done % {"units": filled.units}, left_out=filled.left_out)
        )
