"""Yes and no, versions, and words that a number contradicts: "NFC: No", Bluetooth 5.3, "low sugar"."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from caveat.analysis.facts.agree import base
from caveat.analysis.facts.claims import Claims
from caveat.analysis.facts.lexicon import Lexicon
from caveat.analysis.facts.stated import Stated
from caveat.analysis.facts.vocabulary import Words
from caveat.rulebook.schema import Language
from caveat.rulebook.values import Named

_DENIED = 4
"""How many tokens before a feature a denial may stand."""
_IDLE = frozenset("is has have are the a an of required needed included with by for type".split())
_VERSION = (
    r"[ :\-]{0,2}(?:version[: ]{1,2}|v\.?|ver\.? ?)?(\d{1,4}(?:\.\d{1,2})?)(?![\d.]*\d)"
    r"(?! ?(?:x|mm|cm|gb|mah|w|v|hz|%|inch|mp|m\b|pcs|\"))"
)


@dataclass(frozen=True)
class Denied:
    """A span of the copy that a fact denies."""

    claims: Claims
    start: int
    end: int
    fact: Stated


def absent(fields: Sequence[Claims], facts: Iterable[Stated], words: Words) -> Iterator[Denied]:
    """Features that the copy names and a fact says the thing has not."""
    for fact in facts:
        value = fact.value_tokens
        said_no = words.phrases("no").at(value, 0) if value else None
        if not said_no or said_no.end != len(value):
            continue
        named = [token for token in fact.last_tokens if token[0].isalnum() and token not in ("is", "has")]
        if not named or not set(named) - _IDLE or len("".join(named)) < 2:
            continue
        lexicon = _feature(" ".join(named), words.language)
        for claims in fields:
            for mention in lexicon.mentions(claims.scan.tokens):
                if fact.reading is None and not _is_denied(claims, mention.start, mention.end, words):
                    yield Denied(claims, *claims.span(mention), fact)


@lru_cache(maxsize=1024)
def _feature(name: str, language: Language) -> Lexicon:
    return Lexicon({"feature": [name]}, language)


def _is_denied(claims: Claims, start: int, end: int, words: Words) -> bool:
    tokens = claims.scan.tokens
    around = [*range(max(start - _DENIED, 0), start), *range(end, min(end + 3, len(tokens)))]
    return any(words.phrases("negator").at(tokens, place) for place in around) or tokens[end : end + 1] in (
        ["free"], [":"], ["?"]
    )  # fmt: skip


def versions(fields: Sequence[Claims], facts: Sequence[Stated], named: dict[str, Named]) -> Iterator[Denied]:
    """Names with a version that no fact bears out."""
    spelled = _spelled(tuple((name, tuple(entry.spelled)) for name, entry in named.items()))
    known: dict[str, list[tuple[str, Stated]]] = {}
    for fact in facts:
        for name, number, _ in _named(spelled, f"{fact.name}: {fact.value}") if fact.reading is None else ():
            known.setdefault(name, []).append((number, fact))
    if not known:
        return
    for claims in fields:
        found = [one for one in _named(spelled, claims.passage.plain) if one[0] in known]
        for name, number, match in found:
            agreeing = [n for other, n, _ in found if other == name and _same(n, known[name])]
            if not _same(number, known[name]) and not (agreeing and named[name].several):
                yield Denied(claims, match.start(), match.end(), known[name][0][1])


@cache
def _spelled(named: tuple[tuple[str, tuple[str, ...]], ...]) -> dict[str, re.Pattern[str]]:
    """One expression for each name, under the letters that a text must hold for it."""
    return {
        name: re.compile(rf"(?<![A-Za-z0-9])(?:{'|'.join(map(re.escape, spelled))}){_VERSION}", re.IGNORECASE)
        for name, spelled in named
    }


def _named(spelled: dict[str, re.Pattern[str]], text: str) -> Iterator[tuple[str, str, re.Match[str]]]:
    """Each name of the text with its version."""
    folded = text.casefold()
    for name, pattern in spelled.items():
        if name.split("-")[0] in folded or not folded.isascii():
            yield from ((name, match[1], match) for match in pattern.finditer(text))


def _same(number: str, stated: Iterable[tuple[str, Stated]]) -> bool:
    return any(float(number) == float(other) for other, _ in stated)


def exceeded(fields: Sequence[Claims], facts: Sequence[Stated], words: Words) -> Iterator[Denied]:
    """Words such as "low sugar" where the fact's number is above what the word allows."""
    for claims in fields:
        for mention in words.bounded.mentions(claims.scan.tokens):
            if _is_denied(claims, mention.start, mention.end, words):
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
    values = [base(one, one.numbers[0].value) * 1000 for one in fact.quantities if one.unit.kind == "mass"]
    found = re.search(r"\d+(?:[.,]\d+)?", fact.value)
    return max(values) if values else float(found[0].replace(",", ".")) if found else None
