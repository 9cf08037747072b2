"""Importing redirects from a file: all of it or nothing."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.encoding import force_str
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.contrib.redirects.forms import ConfirmImportForm
from wagtail.contrib.redirects.utils import get_file_storage, get_import_formats
from wagtail.contrib.redirects.views import permission_checker
from wagtail.log_actions import log

from cluster_portal.staff.redirect_forms import PortalRedirectForm

ONLY_GOOD = "only-good"
_SIGNED = ("import_file_name", "input_format")


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that was not taken: its line in the file, what it says, and why."""

    line: int
    old_address: str
    target: str
    reasons: list[str]


@permission_checker.require_any("add")
@require_POST
def process_import(request: HttpRequest) -> HttpResponse:
    """Import the rows of an uploaded file; when some are refused nothing is imported, and each is listed.

    Whoever then asks for it gets the other rows.
    """
    # Wagtail's form raises other exceptions where these are missing or were changed.
    try:
        file = {name: Signer().unsign(request.POST.get(name, "")) for name in _SIGNED}
    except BadSignature as error:
        raise SuspiciousOperation("The uploaded file is not named, or by somebody else.") from error
    storage = get_file_storage()(name=file["import_file_name"])
    try:
        dataset = _dataset(storage, int(file["input_format"]))
    except FileNotFoundError:
        messages.error(request, _("The file is no longer there. Please upload it again."))
        return redirect("wagtailredirects:start_import")
    form = ConfirmImportForm(dataset.headers, request.POST, initial=file)
    if not form.is_valid():
        return render(request, "wagtailredirects/confirm_import.html", {"form": form, "dataset": dataset})
    saved, refused = import_rows(
        dataset, form.cleaned_data, request.user, only_good=ONLY_GOOD in request.POST
    )
    if refused and ONLY_GOOD not in request.POST:
        kept = {name: value for name, value in request.POST.items() if name != "csrfmiddlewaretoken"}
        context = {"refused": refused, "good": saved, "kept": kept, "only_good": ONLY_GOOD}
        return render(request, "staff/redirects/refused.html", context)
    storage.remove()
    messages.success(
        request,
        ngettext("Imported %(total)d redirect", "Imported %(total)d redirects", saved) % {"total": saved},
    )
    return redirect("wagtailredirects:index")


def _dataset(storage: Any, number: int) -> Any:
    input_format = get_import_formats()[number]()
    data = storage.read(input_format.get_read_mode())
    return input_format.create_dataset(data if input_format.is_binary() else force_str(data, "utf-8"))


def import_rows(
    dataset: Any, choices: dict[str, Any], user: Any, *, only_good: bool
) -> tuple[int, list[Refused]]:
    """Save the rows of a file one after the other; return how many can be saved, and those that cannot.

    Rows are checked against those above them, too. Without ``only_good`` nothing is saved when one is refused.
    """
    columns = int(choices["from_index"]), int(choices["to_index"])
    saved, refused = 0, []
    with transaction.atomic():
        for line, row in enumerate(dataset, start=2):
            old_address, target = (str(row[n] if row[n] is not None else "").strip() for n in columns)
            if not old_address and not target:
                continue
            data = {"old_path": old_address, "redirect_link": target, "is_permanent": choices["permanent"]}
            form = PortalRedirectForm(data | ({"site": choices["site"].pk} if choices["site"] else {}))
            if form.is_valid():
                log(instance=form.save(), action="wagtail.create", user=user)
                saved += 1
            else:
                reasons = [str(reason) for errors in form.errors.values() for reason in errors]
                refused.append(Refused(line, old_address, target, reasons))
        if refused and not only_good:
            transaction.set_rollback(True)
    return saved, refused
