"""Whether one text bears out what another states: the same value, a conversion or rounding, a total of packs."""

import re
from collections.abc import Iterable
from functools import cached_property

from caveat.analysis.drafts.amounts import counts, follows
from caveat.analysis.drafts.names import key
from caveat.analysis.drafts.said import Said
from caveat.quantities import Quantity
from caveat.quantities.numbers import words as number_words
from caveat.rulebook.values import FactWords

_DIGITS = re.compile(r"(?<!\d)[0-9]{1,12}(?!\d)")
_THOUSANDS = re.compile(r"(?<!\d)([0-9]{1,6}) ?k\b")
_WORDS = re.compile(r"[^\W_]+")
_COUNTED = frozenset(("count", "people", "portions", "levels", "cores", "age"))
_COMPOUND = 5
"""Letters from which on a German word is looked for inside others."""
_PAIRS = ("pair", "paar", "paire", "par", "paio", "both", "beide", "twin")
_CHINESE = {mark: value for value, mark in enumerate("零一二三四五六七八九十")} | {"两": 2, "双": 2, "对": 2, "両": 2}


class Ground:
    """What one text states, ready to be asked whether it bears out a thing that the other states."""

    def __init__(self, stated: list[Said], text: str, languages: Iterable[str], book: FactWords) -> None:
        self.stated, self.text, self.languages, self.book = stated, text, frozenset(languages), book
        self.folded = text.casefold()

    @cached_property
    def names(self) -> str:
        """The text as names are compared."""
        return key(self.text)

    @cached_property
    def quantities(self) -> list[Quantity]:
        """The quantities of the text."""
        return [one.quantity for one in self.stated if one.quantity]

    @cached_property
    def packs(self) -> frozenset[int]:
        """The sizes of packs that the text speaks of."""
        return counts(self.quantities)

    @cached_property
    def unnamed(self) -> set[float]:
        """Numbers outside every quantity, as in a table whose unit stands in the head of its column."""
        return {float(one.value) for one in self.stated if one.kind == "number"}

    @cached_property
    def bare(self) -> set[float]:
        """The numbers without a unit, in digits and in words."""
        found = self.unnamed | {float(run) for run in _DIGITS.findall(self.text)}
        found |= {1000 * float(run) for run in _THOUSANDS.findall(self.folded)}
        found |= {float(value) for mark, value in _CHINESE.items() if mark in self.text}
        spoken = set(self.folded.replace("-", " ").replace(",", " ").split())
        for language in self.languages:
            found |= {float(value) for word, value in number_words(language).items() if word in spoken}
        return found | ({2.0} if spoken & set(_PAIRS) else set())

    def holds(self, one: Said) -> bool:
        """Whether the text states the same, or what it follows from."""
        if one.quantity:
            return self._measures(one.quantity)
        if one.kind in ("name", "proper"):
            return one.value in self.names
        if one.kind == "number":
            return float(one.value) in self.bare or one.value in self.names
        if one.kind == "feature":
            known = [other for other in self.stated if other.kind == "feature"]
            return any(self._feature(one, other) for other in known) or (one.there and self._spelled(one, known))
        if one.kind == "claim":
            return self._claimed(one)
        if one.kind == "version":
            return any(other.kind == "version" and other.value == one.value for other in self.stated) or self._apart(
                one
            )
        return any(other.kind == one.kind and self._value(one, other) for other in self.stated) or self._joined(one)

    def _claimed(self, one: Said) -> bool:
        """Whether a rule finds the same here, or the words themselves stand here; in another language a like rule."""
        others = [other for other in self.stated if other.kind == "claim"]
        translated = one.claims.passage.language not in self.languages
        if translated and any(other.value.split("/")[0] == one.value.split("/")[0] for other in others):
            return True
        return any(other.value == one.value for other in others) or one.text.casefold() in self.folded

    def _apart(self, one: Said) -> bool:
        """Whether a name and its version stand apart from each other: "Android 2.3, upgradable to 4.0"."""
        name, number = one.value.rsplit(" ", 1)
        named = any(spelled in self.folded for spelled in self.book.named[name].spelled)
        return named and bool(
            re.search(rf"(?:upgrad|updat|aktuali|升级|アップ|업)[^\n]{{0,30}}{re.escape(number)}", self.folded)
        )

    def _joined(self, one: Said) -> bool:
        """Whether a value stands inside a German compound: the beech of "Buchenholz"."""
        if one.kind != "material" or "de" not in self.languages:
            return False
        spelled = [word for word in self.book.values[one.kind].values[one.value].de if len(word) >= _COMPOUND]
        return any(re.search(rf"(?<!kunst)(?<!imitat){re.escape(word[:-1])}", self.folded) for word in spelled)

    def _value(self, one: Said, other: Said) -> bool:
        """Whether a value is the other or what that is a kind of; a translation may also be narrower."""
        group = self.book.values[one.kind]
        translated = one.claims.passage.language != other.claims.passage.language and one.kind == "material"
        return one.value in group.wider(other.value) or (translated and other.value in group.wider(one.value))

    def _feature(self, one: Said, other: Said) -> bool:
        table = self.book.features.features
        return one.there == other.there and (one.value == other.value or one.value in table[other.value].is_)

    def _spelled(self, one: Said, known: list[Said]) -> bool:
        """Whether the text names a feature in other words, or by the name that only spec fields have for it."""
        if any(other.value == one.value for other in known):
            return False
        said = set(_WORDS.findall(self.folded))
        named = (_WORDS.findall(name) for name in self.book.features.features[one.value].named)
        return any(words and set(words) <= said for words in (_WORDS.findall(one.text.casefold()), *named))

    def _measures(self, one: Quantity) -> bool:
        """Whether an amount follows; a count may stand in the other text as a bare number or a word."""
        if one.unit.kind in _COUNTED and all(number.value <= 1 for number in one.numbers):
            return True
        loose = self.bare if one.unit.kind in _COUNTED else self.unnamed
        return follows(one, self.quantities, self.packs, loose)
