"""Versions, and words that a number contradicts: Bluetooth 5.3 against 5.0, "low sugar" against 78 g."""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from typing import NamedTuple

from caveat.analysis.facts.claims import Claims
from caveat.analysis.facts.denials import denied
from caveat.analysis.facts.features import Denied
from caveat.analysis.facts.lexicon import Mention
from caveat.analysis.facts.sheet import Sheet
from caveat.analysis.facts.stated import Stated
from caveat.analysis.facts.vocabulary import Words

_VERSION = (
    r"[ :\-]{0,2}(?:version[: ]{1,2}|v\.?|ver\.? ?)?(\d{1,4}(?:\.\d{1,2})?)(?![\d.]*\d)"
    r"(?! ?(?:x|mm|cm|gb|mah|w|v|hz|%|inch|mp|m\b|pcs|\"))"
)
_DIGIT = re.compile(r"\d")
_LATER = re.compile(
    r"(?:upgrad|updat|aktualisier|actuali[sz]|aggiorna|升级|アップ|업그레이드)[^\d,;]{0,24}(\d{1,2}(?:\.\d{1,2})?)"
)
"""The version that a thing can be brought to."""


class Version(NamedTuple):
    """A name that carries a version, with its span in the text."""

    name: str
    number: str
    start: int
    end: int


def versions(sheet: Sheet, claims: Claims) -> Iterator[Denied]:
    """Names with a version, in a field, that no fact bears out."""
    known = sheet.once(_stated)
    names = sheet.words.book.facts.named
    found = [one for one in claims.once(named) if one.name in known] if known else []
    for one in found:
        stated = known[one.name]
        if _same(one.number, stated):
            continue
        others = (other.number for other in found if other.name == one.name)
        if not (names[one.name].several and any(_same(number, stated) for number in others)):
            yield Denied(claims, one.start, one.end, stated[0][1])


def _stated(sheet: Sheet) -> dict[str, list[tuple[str, Stated]]]:
    """The versions of which the fields of a form tell, by name."""
    known: dict[str, list[tuple[str, Stated]]] = {}
    spoken = sheet.words.may_name(sheet.written)
    for fact in sheet.fields if spoken else ():
        for one in named_in(f"{fact.name}: {fact.value}", sheet.words, spoken):
            known.setdefault(one.name, []).append((one.number, fact))
            known[one.name] += [(later, fact) for later in _LATER.findall(fact.value)]
    return known


@cache
def _expression(spelled: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z0-9])(?:{'|'.join(map(re.escape, spelled))}){_VERSION}", re.IGNORECASE)


def _same(number: str, stated: Iterable[tuple[str, Stated]]) -> bool:
    return any(float(number) == float(other) for other, _ in stated)


def named(claims: Claims) -> list[Version]:
    """The names of a field that carry a version."""
    return list(named_in(claims.passage.plain, claims.words))


def named_in(text: str, words: Words, among: Collection[str] | None = None) -> Iterator[Version]:
    """Each name of a text that carries a version, with the version and where both stand."""
    if _DIGIT.search(text):
        for name in words.may_name(text.casefold(), among):
            found = _expression(tuple(words.book.facts.named[name].spelled)).finditer(text)
            yield from (Version(name, match[1], *match.span()) for match in found)


def exceeded(sheet: Sheet, claims: Claims) -> Iterator[Denied]:
    """Words of a field such as "low sugar" where the fact's number is above what the word allows."""
    nutrition = sheet.words.book.facts.nutrition.words
    for mention in _bounded(claims):
        for nutrient, most in nutrition[mention.value].most.items():
            grams = sheet.once(_grams_of, nutrient)
            if grams:
                if grams[0][1] > most:
                    yield Denied(claims, *claims.span(mention), grams[0][0])
                break


def _bounded(claims: Claims) -> list[Mention]:
    """The words of a field that a nutrient's number can contradict."""
    found = claims.told.mentions("bounded")
    return [one for one in found if not denied(claims, one.start, one.end, claims.words)]


def _grams_of(sheet: Sheet, nutrient: str) -> list[tuple[Stated, float]]:
    """The facts that state a nutrient, and how many grams of it."""
    stated = ((fact, _grams(fact, nutrient, sheet.words)) for fact in sheet.facts)
    return [(fact, grams) for fact, grams in stated if grams is not None]


def _grams(fact: Stated, nutrient: str, words: Words) -> float | None:
    """How many grams of a nutrient a fact states."""
    if not any(one.value == nutrient for one in words.nutrients.mentions(fact.name_tokens)):
        return None
    values = [float(one.base[0]) * 1000 for one in fact.quantities if one.unit.kind == "mass"]
    found = re.search(r"\d+(?:[.,]\d+)?", fact.value)
    return max(values) if values else float(found[0].replace(",", ".")) if found else None
