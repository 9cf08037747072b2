"""Wagtail's screens that take several files at once: what they took is kept, and listed until it is complete."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import conditional_escape, format_html_join
from wagtail.documents.views import multiple as documents
from wagtail.images.views import multiple as images
from wagtail.models import UploadedFile

from cluster_portal.media.fields import DocumentField, PictureField, refusal_to_keep

# So many forms fit on one screen; the next are shown when these are done.
_MOST_SHOWN = 20


class _TakesSeveral:
    """Keeps what passed the gate, not what was sent, while texts are missing."""

    file_field: Any

    def post(self, request: HttpRequest) -> HttpResponse:
        """Take one of the files; say on its row why it is not taken."""
        sent = request.FILES.get("files[]")
        try:
            if sent is not None:
                request.FILES["files[]"] = self.file_field().clean(sent)
            with transaction.atomic():
                response: HttpResponse = super().post(request)  # type: ignore[misc]
        except ValidationError as refusal:
            return _refused(refusal.messages)
        except OSError as error:
            return _refused(refusal_to_keep(error).messages)
        return response

    def get_invalid_response_data(self, form: Any) -> dict[str, Any]:
        """Return why a file is not taken, as it stands in the page."""
        return {"success": False, "error_message": _lines(form.errors["file"])}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the forms of those that were taken before and wait for their texts."""
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        waiting = UploadedFile.objects.filter(
            for_content_type=ContentType.objects.get_for_model(self.get_model()),  # type: ignore[attr-defined]
            uploaded_by_user=self.request.user,  # type: ignore[attr-defined]
        ).order_by("pk")
        shown = list(waiting[:_MOST_SHOWN])
        return context | {
            "waiting_count": waiting.count(),
            "waiting": [{"name": _name(upload), "form": self._form_of(upload)} for upload in shown],
        }

    def _form_of(self, upload: Any) -> str:
        view: Any = self
        form = view.get_edit_form_class()(
            instance=view.model(title=_name(upload)),
            prefix=f"{view.edit_upload_form_prefix}-{upload.pk}",
            user=view.request.user,
        )
        addresses = {
            "edit_action": reverse(view.edit_upload_url_name, args=[upload.pk]),
            "delete_action": reverse(view.delete_upload_url_name, args=[upload.pk]),
        }
        return render_to_string(
            view.edit_form_template_name, {"form": form, **addresses}, request=view.request
        )


class _Completes:
    """Passes the file through the gate once more: it may be older than the gate."""

    file_field: Any
    form: Any = None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Make the image or document; say in its form why it cannot be made."""
        try:
            with transaction.atomic():
                response: HttpResponse = super().post(request, *args, **kwargs)  # type: ignore[misc]
        except (ValidationError, OSError) as error:
            view: Any = self
            refusal = error if isinstance(error, ValidationError) else refusal_to_keep(error)
            view.form.add_error(None, refusal)
            context = {
                "form": view.form,
                "edit_action": reverse(view.edit_upload_url_name, args=[view.upload.pk]),
                "delete_action": reverse(view.delete_upload_url_name, args=[view.upload.pk]),
            }
            form = render_to_string(view.edit_form_template_name, context, request=request)
            return JsonResponse({"success": False, "form": form})
        return response

    def save_object(self, form: Any) -> None:
        """Keep what passes."""
        self.form = form
        upload: Any = self.upload  # type: ignore[attr-defined]
        with upload.file.open("rb") as stream:
            content = stream.read()
        upload.file.file = self.file_field().clean(SimpleUploadedFile(_name(upload), content))
        super().save_object(form)  # type: ignore[misc]


class AddImages(_TakesSeveral, images.AddView):
    """Several images at once."""

    template_name = "media/add_images.html"
    file_field = PictureField


class AddDocuments(_TakesSeveral, documents.AddView):
    """Several documents at once."""

    template_name = "media/add_documents.html"
    file_field = DocumentField


class CompleteImage(_Completes, images.CreateFromUploadedImageView):
    """The texts of an image that was taken before."""

    file_field = PictureField


class CompleteDocument(_Completes, documents.CreateFromUploadedDocumentView):
    """The texts of a document that was taken before."""

    file_field = DocumentField


def _refused(messages: list[str]) -> JsonResponse:
    return JsonResponse({"success": False, "error_message": _lines(messages)})


def _lines(messages: Any) -> str:
    return format_html_join("\n", "{}", ((conditional_escape(message),) for message in messages))


def _name(upload: Any) -> str:
    return str(upload.file.name).rpartition("/")[2]
