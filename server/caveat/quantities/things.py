"""What a quantity measures: the nearest word that says so, or what its unit measures by default."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from caveat.quantities.grammar import Joined

_FILE = Path(__file__).parent / "things.toml"
BEFORE, AFTER = 44, 30
"""How far a word may stand from its number, in characters."""
_ENDS = re.compile(r"\.(?<=[^\W\d_]{4}\.)(?<!prox\.)(?= |$)|!|\?|;|。|！|？|；|\n|\||•|✅|✔|★|【|】|, |，| [-–—] ")
"""Where a sentence or a list ends; each way begins with a sign, so that the rest of a text is skipped at once."""
_LABEL = 2
"""How much nearer a word before its number counts: labels stand in front."""
_LANGUAGES = ("en", "de", "fr", "es", "it", "zh", "ja", "ko")
_TELLING = 5
"""Letters of a word that says what is measured even at the end of another one."""
_JOINED = 5
"""From this length on a German word may end a compound; of other words a star says so."""


@dataclass(frozen=True)
class _Topic:
    """A text that speaks of `words` measures the thing with one of the units, between two bounds."""

    units: frozenset[str]
    above: float
    below: float
    words: re.Pattern[str]


@dataclass(frozen=True)
class _Word:
    """A word that says what is measured; not with the units `never`."""

    text: str
    thing: str
    never: frozenset[str]
    compound: bool
    """Whether it may end a longer word: "Plattenstärke" is a "Stärke"."""


@dataclass(frozen=True)
class _Kind:
    """All that is known about quantities of a kind in a language; `words` are found by their first two letters."""

    default: str | None
    topics: tuple[tuple[str, _Topic], ...]
    words: dict[str, tuple[_Word, ...]]
    begun: re.Pattern[str]
    """Where a word may begin."""


class Measured(NamedTuple):
    """What a quantity measures, and where the word that said so ends behind it (0: none)."""

    thing: str | None
    said_until: int = 0


class About:
    """What a text is about; each question is answered once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._answers: dict[re.Pattern[str], bool] = {}

    def speaks_of(self, words: re.Pattern[str]) -> bool:
        """Whether one of the words stands anywhere in the text."""
        if words not in self._answers:
            self._answers[words] = words.search(self._text) is not None
        return self._answers[words]


def left_of(text: str, start: int, after: int) -> str:
    """What stands before a number and may speak of it."""
    left = text[max(start - BEFORE, after) : start].lower()
    begun = 0
    for end in _ENDS.finditer(left):
        begun = end.end()
    return left[begun:]


def right_of(text: str, end: int, before: int) -> str:
    """What stands behind a number and may speak of it."""
    right = text[end : min(end + AFTER, before)].lower()
    stop = _ENDS.search(right)
    return right[: stop.start()] if stop else right


def measured(quantity: Joined, language: str, about: About, left: str, right: str) -> Measured:
    """What a quantity measures, from the words around it, or else from what the text is about."""
    if quantity.form == "dimensions" and quantity.unit.kind == "length":
        return Measured("size")
    kind = _kind(quantity.unit.kind, language)
    nearest: _Word | None = None
    best, until = (BEFORE + AFTER, 0), 0
    for word, end in _found(kind, left):
        distance = (len(left) - end + 1 - _LABEL, -len(word.text))
        if distance < best and quantity.unit.name not in word.never:
            nearest, best = word, distance
    for word, end in _found(kind, right):
        distance = (end - len(word.text), -len(word.text))
        if distance < best and quantity.unit.name not in word.never:
            nearest, best, until = word, distance, end
    if nearest:
        return Measured(nearest.thing, until)
    return Measured(_topical(quantity, kind, about) or _by_size(quantity) or kind.default)


def _found(kind: _Kind, text: str) -> Iterator[tuple[_Word, int]]:
    """The words of a kind in a text, each with where it ends."""
    for begun in kind.begun.finditer(text):
        start = begun.start()
        for key in (text[start : start + 2], text[start]):
            for word in kind.words.get(key, ()):
                end = start + len(word.text)
                if text.startswith(word.text, start) and _edges(text, start, end, word.compound):
                    yield word, end


