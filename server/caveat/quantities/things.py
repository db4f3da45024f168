"""What a quantity measures: the nearest word that says so, or what its unit measures by default."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from caveat.quantities.grammar import Joined

_FILE = Path(__file__).parent / "things.toml"
BEFORE, AFTER = 44, 30
"""How far a word may stand from its number, in characters."""
_ENDS = re.compile(r"(?<=[^\W\d_]{4})\.(?= |$)|[!?;。！？；\n|•✅✔★【】]|, |，| [-–—] ")
_FAR = 1000
_LABEL = 2
"""How much nearer a word before its number counts: labels stand in front."""


@dataclass(frozen=True)
class _Thing:
    name: str
    only_named: bool
    words: tuple[str, ...]
    topics: tuple[tuple[frozenset[str], int, re.Pattern[str]], ...]
    """Units, a bound and words: a text that speaks of one measures this with the unit below the bound."""


@dataclass(frozen=True)
class Measured:
    """What a quantity measures, and where the word that said so ends behind it (0: none)."""

    thing: str | None
    said_until: int = 0


def left_of(text: str, start: int, after: int) -> str:
    """What stands before a number and may speak of it."""
    left = text[max(start - BEFORE, after) : start].casefold()
    ends = list(_ENDS.finditer(left))
    return left[ends[-1].end() :] if ends else left


def right_of(text: str, end: int, before: int) -> str:
    """What stands behind a number and may speak of it."""
    right = text[end : min(end + AFTER, before)].casefold()
    stop = _ENDS.search(right)
    return right[: stop.start()] if stop else right


def measured(quantity: Joined, language: str, text: str, left: str, right: str) -> Measured:
    """What a quantity measures, from the words around it."""
    if quantity.form == "dimensions" and quantity.unit.kind == "length":
        return Measured("size")
    default, nearest, best, until = _default(quantity), None, (_FAR - _LABEL, -_FAR), 0
    for one in _things(language).get(quantity.unit.kind, ()):
        if default is None and not one.only_named:
            default = one.name
        for word in one.words:
            before, after = _distance_before(left, word, language) - _LABEL, _distance_after(right, word)
            if (min(before, after), -len(word)) < best:
                nearest, best = one.name, (min(before, after), -len(word))
                until = after + len(word) if after < before else 0
    return Measured(nearest or _topical(quantity, language, text) or default, until if nearest else 0)


def _topical(quantity: Joined, language: str, text: str) -> str | None:
    """What the thing sold gives away: the millimetres of a watch are its diameter."""
    for one in _things(language).get(quantity.unit.kind, ()):
        for named, below, words in one.topics:
            if quantity.unit.name in named and quantity.numbers[0].value < below and words.search(text):
                return one.name
    return None


def _default(quantity: Joined) -> str | None:
    """What the size of a number gives away."""
    value, unit = quantity.numbers[0].value, quantity.unit.name
    if quantity.unit.kind == "time" and unit == "year" and 1900 <= value <= 2100:
        return "year"
    if unit == "Hz" and 75 <= value <= 540:
        return "refresh-rate"
    if unit in ("mg", "mcg"):
        return "dose"
    return None


def _distance_before(left: str, word: str, language: str) -> int:
    joins = language == "de" and len(word) > 4  # "Plattenstärke" is a "Stärke"
    place = left.rfind(word)
    while place >= 0 and not _edges(left, place, place + len(word), joins):
        place = left.rfind(word, 0, place + len(word) - 1)
    return _FAR if place < 0 else len(left) - place - len(word) + 1


def _distance_after(right: str, word: str) -> int:
    place = right.find(word)
    while place >= 0 and not _edges(right, place, place + len(word)):
        place = right.find(word, place + 1)
    return _FAR if place < 0 else place


def _edges(text: str, start: int, end: int, joins: bool = False) -> bool:
    """Whether a word stands alone; Chinese, Japanese and Korean words need no edge."""
    if text[start] >= "\u1100":
        return True
    after = text[end : end + 1]
    return (joins or not text[max(start - 1, 0) : start].isalpha()) and not (after.isalpha() and after < "\u1100")


@cache
def _things(language: str) -> dict[str, list[_Thing]]:
    """The things by kind of unit."""
    table = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    found: dict[str, list[_Thing]] = {}
    for name, entry in table.items():
        source = table[entry["same_words"]] if "same_words" in entry else entry
        words = tuple(dict.fromkeys((*source.get(language, ()), *source.get("en", ()))))
        topics = tuple(
            (frozenset(topic["units"]), topic.get("below", 10**6), _any_of(topic["words"]))
            for topic in entry.get("topics", ())
        )
        one = _Thing(entry.get("name", name), entry.get("only_named", False), words, topics)
        for kind in entry["kinds"]:
            found.setdefault(kind, []).append(one)
    return found


def _any_of(words: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b{word}" if word[0] < "\u1100" else word for word in words), re.IGNORECASE)
