"""German words that name a thing and what it is made of: an Edelstahltopf is a pot of stainless steel."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from caveat.rulebook.inflect import forms
from caveat.text.normalise import Folded

_SHORTEST = 3
"""The least that the name of a material has: Alu."""
_REMEMBERED = 8192


class Compounds:
    """The words that begin with a value and end with a thing; both must be known, since Holzkohle is no wood."""

    def __init__(self, entries: Mapping[str, Iterable[str]], things: Iterable[str], others: Iterable[str]) -> None:
        self._first = {
            joined: value for value, words in entries.items() for word in words for joined in _joined(Folded(word).text)
        }
        self._things = frozenset(form for thing in things for form in forms(Folded(thing).text, "de"))
        self._others = frozenset(form for other in others for form in forms(Folded(other).text, "de"))
        self.read = lru_cache(_REMEMBERED)(self._read)
        """The value with which a token begins and the thing with which it ends, if it is such a word."""

    def _read(self, token: str) -> tuple[str, str] | None:
        if token in self._others:
            return None
        for place in range(len(token) - _SHORTEST, _SHORTEST - 1, -1):
            if token[place:] in self._things and token[:place] in self._first:
                return self._first[token[:place]], token[place:]
        return None


def _joined(word: str) -> set[str]:
    """How a word is written before another: Baumwolle in Baumwollhemd, Seide in Seidenschal."""
    if not word.isalpha() or len(word) < _SHORTEST:
        return set()
    if word.endswith("e"):
        return {word, word[:-1], word + "n"}
    return {word, word + "n"} if word.endswith("er") else {word}