def _edges(text: str, start: int, end: int, compound: bool) -> bool:
    """Whether a word stands alone; Chinese, Japanese and Korean words need no edge."""
    if text[start] >= "\u1100":
        return True
    after = text[end : end + 1]
    if after.isalpha() and after < "\u1100":
        return False
    return compound or not (start and text[start - 1].isalpha())


def _topical(quantity: Joined, kind: _Kind, about: About) -> str | None:
    """What the thing sold gives away: the millimetres of a watch are its diameter."""
    for thing, topic in kind.topics:
        fits = quantity.unit.name in topic.units and topic.above < quantity.numbers[0].value < topic.below
        if fits and about.speaks_of(topic.words):
            return thing
    return None


def _by_size(quantity: Joined) -> str | None:
    """What the size of a number gives away."""
    value, unit = quantity.numbers[0].value, quantity.unit.name
    if quantity.unit.kind == "frequency" and unit == "Hz" and 75 <= value <= 540:
        return "refresh-rate"
    return "dose" if unit in ("mg", "mcg") else None


def names(name: str, things: tuple[str, ...]) -> bool:
    """Whether the name of a fact ends with a word, in any language, for one of some things that are measured."""
    folded = name.lower().rstrip(" ):：(")
    return any(folded.endswith(word) for word in _words_of(things))


@cache
def _words_of(things: tuple[str, ...]) -> tuple[str, ...]:
    table = _table()
    said = (entry.get(language, ()) for thing in things for entry in (table[thing],) for language in _LANGUAGES)
    return tuple(
        {word.lstrip("*").lower() for words in said for word in words if len(word) >= _TELLING or word > "\u1100"}
    )


@cache
def _table() -> dict[str, dict[str, Any]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


@cache
def _kind(kind: str, language: str) -> _Kind:
    table = _table()
    mine = {name: entry for name, entry in table.items() if kind in entry["kinds"]}
    default = next((name for name, entry in mine.items() if kind not in entry.get("only_named", ())), None)
    topics: list[tuple[str, _Topic]] = []
    words: dict[str, list[_Word]] = {}
    for name, entry in mine.items():
        source, never = table[entry.get("same_words", name)], frozenset(entry.get("never", ()))
        thing = entry.get("thing", name)
        for word in dict.fromkeys((*source.get(language, ()), *source.get("en", ()))):
            compound = word[0] == "*" or (language == "de" and len(word) >= _JOINED)
            plain = word.lstrip("*").lower()
            words.setdefault(plain[:2], []).append(_Word(plain, thing, never, compound))
        for topic in entry.get("topics", ()):
            units = frozenset(topic["units"])
            bounds = topic.get("above", float("-inf")), topic.get("below", float("inf"))
            topics.append((thing, _Topic(units, *bounds, _any_of(topic["words"]))))
    filed = {key: tuple(group) for key, group in words.items()}
    return _Kind(default, tuple(topics), filed, _beginnings([word for group in filed.values() for word in group]))


def _beginnings(words: list[_Word]) -> re.Pattern[str]:
    """The first letters of words, where they need an edge behind one."""
    inside = {word.text[0] for word in words if word.compound or word.text[0] >= "\u1100"}
    alone = {word.text[0] for word in words} - inside
    if not inside | alone:
        return re.compile(r"(?!)")
    every, free = (re.escape("".join(sorted(some))) for some in (inside | alone, inside))
    edge = r"(?<![^\W\d_][\s\S])"
    return re.compile(f"[{every}](?:(?<=[{free}])|{edge})" if free else f"[{every}]{edge}")


def _any_of(words: list[str]) -> re.Pattern[str]:
    """A word of a list; one that is written with a star may end a compound."""
    edges = {"*": ""}
    found = (edges.get(word[0], r"\b" if word[0] < "\u1100" else "") + re.escape(word.lstrip("*")) for word in words)
    return re.compile("|".join(found), re.IGNORECASE)
