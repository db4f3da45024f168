"""Finds the words of the value files in a text: materials, parts, countries, and the phrases around them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from caveat.analysis.facts.compounds import Compounds
from caveat.rulebook.inflect import forms
from caveat.text.normalise import Folded
from caveat.text.tokens import words

Phrase = tuple[frozenset[str], ...]


@dataclass(frozen=True)
class Mention:
    """A value named in a text. `start` and `end` count tokens; `made` is the thing its word names too: Holztisch."""

    value: str
    start: int
    end: int
    made: str = ""


class Lexicon:
    """The phrases of one language by the tokens they can begin with."""

    def __init__(self, entries: Mapping[str, Iterable[str]], language: str, compounds: Compounds | None = None) -> None:
        self._compounds = compounds
        self._by_first: dict[str, list[tuple[Phrase, str]]] = {}
        for value, phrases in entries.items():
            for phrase in phrases:
                parts = tuple(_forms(word, language) for word in words(Folded(phrase).text))
                for first in parts[0]:
                    self._by_first.setdefault(first, []).append((parts, value))
        for filed in self._by_first.values():
            filed.sort(key=lambda entry: -len(entry[0]))

    @property
    def openings(self) -> Iterable[str]:
        """The tokens with which a phrase can begin."""
        return self._by_first.keys()

    def mentions(self, tokens: list[str]) -> Iterator[Mention]:
        """Every value named, longest first; what is inside a longer phrase is not named by itself."""
        known, made, after = self._by_first, self._compounds, 0
        if made is None and known.keys().isdisjoint(tokens):
            return
        for place in [n for n, token in enumerate(tokens) if token in known or (made and made.read(token))]:
            found = self.at(tokens, place) if place >= after else None
            if found:
                yield found
                after = found.end

    def at(self, tokens: list[str], place: int) -> Mention | None:
        """The value named from a token on."""
        for parts, value in self._by_first.get(tokens[place], ()):
            if len(parts) == 1 or all(
                place + n < len(tokens) and tokens[place + n] in part for n, part in enumerate(parts)
            ):
                return Mention(value, place, place + len(parts))
        made = self._compounds.read(tokens[place]) if self._compounds else None
        return Mention(made[0], place, place + 1, made[1]) if made else None


def _forms(word: str, language: str) -> frozenset[str]:
    """The forms of a noun: trimming is no trim, and glasses are no glass."""
    found = forms(word, language)
    if language != "en":
        return found
    verbs = frozenset(one for one in found if one != word and one.endswith(("ing", "ed")))
    return found - verbs - ({word + "es"} if word == "glass" else set())
