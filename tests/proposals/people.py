"""People at work in their browsers: they open a form, change fields, and send it."""

import re
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html
from PIL import Image

from cluster_portal.accounts.models import User


@dataclass
class Person:
    """Somebody who is signed in."""

    user: User
    client: Client

    def see(self, address: str) -> str:
        """Return the text of a page, blanks collapsed."""
        answer = self.client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        return text_of(answer)

    def open(self, address: str, having: str = "seen") -> dict[str, Any]:
        """Return the fields of the form that has the field ``having`` (or one ending so), filled in."""
        return fields_of(self.client.get(address).content, having)

    def send(self, address: str, opened: dict[str, str] | None = None, **changes: Any) -> Any:
        """Change fields of a form and send it; ``opened`` is the form as it was opened before."""
        return self.client.post(address, (opened or self.open(address)) | changes)

    def answer(self, proposal: Any, opened: dict[str, str] | None = None, **answers: Any) -> Any:
        """Answer changes of a proposal by their key, colons written as two underscores; each answer names fields."""
        address = f"/admin/proposals/{proposal.uuid}/"
        data = dict(opened or self.open(address, having="-seen"))
        for key, given in answers.items():
            field, _colon, language = key.partition("__")
            change = proposal.changes.get(field=field, language=language)
            data |= {f"change-{change.pk}-{name}": value for name, value in given.items()}
        return self.client.post(address, data)


def fields_of(content: bytes, having: str) -> dict[str, Any]:
    """Return the fields of the first form with a field whose name ends with ``having``."""
    for form in html.fromstring(content).forms:
        # A line break that begins a text area belongs to the markup.
        fields = {
            name: value.removeprefix("\n") if isinstance(value, str) else list(value) if value else ""
            for name, value in form.fields.items()
            if name
        }
        if any(name.endswith(having) for name in fields):
            return {name: value for name, value in fields.items() if name != "csrfmiddlewaretoken"}
    raise AssertionError(f"no form with {having}")


def text_of(answer: Any) -> str:
    """Return the text of a page, blanks collapsed."""
    content = re.sub(rb"<br>|</dt>", b" ", answer.content)
    return re.sub(r"\s+", " ", html.fromstring(content).text_content())


def picture(
    kind: str = "PNG", name: str = "logo.png", size: tuple[int, int] = (40, 20)
) -> SimpleUploadedFile:
    """Return a picture as it is uploaded."""
    stream = BytesIO()
    Image.new("RGB", size, "red").save(stream, kind)
    return SimpleUploadedFile(name, stream.getvalue(), content_type="image/png")
