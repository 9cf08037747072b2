"""What a machine translator must do, and which one this installation uses."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string


class MachineTranslationError(Exception):
    """The service did not translate. The text is meant for staff."""


class Translator(Protocol):
    """Translates texts with tags from one language to another."""

    name: str

    def translate(
        self, texts: Sequence[str], source: str, target: str, glossary: Mapping[str, str]
    ) -> list[str]:
        """Return the translations, in the order of ``texts``.

        Texts are XML without a root: ``<g1>…</g1>`` and ``<x2/>`` stand for markup and must come back; ``&lt;`` and
        ``&amp;`` are escaped. ``glossary`` maps terms to what they are called in ``target``. Raises
        MachineTranslationError, and then nothing was translated.
        """
        ...


def configured_translator() -> Translator | None:
    """Return the translator of this installation; None when it has none.

    ``MACHINE_TRANSLATOR`` names a class; without it a key in ``DEEPL_API_KEY`` chooses DeepL.
    """
    named = getattr(settings, "MACHINE_TRANSLATOR", "")
    if named:
        made: Translator = import_string(named)()
        return made
    key = getattr(settings, "DEEPL_API_KEY", "")
    if key:
        from cluster_portal.exchange.machine.deepl import DeepL

        return DeepL(key)
    return None
