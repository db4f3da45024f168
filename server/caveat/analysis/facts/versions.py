"""Versions, and words that a number contradicts: Bluetooth 5.3 against 5.0, "low sugar" against 78 g."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from caveat.analysis.facts.claims import Claims
from caveat.analysis.facts.denials import denied
from caveat.analysis.facts.features import Denied
from caveat.analysis.facts.stated import Stated
from caveat.analysis.facts.vocabulary import Words
from caveat.rulebook.values import Named

_VERSION = (
    r"[ :\-]{0,2}(?:version[: ]{1,2}|v\.?|ver\.? ?)?(\d{1,4}(?:\.\d{1,2})?)(?![\d.]*\d)"
    r"(?! ?(?:x|mm|cm|gb|mah|w|v|hz|%|inch|mp|m\b|pcs|\"))"
)
_DIGIT = re.compile(r"\d")
_LATER = re.compile(
    r"(?:upgrad|updat|aktualisier|actuali[sz]|aggiorna|升级|アップ|업그레이드)[^\d,;]{0,24}(\d{1,2}(?:\.\d{1,2})?)"
)
"""The version that a thing can be brought to."""


def versions(fields: Sequence[Claims], facts: Sequence[Stated], named: dict[str, Named]) -> Iterator[Denied]:
    """Names with a version that no fact bears out."""
    known: dict[str, list[tuple[str, Stated]]] = {}
    for fact in facts:
        for name, number, _ in named_in(f"{fact.name}: {fact.value}", named) if fact.reading is None else ():
            known.setdefault(name, []).append((number, fact))
            known[name] += [(later, fact) for later in _LATER.findall(fact.value)]
    if not known:
        return
    for claims in fields:
        found = [one for one in named_in(claims.passage.plain, named) if one[0] in known]
        for name, number, match in found:
            stated = known[name]
            if _same(number, stated):
                continue
            if not (named[name].several and any(other == name and _same(n, stated) for other, n, _ in found)):
                yield Denied(claims, match.start(), match.end(), stated[0][1])


@cache
def _expression(spelled: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z0-9])(?:{'|'.join(map(re.escape, spelled))}){_VERSION}", re.IGNORECASE)


def _same(number: str, stated: Iterable[tuple[str, Stated]]) -> bool:
    return any(float(number) == float(other) for other, _ in stated)


def named_in(text: str, named: dict[str, Named]) -> Iterator[tuple[str, str, re.Match[str]]]:
    """Each name of a text that carries a version, with the version and where both stand."""
    folded = text.casefold()
    if not _DIGIT.search(folded):
        return
    foreign = not folded.isascii()
    for name, entry in named.items():
        if foreign or name.partition("-")[0] in folded:
            found = _expression(tuple(entry.spelled)).finditer(text)
            yield from ((name, match[1], match) for match in found)


def exceeded(fields: Sequence[Claims], facts: Sequence[Stated], words: Words) -> Iterator[Denied]:
    """Words such as "low sugar" where the fact's number is above what the word allows."""
    for claims in fields:
        for mention in words.bounded.mentions(claims.scan.tokens):
            if denied(claims, mention.start, mention.end, words):
                continue
            for nutrient, most in words.book.facts.nutrition.words[mention.value].most.items():
                stated = [(fact, grams) for fact in facts if (grams := _grams(fact, nutrient, words)) is not None]
                if stated:
                    yield from (
                        Denied(claims, *claims.span(mention), fact) for fact, grams in stated[:1] if grams > most
                    )
                    break


def _grams(fact: Stated, nutrient: str, words: Words) -> float | None:
    """How many grams of a nutrient a fact states."""
    if not any(one.value == nutrient for one in words.nutrients.mentions(fact.name_tokens)):
        return None
    values = [float(one.base[0]) * 1000 for one in fact.quantities if one.unit.kind == "mass"]
    found = re.search(r"\d+(?:[.,]\d+)?", fact.value)
    return max(values) if values else float(found[0].replace(",", ".")) if found else None
