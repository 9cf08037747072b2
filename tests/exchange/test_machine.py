"""Machine translation: only what is missing, only what is public, marked until a person confirms it."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from cluster_portal.exchange.machine import MachineTranslationError, configured_translator
from cluster_portal.exchange.machine.deepl import DeepL
from cluster_portal.exchange.machine.double import MarkingTranslator
from cluster_portal.exchange.machine.filling import fill_missing
from cluster_portal.exchange.models import GlossaryTerm
from cluster_portal.languages.codes import get_value
from cluster_portal.languages.models import TranslationState, UnitConfirmation
from cluster_portal.languages.states import mark_valid
from tests import factories
from tests.exchange.conftest import document, stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def double() -> Iterator[MarkingTranslator]:
    MarkingTranslator.sent.clear()
    yield MarkingTranslator()
    MarkingTranslator.sent.clear()


def test_fills_what_is_missing_as_a_draft_marked_as_machine_made(plain_page: Any, double: Any) -> None:
    factories.record(GlossaryTerm, term={"fr": "partie", "nl": "deel"})
    factories.edit(plain_page, title={"nl": "Van een mens"})
    others = stored(plain_page, ["fr", "en", "de"])["texts"]
    page = type(plain_page).objects.get(pk=plain_page.pk)
    filled = fill_missing([page.get_latest_revision_as_object()], "nl", double)
    assert (filled.records, filled.units, filled.left_out) == (1, 2, [])
    page = type(plain_page).objects.get(pk=plain_page.pk)
    draft = page.get_latest_revision_as_object()
    assert get_value(draft, "title", "nl") == "Van een mens"
    body = get_value(draft, "body", "nl")
    assert body[0].value["text"] == "[nl] Une deel"
    assert body[1].value.source == "<p>[nl] Un <b>mot</b> gras.</p>"
    assert stored(plain_page, ["fr", "en", "de"])["texts"] == others
    assert not page.is_live_in("nl")
    machine = UnitConfirmation.objects.filter(object_id=page.pk, language="nl", is_machine=True)
    assert machine.count() == 2
    state = TranslationState.objects.of_record(page).get(language="nl")
    assert (state.state, state.units_machine) == ("up_to_date", 2)
    mark_valid(draft, ["nl"])
    assert not machine.exists()
    assert fill_missing([draft], "nl", double).units == 0


def test_what_is_restricted_is_never_sent(plain_page: Any, double: Any) -> None:
    below = factories.plain_page(plain_page, title={"fr": "Dessous"})
    PageViewRestriction.objects.create(page=plain_page, restriction_type=PageViewRestriction.LOGIN)
    private = Collection.get_first_root_node().add_child(name="Private")
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    paper = document()
    paper.collection = private
    paper.save()
    fresh = [type(page).objects.get(pk=page.pk) for page in (plain_page, below)]
    filled = fill_missing([*fresh, paper], "en", double)
    assert MarkingTranslator.sent == []
    assert (filled.units, len(filled.left_out)) == (0, 3)


def test_broken_codes_and_long_answers_are_left_out(plain_page: Any) -> None:
    class Careless:
        name = "Careless"

        def translate(self, texts: Any, *args: Any) -> list[str]:
            return ["x" * 300 if "<" not in text else "<p>no</p>" for text in texts]

    filled = fill_missing([plain_page], "nl", Careless())
    assert filled.units == 0
    assert len(filled.left_out) == 3


def test_a_translator_of_german_fills_no_dutch(plain_page: Any, double: Any) -> None:
    from django.contrib.auth.models import Group

    from cluster_portal.languages.models import GroupLanguage

    group = Group.objects.create(name="German")
    GroupLanguage.objects.create(group=group, language="de")
    user = factories.user()
    user.groups.add(group)
    filled = fill_missing([plain_page], "nl", double, user=user)
    assert filled.units == 0
    assert MarkingTranslator.sent == []


def test_configured_by_settings(settings: Any) -> None:
    settings.DEEPL_API_KEY = settings.MACHINE_TRANSLATOR = ""
    assert configured_translator() is None
    settings.DEEPL_API_KEY = "key:fx"
    assert isinstance(configured_translator(), DeepL)
    settings.MACHINE_TRANSLATOR = "cluster_portal.exchange.machine.double.MarkingTranslator"
    assert isinstance(configured_translator(), MarkingTranslator)


class Service(BaseHTTPRequestHandler):
    """Speaks as DeepL does."""

    calls: list[tuple[str, str, Any, str]] = []
    status = 200

    def _answer(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        data = json.loads(self.rfile.read(length)) if length else None
        self.calls.append((self.command, self.path, data, self.headers["Authorization"]))
        body: dict[str, Any] = {"glossary_id": "g1"}
        if self.path == "/v2/translate":
            body = {"translations": [{"text": text.upper()} for text in data["text"]]}
        self.send_response(self.status)
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    do_POST = do_DELETE = _answer  # noqa: N815 - named by http.server

    def log_message(self, *args: Any) -> None:
        """Be quiet."""


@pytest.fixture
def service() -> Iterator[str]:
    Service.calls, Service.status = [], 200
    server = HTTPServer(("127.0.0.1", 0), Service)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_deepl(service: str) -> None:
    texts = [f"mot {number}" for number in range(120)]
    made = DeepL("secret", service).translate(texts, "fr", "en", {"pôle": "cluster"})
    assert made == [text.upper() for text in texts]
    methods = [(method, path) for method, path, *_ in Service.calls]
    assert methods == [
        ("POST", "/v2/glossaries"),
        *[("POST", "/v2/translate")] * 3,
        ("DELETE", "/v2/glossaries/g1"),
    ]
    translation = Service.calls[1][2]
    assert translation["source_lang"] == "FR"
    assert translation["target_lang"] == "EN-GB"
    assert translation["tag_handling"] == "xml"
    assert translation["glossary_id"] == "g1"
    assert Service.calls[1][3] == "DeepL-Auth-Key secret"


@pytest.mark.parametrize(
    ("status", "words"), [(403, "key"), (456, "used up"), (429, "too much"), (500, "500")]
)
def test_deepl_refuses(service: str, status: int, words: str) -> None:
    Service.status = status
    with pytest.raises(MachineTranslationError, match=words):
        DeepL("secret", service).translate(["a"], "fr", "nl", {})


def test_deepl_is_away() -> None:
    with pytest.raises(MachineTranslationError, match="did not answer"):
        DeepL("secret", "http://127.0.0.1:1").translate(["a"], "fr", "nl", {})
