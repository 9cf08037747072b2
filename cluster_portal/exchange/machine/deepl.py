"""DeepL, by its public HTTP interface."""

import json
from collections.abc import Iterator, Mapping, Sequence
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from django.utils.translation import gettext as _

from cluster_portal.exchange.machine.adapter import MachineTranslationError

# Per request: at most so many texts, and so many bytes of them.
_TEXTS, _BYTES = 50, 100_000
# In seconds.
_TIMEOUT = 20
_FREE = ":fx"
# What the service calls target languages it knows several kinds of.
_TARGETS = {"en": "EN-GB", "pt": "PT-PT"}


class DeepL:
    """Translates with DeepL; keys of the free plan end with ``:fx`` and have a server of their own."""

    name = "DeepL"

    def __init__(self, key: str, server: str = "") -> None:
        self._key = key
        self._server = server or (
            "https://api-free.deepl.com" if key.endswith(_FREE) else "https://api.deepl.com"
        )

    def translate(
        self, texts: Sequence[str], source: str, target: str, glossary: Mapping[str, str]
    ) -> list[str]:
        """Return the translations (see ``Translator``)."""
        options: dict[str, Any] = {
            "source_lang": source.upper(),
            "target_lang": _TARGETS.get(target, target.upper()),
            "tag_handling": "xml",
            "preserve_formatting": True,
        }
        identity = self._make_glossary(source, target, glossary) if glossary else ""
        if identity:
            options["glossary_id"] = identity
        try:
            translated: list[str] = []
            for batch in _batches(texts):
                answer = self._call("POST", "/v2/translate", {"text": batch, **options})
                found = [str(row.get("text", "")) for row in answer.get("translations", [])]
                if len(found) != len(batch):
                    raise MachineTranslationError(
                        _("DeepL returned another number of texts than it was given.")
                    )
                translated += found
            return translated
        finally:
            if identity:
                self._call("DELETE", f"/v2/glossaries/{identity}")

    def _make_glossary(self, source: str, target: str, glossary: Mapping[str, str]) -> str:
        entries = "\n".join(
            f"{_one_line(term)}\t{_one_line(name)}" for term, name in glossary.items() if term and name
        )
        answer = self._call(
            "POST",
            "/v2/glossaries",
            {
                "name": "Cluster portal",
                "source_lang": source,
                "target_lang": target,
                "entries": entries,
                "entries_format": "tsv",
            },
        )
        return str(answer.get("glossary_id", ""))

    def _call(self, method: str, path: str, data: dict[str, Any] | None = None) -> dict[str, Any]:
        request = Request(  # noqa: S310 - the address is this module's own
            f"{self._server}{path}",
            data=None if data is None else json.dumps(data).encode(),
            headers={"Authorization": f"DeepL-Auth-Key {self._key}", "Content-Type": "application/json"},
            method=method,
        )
        try:
            with urlopen(request, timeout=_TIMEOUT) as response:  # noqa: S310
                body = response.read()
                return json.loads(body) if body else {}
        except HTTPError as error:
            raise MachineTranslationError(_explained(error.code)) from error
        except (URLError, HTTPException, TimeoutError, OSError, ValueError) as error:
            raise MachineTranslationError(_("DeepL did not answer. Try again later.")) from error


def _explained(status: int) -> str:
    if status in (401, 403):
        return _("DeepL does not accept the key in DEEPL_API_KEY.")
    if status == 456:
        return _("The characters of the DeepL plan are used up.")
    if status == 429:
        return _("DeepL has too much to do. Try again later.")
    return _("DeepL refused the request (%s).") % status


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _batches(texts: Sequence[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    size = 0
    for text in texts:
        weight = len(text.encode())
        if batch and (len(batch) == _TEXTS or size + weight > _BYTES):
            yield batch
            batch, size = [], 0
        batch.append(text)
        size += weight
    if batch:
        yield batch
