"""Sentences about a call that announce a date which is over."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from babel import Locale
from django.db import models
from django.utils import timezone

from cluster_portal.editorial.codes import ProblemCode
from cluster_portal.editorial.problems import Problem
from cluster_portal.editorial.rules.prose import prose
from cluster_portal.languages.units import Unit

# Not after an ordinal: “15. September”.
_SENTENCE_END = re.compile(r"(?<!\b\d\.)(?<!\b\d\d\.)(?<=[.!?…])\s+|\n+")

_FUTURE = {
    "fr": re.compile(
        r"\b(?!opéra|caméra|extra|infra|supra|contra)\w{2,}(?:era|eront|ira|iront|dra|dront|vra|vront|ura|uront)\b"
        r"|\b(?:va|vont)\s+(?:être|\w+er|\w+ir|\w+re)\b|\bprochainement\b|\bbientôt\b|\bprévue?s?\s+(?:pour|en|le|au)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\bwill\b|\bshall\b|\bis going to\b|\bare going to\b|\b(?:is|are) (?:planned|scheduled|expected|due)\b"
        r"|\bupcoming\b|\bforthcoming\b",
        re.IGNORECASE,
    ),
    "nl": re.compile(r"\bzal\b|\bzullen\b|\bbinnenkort\b|\bgepland\b|\bgaat\b.*\bopen\b", re.IGNORECASE),
    "de": re.compile(r"\bwird\b|\bwerden\b|\bdemnächst\b|\bgeplant\b", re.IGNORECASE),
}
_CALL = {
    "fr": re.compile(r"\bappels?\b|\bcandidatures?\b", re.IGNORECASE),
    "en": re.compile(r"\bcalls?\b|\bapplications?\b", re.IGNORECASE),
    "nl": re.compile(r"\boproep(?:en)?\b|\baanvra\w+|\bcalls?\b|\bkandida\w+", re.IGNORECASE),
    "de": re.compile(
        r"\baufruf\w*|\bausschreibung\w*|\bbewerbung\w*|\bcalls?\b|\banträg\w*|\bantrag\w*", re.IGNORECASE
    ),
}
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_NUMERIC = re.compile(r"\b(\d{1,2})[./](\d{1,2})[./](\d{4})\b")
_YEAR = re.compile(r"\b(20\d{2})\b")


def problems(instance: models.Model, unit: Unit, language: str) -> Iterator[Problem]:
    """Yield the sentences that announce what is over, as far as they speak of a call or stand on its page."""
    future, call = _FUTURE.get(language), _CALL.get(language)
    if future is None or call is None:
        return
    is_call = hasattr(instance, "closes_at")
    today = timezone.localdate()
    for sentence in _SENTENCE_END.split(prose(unit, language)):
        if not future.search(sentence) or not (is_call or call.search(sentence)):
            continue
        found = dates(sentence, language)
        # Where one of several dates is still to come, the sentence is right to look ahead.
        if found and all(last < today for _, last in found):
            yield Problem(
                unit.key,
                language,
                ProblemCode.PAST_DATE,
                sentence.strip()[:250],
                unit.label,
                {"date": found[-1][0]},
            )


def dates(sentence: str, language: str) -> list[tuple[str, date]]:
    """Return the dates of a sentence as written, each with the last day it may mean."""
    found: list[tuple[str, date]] = []

    def take(text: str, last: date | None) -> str:
        if last is not None:
            found.append((text.strip(), last))
        return " " * len(text)

    sentence = _ISO.sub(lambda m: take(m[0], _day(int(m[1]), int(m[2]), int(m[3]))), sentence)
    sentence = _NUMERIC.sub(lambda m: take(m[0], _day(int(m[3]), int(m[2]), int(m[1]))), sentence)
    pattern, months = _month_pattern(language)

    def written(match: re.Match[str]) -> str:
        month, year = months[match["month"].lower()], int(match["year"])
        day = match["day"] or match["day_after"]
        return take(match[0], _day(year, month, int(day)) if day else _end_of_month(year, month))

    sentence = pattern.sub(written, sentence)
    for match in _YEAR.finditer(sentence):
        found.append((match[0], date(int(match[0]), 12, 31)))
    return found


@cache
def _month_pattern(language: str) -> tuple[re.Pattern[str], dict[str, int]]:
    names = Locale.parse(language).months["format"]["wide"]
    months = {name.lower(): number for number, name in names.items()}
    any_month = "|".join(re.escape(name) for name in months)
    return (
        re.compile(
            rf"(?:\b(?P<day>\d{{1,2}})(?:er|st|nd|rd|th|\.)?\s+(?:of\s+)?)?\b(?P<month>{any_month})\b"
            rf"(?:\s+(?P<day_after>\d{{1,2}})(?:st|nd|rd|th)?,)?\s+(?P<year>20\d{{2}})\b",
            re.IGNORECASE,
        ),
        months,
    )


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _end_of_month(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
