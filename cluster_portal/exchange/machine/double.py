"""A translator for tests and demonstrations: it marks texts and remembers what it was sent."""

from collections.abc import Mapping, Sequence


class MarkingTranslator:
    """Returns each text with the target language before its words, after putting in the terms of the glossary."""

    name = "Marking translator"
    # What was sent since the list was emptied, by all of its kind.
    sent: list[str] = []

    def translate(
        self, texts: Sequence[str], source: str, target: str, glossary: Mapping[str, str]
    ) -> list[str]:
        """Return the marked texts."""
        type(self).sent.extend(texts)
        return [self._marked(text, target, glossary) for text in texts]

    @staticmethod
    def _marked(text: str, target: str, glossary: Mapping[str, str]) -> str:
        for term, name in glossary.items():
            text = text.replace(term, name)
        # The mark goes behind the tags that begin the text.
        place = 0
        while text.startswith("<", place):
            place = text.index(">", place) + 1
        return f"{text[:place]}[{target}] {text[place:]}"
