"""Pages for what is refused before any view: in the language of the address, else in the browser’s."""

import pytest
from django.test import Client

from cluster_portal.languages.codes import content_languages

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("translated")]
HEADINGS = {
    403: {
        "fr": "Le formulaire n’a pas été accepté",
        "en": "The form was not accepted",
        "nl": "Het formulier is niet aanvaard",
        "de": "Das Formular wurde nicht angenommen",
    },
    400: {
        "fr": "Aucun site ne porte ce nom",
        "en": "No site has this name",
        "nl": "Geen enkele site heeft deze naam",
        "de": "Keine Website trägt diesen Namen",
    },
}


@pytest.mark.parametrize("language", content_languages())
def test_a_form_without_its_token(language: str) -> None:
    client = Client(enforce_csrf_checks=True)
    answers = [
        client.post(f"/{language}/account/login/", {"login": "a"}, HTTP_ACCEPT_LANGUAGE="nl"),
        client.post("/admin/login/", {"login": "a"}, HTTP_ACCEPT_LANGUAGE=f"{language},en;q=0.5"),
    ]
    for answer in answers:
        html = answer.content.decode()
        assert answer.status_code == 403
        assert f'<html lang="{language}">' in html
        assert HEADINGS[403][language] in html


@pytest.mark.parametrize("language", content_languages())
def test_a_name_that_no_site_has(language: str) -> None:
    for address, accepted in ((f"/{language}/", "nl"), ("/", language)):
        answer = Client().get(address, HTTP_HOST="evil.example:99x", HTTP_ACCEPT_LANGUAGE=accepted)
        assert answer.status_code == 400
        assert HEADINGS[400][language] in answer.content.decode()
        assert "evil" not in answer.content.decode()
