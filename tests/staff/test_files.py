"""Images and documents: texts per language, an alternative text or none on purpose."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from cluster_portal.languages.codes import column, content_languages
from cluster_portal.media.models import PortalDocument, PortalImage


def picture(name: str = "usine.png") -> SimpleUploadedFile:
    written = BytesIO()
    Image.new("RGB", (8, 8), "navy").save(written, "PNG")
    return SimpleUploadedFile(name, written.getvalue(), "image/png")


def add(client: Any, **data: Any) -> Any:
    return client.post(reverse("wagtailimages:add"), {"file": picture(), **data})


def test_an_image_needs_an_alternative_text_or_is_decorative(staff: Any) -> None:
    client = staff(language="nl")
    response = add(client, **{column("title", "nl"): "Fabriek"})
    assert list(response.context["form"].errors) == [column("description", "nl")]
    text = {column("title", "nl"): "Fabriek", column("description", "fr"): "Une usine la nuit"}
    assert add(client, **text).status_code == 302
    image = PortalImage.objects.latest("pk")
    assert image.texts_in("de").description.language == "fr"
    assert add(client, **{column("title", "nl"): "Rand"}, is_decorative="on").status_code == 302
    assert PortalImage.objects.latest("pk").default_alt_text == ""


def test_a_decorative_image_has_no_alternative_text(staff: Any) -> None:
    data = {column("title", "fr"): "Usine", column("description", "fr"): "Une usine", "is_decorative": "on"}
    assert list(add(staff(), **data).context["form"].errors) == ["is_decorative"]


def test_an_image_needs_a_title_in_one_language(staff: Any) -> None:
    response = add(staff(language="de"), is_decorative="on")
    assert list(response.context["form"].errors) == [column("title", "de")]


@pytest.mark.parametrize("language", content_languages())
def test_several_images_take_their_titles_from_their_files(language: str, staff: Any) -> None:
    client = staff(language=language)
    assert client.get(reverse("wagtailimages:add_multiple")).status_code == 200
    uploaded = client.post(
        reverse("wagtailimages:add_multiple"),
        {"files[]": picture("grande usine.png"), "title": "grande usine"},
    ).json()
    assert uploaded["success"]
    prefix = f"uploaded-image-{uploaded['uploaded_file_id']}"
    assert f'name="{prefix}-{column("title", language)}" value="grande usine"' in uploaded["form"]
    url = reverse("wagtailimages:create_multiple_from_uploaded_image", args=[uploaded["uploaded_file_id"]])
    refused = client.post(
        url, {f"{prefix}-{column('title', language)}": "Usine", f"{prefix}-tags": ""}
    ).json()
    assert not refused["success"]
    data = {
        f"{prefix}-{column('title', language)}": "Usine",
        f"{prefix}-is_decorative": "on",
        f"{prefix}-tags": "",
    }
    assert client.post(url, data).json()["success"]
    assert getattr(PortalImage.objects.latest("pk"), column("title", language)) == "Usine"


@pytest.mark.parametrize("language", content_languages())
def test_several_documents_take_their_titles_from_their_files(language: str, staff: Any) -> None:
    client = staff(language=language)
    assert client.get(reverse("wagtaildocs:add_multiple")).status_code == 200
    sent = SimpleUploadedFile("rapport annuel.pdf", b"%PDF-1.4", "application/pdf")
    uploaded = client.post(
        reverse("wagtaildocs:add_multiple"), {"files[]": sent, "title": "rapport annuel"}
    ).json()
    assert uploaded["success"]
    document = PortalDocument.objects.latest("pk")
    assert getattr(document, column("title", language)) == "rapport annuel"
    assert document.texts_in(language).title.language == language


@pytest.mark.parametrize("language", content_languages())
def test_a_file_saved_unchanged_stays_as_it_is(language: str, staff: Any) -> None:
    client = staff(language=language)
    add(
        client,
        **{column("title", "en"): "Plant", column("description", "en"): "A plant at night"},
        credit="Me",
    )
    image = PortalImage.objects.latest("pk")
    url = reverse("wagtailimages:edit", args=[image.pk])
    form = client.get(url).context["form"]
    data = {field.html_name: field.value() for field in form if field.value() not in (None, "", False)}
    data.pop("file", None)
    before = PortalImage.objects.filter(pk=image.pk).rewrite(False).values().get()
    assert client.post(url, data).status_code == 302
    assert PortalImage.objects.filter(pk=image.pk).rewrite(False).values().get() == before


def test_the_editors_language_stands_first(staff: Any) -> None:
    names = list(staff(language="de").get(reverse("wagtailimages:add")).context["form"].fields)
    titles = [name for name in names if name in [column("title", code) for code in content_languages()]]
    assert titles[0] == column("title", "de")
