"""Words around a number that say how to read it: "set of", "up to", "per", and the nouns that are counted bare."""

import re
import tomllib
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "phrases.toml"
_QUALIFIERS = ("up to", "at least", "about", "less than", "more than")
_TAIL = " :：(."
"""What may stand between a phrase and its number."""
_MOST = re.compile(r"(?:最大|最高|最长|最長|최대|최고|최장)[\u1100-\uffdc]{0,6}[:： ]{0,2}$")
_LONGEST = 24


class Ending:
    """Phrases that may end a text, each with what it stands for."""

    def __init__(self, phrases: dict[str, str]) -> None:
        self._by_last: dict[str, list[tuple[str, str]]] = {}
        self._known = tuple(phrase.lower().rstrip(_TAIL) for phrase in phrases)
        for phrase, meaning in sorted(phrases.items(), key=lambda item: -len(item[0])):
            known = phrase.lower().rstrip(_TAIL)
            self._by_last.setdefault(known[-1], []).append((known, meaning))

    def within(self, text: str) -> bool:
        """Whether a phrase stands anywhere in a lower-case text; otherwise none ends a part of it."""
        return any(phrase in text for phrase in self._known)

    def of(self, text: str) -> tuple[str, int] | None:
        """What the phrase at the end of a lower-case text stands for, and where it begins."""
        text = text.rstrip(_TAIL)
        if text[-1:] not in self._by_last:
            return None
        for phrase, meaning in self._by_last.get(text[-1:], ()):
            if text.endswith(phrase):
                start = len(text) - len(phrase)
                if phrase[0] >= "\u1100" or not text[start - 1 : start].isalpha() or not phrase[0].isalpha():
                    return meaning, start
        return None


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def _phrases(name: str, language: str) -> list[str]:
    return list(dict.fromkeys((*_table()[name].get("en", ()), *_table()[name].get(language, ()))))


@cache
def before(name: str, language: str) -> Ending:
    """The phrases of a list, to be looked for right before a number."""
    return Ending(dict.fromkeys(_phrases(name, language), name))


@cache
def after(name: str, language: str) -> re.Pattern[str]:
    """A phrase of a list, right after a number."""
    known = sorted(_phrases(name, language), key=len, reverse=True)
    latin = "|".join(re.escape(one) for one in known if one[0] < "\u1100") or r"(?!)"
    other = "|".join(re.escape(one) for one in known if one[0] >= "\u1100") or r"(?!)"
    return re.compile(rf"[ -]?\(?(?:(?:{latin})(?![^\W\d_])|{other})", re.IGNORECASE)


@cache
def countable(language: str) -> frozenset[str]:
    """Nouns that are counted without a unit, singular and plural."""
    own, english = _table()["countable"].get(language, []), _table()["countable"]["en"]
    return frozenset((*own, *english, *(f"{noun}s" for noun in english)))


@cache
def _qualifying(language: str) -> Ending:
    return Ending({phrase: name for name in reversed(_QUALIFIERS) for phrase in _phrases(name, language)})


@cache
def _behind(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, after(f"{name} behind", language)) for name in ("at least", "up to", "less than"))


@cache
def _any_behind(language: str) -> re.Pattern[str]:
    return re.compile("|".join(behind.pattern for _, behind in _behind(language)), re.IGNORECASE)


def qualifier(left: str, right: str, language: str) -> str | None:
    """What is said of a number beside it: "up to", "about", "or more"; both sides lower-case."""
    rest = right.lstrip("+")
    if rest != right and rest.strip():
        return "at least"
    if right and _any_behind(language).match(right):
        return next(name for name, behind in _behind(language) if behind.match(right))
    said = _qualifying(language).of(left)
    article = None if said else before("article", language).of(left)
    said = _qualifying(language).of(left[: article[1]]) if article else said
    return said[0] if said else _most(left, language)


def _most(left: str, language: str) -> str | None:
    """A maximum with its noun: "max load 120 kg"."""
    if not left.isascii() and _MOST.search(left):
        return "up to"
    for _ in range(2) if before("most", language).within(left) else ():
        shorter = _without_last_word(left)
        if shorter == left:
            return None
        left = shorter
        if before("most", language).of(left):
            return "up to"
    return None


def _without_last_word(left: str) -> str:
    """A text without its last word and the signs behind it; the text itself where it ends with none that is short."""
    end = len(left.rstrip(_TAIL))
    start, least = end, max(len(left) - _LONGEST, 0)
    while start > least and left[start - 1].isalnum() and not left[start - 1].isdecimal():
        start -= 1
    return left if start == end else left[:start]
