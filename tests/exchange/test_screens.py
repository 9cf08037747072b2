"""The screens: export, import in two steps, machine translation; who may use them for what."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission

from cluster_portal.exchange.models import Upload
from cluster_portal.languages.codes import get_value
from cluster_portal.languages.models import GroupLanguage
from tests import factories
from tests.exchange.conftest import ALL_FORMATS, stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff() -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(factories.user(is_superuser=True, language="en"))
    return client


@pytest.fixture
def translator() -> Client:
    """Return the browser of a translator of Dutch."""
    group = Group.objects.create(name="Dutch")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    GroupPagePermission.objects.create(
        group=group,
        page=factories.home().get_root(),
        permission=Permission.objects.get(codename="change_portalpage"),
    )
    GroupLanguage.objects.create(group=group, language="nl")
    user = factories.user(language="en")
    user.groups.add(group)
    client = Client()
    client.force_login(user)
    return client


def exported(client: Client, page: Any, **data: Any) -> bytes:
    fields = {"source": "fr", "target": "nl", "form": "po", "pages": [page.pk]} | data
    answer = client.post(reverse("exchange_export"), fields)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment"), answer.content.decode()
    return bytes(answer.content)


def upload(client: Client, content: bytes, name: str = "a.po") -> Any:
    return client.post(reverse("exchange_import"), {"file": SimpleUploadedFile(name, content)})


@pytest.mark.parametrize("form", ALL_FORMATS)
def test_export(form: str, staff: Client, full_page: Any) -> None:
    address = reverse("exchange_export")
    assert "Volledige" not in staff.get(f"{address}?page={full_page.pk}&target=nl").content.decode()
    assert exported(staff, full_page, form=form)


def test_nothing_to_export_and_wrong_choices(staff: Client, full_page: Any) -> None:
    address = reverse("exchange_export")
    data = {"source": "fr", "target": "nl", "form": "po", "pages": [full_page.pk], "states": ["missing"]}
    assert "nothing to translate" in staff.post(address, data).content.decode()
    assert "Choose another language" in staff.post(address, data | {"target": "fr"}).content.decode()
    assert staff.post(address, data | {"form": "doc"}).status_code == 200
    assert staff.get(f"{address}?page=x&page=99999999999999999999999&section=y&target=zz").status_code == 200


def test_import_shows_first_then_imports(staff: Client, full_page: Any) -> None:
    content = exported(staff, full_page).replace(b"Volledige pagina", b"Hele pagina")
    before = stored(full_page)
    answer = upload(staff, content)
    assert answer.status_code == 302
    preview = staff.get(answer.url)
    assert "Hele pagina" in preview.content.decode()
    assert stored(full_page) == before
    answer = staff.post(answer.url, {"apply": "1"})
    result = staff.get(answer.url).content.decode()
    assert "What was imported" in result
    assert "Hele pagina" in result
    kept = Upload.objects.get()
    assert bytes(kept.content) == b""
    page = type(full_page).objects.get(pk=full_page.pk)
    assert get_value(page.get_latest_revision_as_object(), "title", "nl") == "Hele pagina"
    assert get_value(page, "title", "nl") == "Volledige pagina"
    # The second click of an impatient person.
    assert staff.post(reverse("exchange_preview", args=[kept.token]), {"apply": "1"}).status_code == 302


def test_cancelled(staff: Client, full_page: Any) -> None:
    answer = upload(staff, exported(staff, full_page))
    assert "nothing to import" in staff.get(answer.url).content.decode()
    staff.post(answer.url, {"cancel": "1"})
    assert not Upload.objects.exists()
    assert staff.get(answer.url).status_code == 404


def test_an_upload_is_seen_by_its_owner_only(staff: Client, translator: Client, full_page: Any) -> None:
    answer = upload(staff, exported(staff, full_page))
    assert translator.get(answer.url).status_code == 404
    assert translator.post(answer.url, {"apply": "1"}).status_code == 404
    assert staff.get(reverse("exchange_preview", args=["forged"])).status_code == 404


@pytest.mark.parametrize("content", [b"", b"nonsense", b"<!DOCTYPE x><x/>", b"PK\x03\x04"])
def test_a_bad_file_is_explained_beside_the_field(staff: Client, content: bytes) -> None:
    answer = upload(staff, content)
    assert answer.status_code == 200
    assert "error" in answer.content.decode()
    assert not Upload.objects.exists()


def test_a_translator_exports_any_language_and_imports_only_theirs(
    staff: Client, translator: Client, full_page: Any
) -> None:
    dutch = exported(translator, full_page).replace(b"Volledige pagina", b"Hele pagina")
    english = exported(translator, full_page, target="en")
    assert "You may not write texts in English" in upload(translator, english).content.decode()
    before = stored(full_page, ["fr", "en", "de"])["texts"]
    answer = upload(translator, dutch)
    assert answer.status_code == 302
    assert translator.post(answer.url, {"apply": "1"}).status_code == 302
    page = type(full_page).objects.get(pk=full_page.pk)
    assert get_value(page.get_latest_revision_as_object(), "title", "nl") == "Hele pagina"
    assert stored(full_page, ["fr", "en", "de"])["texts"] == before


def test_shared_content_needs_its_own_permission(staff: Client, translator: Client) -> None:
    address = reverse("exchange_export")
    data = {"source": "fr", "target": "nl", "form": "po", "kinds": ["identity.contact"]}
    assert staff.post(address, data)["Content-Type"].startswith("text/x-gettext")
    content = staff.post(address, data).content
    assert "nothing to translate" in translator.post(address, data).content.decode()
    answer = upload(translator, content.replace(b'msgstr "', b'msgstr "x'))
    assert "You may not change it" in translator.get(answer.url).content.decode()


def test_visitors_see_nothing(reader: Client) -> None:
    for name in ("exchange_export", "exchange_import", "exchange_machine"):
        assert reader.get(reverse(name)).status_code == 302


def test_machine_translation(staff: Client, plain_page: Any, settings: Any) -> None:
    address = reverse("exchange_machine")
    settings.MACHINE_TRANSLATOR = settings.DEEPL_API_KEY = ""
    assert staff.get(address).status_code == 404
    settings.MACHINE_TRANSLATOR = "cluster_portal.exchange.machine.double.MarkingTranslator"
    assert staff.get(f"{address}?page={plain_page.pk}&target=nl").status_code == 200
    assert "Choose pages" in staff.post(address, {"target": "nl"}).content.decode()
    answer = staff.post(address, {"target": "nl", "pages": [plain_page.pk]})
    assert "3 texts were translated" in answer.content.decode()
    assert "3 texts" not in staff.post(address, {"target": "nl", "pages": [plain_page.pk]}).content.decode()


def test_explorer_leads_to_the_export(staff: Client, full_page: Any) -> None:
    address = reverse("wagtail_bulk_action", args=["pages", "portalpage", "export_for_translation"])
    answer = staff.get(f"{address}?id={full_page.pk}")
    assert answer.url == f"{reverse('exchange_export')}?page={full_page.pk}"
    edit = staff.get(reverse("wagtailadmin_pages:edit", args=[full_page.pk])).content.decode()
    assert "Export for translation" in edit
