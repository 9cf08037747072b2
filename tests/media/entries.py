"""Every way by which somebody sends a file, as a browser does it."""

from collections.abc import Callable
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from lxml import html

from cluster_portal.accounts.models import User
from cluster_portal.languages.codes import column
from cluster_portal.media.models import PortalDocument, PortalImage
from partners.memberships.models import Membership, Role
from partners.proposals.models import ChangeProposal
from tests import factories
from tests.media.pictures import png
from tests.proposals.people import fields_of

Send = Callable[[str, bytes], Any]
PICTURES = ["image", "several images", "image chosen", "image replaced", "portrait", "logo of a proposal"]
DOCUMENTS = [
    "document",
    "several documents",
    "document chosen",
    "document replaced",
    "consortium",
]
TABLES = ["translations", "CORDIS", "redirects"]


def entries() -> dict[str, Send]:
    """Return each entry by its name: a function that sends a file and returns the answer."""
    staff, manager = Client(), Client()
    administrator = User.objects.create_user("entries@example.org", "x", language="en", is_superuser=True)
    staff.force_login(administrator)
    partner = factories.partner(title={"en": "Partner"}, acronym="PART")
    project = factories.project(title={"en": "Project"})
    factories.participation(project, partner)
    person = factories.user(language="en")
    Membership.objects.create(user=person, partner=partner, role=Role.MANAGER)
    manager.force_login(person)
    image = factories.record(
        PortalImage, title="Old", is_decorative=True, file=ImageFile(ContentFile(png()), "old.png")
    )
    document = factories.record(PortalDocument, title="Old", file=ContentFile(b"%PDF-1.4 old", "old.pdf"))
    texts = {column("title", "en"): "Sent", "collection": "1", "tags": ""}
    decorative = {**texts, "is_decorative": "on"}
    proposal = f"/en/space/partner/{partner.uuid}/"
    opened: dict[str, Any] = {}

    def prefixed(prefix: str, data: dict[str, str]) -> dict[str, str]:
        return {f"{prefix}-{name}": value for name, value in data.items()}

    def to(client: Client, address: str, field: str, data: dict[str, str] | None = None) -> Send:
        def send(name: str, content: bytes) -> Any:
            return client.post(address, {**(data or {}), field: SimpleUploadedFile(name, content)})

        return send

    def propose(name: str, content: bytes) -> Any:
        if not opened:
            opened.update(fields_of(manager.get(proposal).content, "seen"))
        # Nobody proposes a second logo while one waits.
        ChangeProposal.objects.all().delete()
        return manager.post(proposal, opened | {"logo": SimpleUploadedFile(name, content)})

    chooser = "image-chooser-upload"
    document_chooser = "document-chooser-upload"
    several = reverse("wagtailimages:add_multiple"), reverse("wagtaildocs:add_multiple")
    return {
        "image": to(staff, reverse("wagtailimages:add"), "file", decorative),
        "several images": to(staff, several[0], "files[]", {"title": "Sent", "collection": "1"}),
        "image chosen": to(
            staff,
            reverse("wagtailimages_chooser:create"),
            f"{chooser}-file",
            prefixed(chooser, decorative),
        ),
        "image replaced": to(staff, reverse("wagtailimages:edit", args=[image.pk]), "file", decorative),
        "portrait": to(
            staff,
            reverse("wagtailadmin_account"),
            "avatar-avatar",
            {
                "name_email-name": "Ada",
                "name_email-email": administrator.email,
                "language-language": "en",
                "theme-theme": "system",
                "theme-contrast": "system",
                "theme-density": "default",
                "theme-keyboard_shortcuts": "on",
            },
        ),
        "logo of a proposal": propose,
        "document": to(staff, reverse("wagtaildocs:add"), "file", texts),
        "several documents": to(staff, several[1], "files[]", {"title": "Sent", "collection": "1"}),
        "document chosen": to(
            staff,
            reverse("wagtaildocs_chooser:create"),
            f"{document_chooser}-file",
            prefixed(document_chooser, texts),
        ),
        "document replaced": to(staff, reverse("wagtaildocs:edit", args=[document.pk]), "file", texts),
        "consortium": to(
            manager,
            reverse("consortium:add_document", args=[project.uuid]),
            "file",
            {"title": "Sent", "note": "", "partner": str(partner.pk)},
        ),
        "translations": to(staff, reverse("exchange_import"), "file"),
        "CORDIS": to(staff, reverse("cordis:index"), "upload-chosen_files"),
        "redirects": to(staff, reverse("wagtailredirects:start_import"), "import_file"),
    }


def refusal(answer: Any) -> str:
    """Return what is told on the field; empty for a file that was taken."""
    if answer.headers["Content-Type"].startswith("application/json"):
        told = answer.json()
        if "error_message" in told:
            return str(told["error_message"])
        if "success" in told or told.get("step") in ("chosen", "duplicate_found"):
            return ""
    if answer.status_code == 302:
        return ""
    contexts = [context for context in answer.context or () if context is not None]
    for context in contexts:
        for each in context.dicts:
            for value in each.values():
                try:
                    errors = getattr(value, "errors", None)
                except ValueError:
                    # A form that the view itself never looked at; what was sent is closed by now.
                    continue
                if hasattr(errors, "items") and errors:
                    return " ".join(str(text) for name, texts in errors.items() for text in texts)
    shown = html.fromstring(answer.content).find_class("error-message")
    return " ".join(element.text_content().strip() for element in shown)
