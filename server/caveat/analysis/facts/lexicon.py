"""Finds the words of the value files in a text: materials, parts, countries, and the phrases around them."""

from collections.abc import Iterable, Iterator, KeysView, Mapping
from typing import NamedTuple

from caveat.analysis.facts.compounds import Compounds
from caveat.rulebook.inflect import forms
from caveat.text.normalise import Folded
from caveat.text.tokens import words

Phrase = tuple[frozenset[str], ...]


class Mention(NamedTuple):
    """A value named in a text. `start` and `end` count tokens; `made` is the thing its word names too: Holztisch."""

    value: str
    start: int
    end: int
    made: str = ""


class Lexicon:
    """The phrases of one language by the tokens they can begin with, each without its first word."""

    def __init__(self, entries: Mapping[str, Iterable[str]], language: str, compounds: Compounds | None = None) -> None:
        self.compounds = compounds
        self._by_first: dict[str, list[tuple[Phrase, str]]] = {}
        for value, phrases in entries.items():
            for phrase in phrases:
                parts = tuple(_forms(word, language) for word in words(Folded(phrase).text))
                for first in parts[0]:
                    self._by_first.setdefault(first, []).append((parts[1:], value))
        for filed in self._by_first.values():
            filed.sort(key=lambda entry: -len(entry[0]))

    @property
    def openings(self) -> KeysView[str]:
        """The tokens with which a phrase can begin."""
        return self._by_first.keys()

    def mentions(self, tokens: list[str]) -> Iterator[Mention]:
        """Every value named, longest first; what is inside a longer phrase is not named by itself."""
        known, made = self._by_first, self.compounds
        if made or not known.keys().isdisjoint(tokens):
            places = [place for place, token in enumerate(tokens) if token in known or (made and made.read(token))]
            yield from self.beginning(tokens, places)

    def beginning(self, tokens: list[str], places: Iterable[int]) -> Iterator[Mention]:
        """The same, where it is known at which tokens one can begin."""
        after = 0
        for place in places:
            found = self.at(tokens, place) if place >= after else None
            if found:
                yield found
                after = found.end

    def at(self, tokens: list[str], place: int) -> Mention | None:
        """The value named from a token on."""
        for rest, value in self._by_first.get(tokens[place], ()):
            if place + len(rest) < len(tokens):
                for offset, forms in enumerate(rest, place + 1):
                    if tokens[offset] not in forms:
                        break
                else:
                    return Mention(value, place, place + 1 + len(rest))
        made = self.compounds.read(tokens[place]) if self.compounds else None
        return Mention(made[0], place, place + 1, made[1]) if made else None


def _forms(word: str, language: str) -> frozenset[str]:
    """The forms of a noun: trimming is no trim, and glasses are no glass."""
    found = forms(word, language)
    if language != "en":
        return found
    verbs = frozenset(one for one in found if one != word and one.endswith(("ing", "ed")))
    return found - verbs - ({word + "es"} if word == "glass" else set())
