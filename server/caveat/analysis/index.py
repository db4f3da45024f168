"""Compiles the rule book into an index on words, so that the number of rules does not decide the cost.

Each pattern is filed under its rarest slot. Only these keys are looked for in every text; any other slot is looked for
when the key of a pattern that needs it was found, and only if one of its words is there at all. So ten times the rules
cost almost the same (`make bench`).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import get_args

from caveat.analysis.vocabulary import Phrase, Vocabulary, Words
from caveat.rulebook import RuleBook
from caveat.rulebook.pattern import Pattern, Slot, parse
from caveat.rulebook.schema import Language, Rule

LANGUAGES: tuple[Language, ...] = get_args(Language)
NUMBER = -1
"""The slot that any number fills."""
NAMED = ("negator", "negator_after", "not_negator", "media", "no_answer", "printed", "speaker", "statutory")
"""The lexicons that the shared guards read."""
_COMMON, _SHORT = 200, 5


@dataclass(frozen=True)
class Compiled:
    """A pattern as numbers of slots. `key` is the place of the slot by which it is found."""

    rule: str
    slots: tuple[int, ...]
    gaps: tuple[int, ...]
    key: int


@dataclass
class ShapeSlot:
    """A slot that is a regular expression."""

    slot: int
    needs: tuple[str, ...]
    regex: re.Pattern[str]
    longest: int

    def may_be_in(self, text: str) -> bool:
        """Whether the text holds one of the literals without which the shape cannot be."""
        if self.longest and len(text) > self.longest:
            return False
        return any(map(text.__contains__, self.needs)) if self.needs else not text.isascii()


@dataclass
class Context:
    """The side conditions of one rule in one language."""

    unless: list[Compiled]
    needs: list[Compiled]
    lifted_by: list[Compiled]
    calls: list[Compiled]
    """The wording that calls for what a rule finds absent."""
    forms: list[list[Compiled]]
    """For each of the rule's templates the forms of a claim that it is for; none where it is for all."""


@dataclass
class LanguageIndex:
    """All that is looked for in one language: `keys` in every text, each of `slots` when a pattern asks for it."""

    language: Language
    keys: Vocabulary
    slots: dict[int, Vocabulary] = field(default_factory=dict)
    slots_by_word: dict[str, list[int]] = field(default_factory=dict)
    always: frozenset[int] = frozenset()
    by_key: dict[int, list[Compiled]] = field(default_factory=dict)
    shapes: dict[int, ShapeSlot] = field(default_factory=dict)
    keyed_shapes: list[ShapeSlot] = field(default_factory=list)
    needs: tuple[str, ...] = ()
    shortest: int = 0
    context: dict[str, Context] = field(default_factory=dict)
    named: dict[str, int] = field(default_factory=dict)
    types: dict[int, str] = field(default_factory=dict)
    pairs: set[str] = field(default_factory=set)
    """Characters that follow each other in some phrase of a script without spaces."""
    spaced: set[str] = field(default_factory=set)
    """Those of them, in Korean, that some phrase has a space between."""

    def knows(self, word: str) -> bool:
        """Whether some phrase is found by a word."""
        return self.keys.knows(word) or word in self.slots_by_word

    def joins(self, first: str, second: str) -> bool:
        """Whether two characters follow each other in some phrase."""
        return first + second in self.pairs

    def may_lift(self, rule: str, tokens: Iterable[str]) -> bool:
        """Whether a text holds a word without which no side of a rule that finds absences is met."""
        sides, found = self.context.get(rule), set(tokens)
        for pattern in (*sides.lifted_by, *sides.calls) if sides else ():
            vocabulary = self.slots.get(pattern.slots[pattern.key])
            if not vocabulary or vocabulary.open or not found.isdisjoint(vocabulary.anchors):
                return True
        return False

    def shapes_may_be_in(self, text: str) -> bool:
        """Whether any shape that is a key can be in a text: one question for all of them."""
        return not text.isascii() or len(text) <= self.shortest or any(map(text.__contains__, self.needs))


def build(book: RuleBook, language: Language) -> LanguageIndex:
    """The index of one language."""
    return _Builder(book, language).build()


def _pairs(found: Phrase) -> Iterator[str]:
    for first, second in pairwise(found):
        if isinstance(first, frozenset) and isinstance(second, frozenset) and len(first) == len(second) == 1:
            pair = min(first) + min(second)
            if len(pair) == 2 and not pair.isascii():
                yield pair


class _Builder:
    def __init__(self, book: RuleBook, language: Language) -> None:
        self.book, self.language = book, language
        self.index = LanguageIndex(language, Vocabulary())
        self.words = Words(language)
        self.ids: dict[Slot, int] = {}
        self.phrases: dict[int, list[Phrase]] = {}
        self.frequencies: dict[int, int] = {}

    def build(self) -> LanguageIndex:
        rules = {name: rule for name, rule in self.book.rules.items() if self._reads(rule)}
        for name, rule in rules.items():
            if rule.finds == "absence":
                continue
            for pattern in self._compile(name, rule.patterns.get(self.language, [])):
                self.index.by_key.setdefault(pattern.slots[pattern.key], []).append(pattern)
        self._key_shapes()
        for name, rule in rules.items():
            self.index.context[name] = self._context(name, rule)
        for name in NAMED:
            self.index.named[name] = self._slot(Slot(name))
        for name, entry in self.book.product_types.items():
            self.index.types[self._slot(Slot(None, tuple(entry.words.get(self.language, ()))))] = name
        self._file()
        return self.index

    def _reads(self, rule: Rule) -> bool:
        return self.language in rule.patterns or self.language in rule.lifted_by

    def _context(self, name: str, rule: Rule) -> Context:
        sides = (rule.unless, rule.needs, rule.lifted_by, rule.patterns if rule.finds == "absence" else {})
        templates = rule.rewrites.get(self.language, [])
        forms = [list(self._compile(name, template.when)) for template in templates]
        unless, needs, lifted_by, calls = (list(self._compile(name, side.get(self.language, []))) for side in sides)
        return Context(unless, needs, lifted_by, calls, forms)

    def _key_shapes(self) -> None:
        index = self.index
        index.keyed_shapes = [index.shapes[slot] for slot in index.by_key if slot in index.shapes]
        index.needs = tuple({need for shape in index.keyed_shapes if not shape.longest for need in shape.needs})
        index.shortest = max((shape.longest for shape in index.keyed_shapes), default=0)

    def _file(self) -> None:
        """Keys into the common vocabulary, every other slot into one of its own."""
        index = self.index
        for slot, phrases in self.phrases.items():
            vocabulary = index.keys if slot in index.by_key else Vocabulary()
            for found in phrases:
                vocabulary.add(slot, found, self.words.rarity)
                if self.language in ("zh", "ja", "ko"):
                    self.index.pairs.update(_pairs(found))
            if vocabulary is not index.keys:
                index.slots[slot] = vocabulary
                for word in vocabulary.anchors:
                    index.slots_by_word.setdefault(word, []).append(slot)
        opened = {slot for slot, vocabulary in index.slots.items() if vocabulary.open}
        index.always = frozenset({NUMBER, *index.shapes, *opened})

    def _compile(self, rule: str, sources: list[str]) -> Iterator[Compiled]:
        for pattern in (pattern for source in sources for pattern in parse(source)):
            yield self._pattern(rule, pattern)

    def _pattern(self, rule: str, pattern: Pattern) -> Compiled:
        slots = tuple(self._slot(slot) for slot in pattern.slots)
        key = min(range(len(slots)), key=lambda place: self._frequency(slots[place]))
        return Compiled(rule, slots, pattern.gaps, key)

    def _frequency(self, slot: int) -> int:
        """How often a slot can be expected to occur; numbers never are a key, shapes only if alone."""
        if slot not in self.phrases:
            return 1 << 30 if slot == NUMBER else 1 << 20
        if slot not in self.frequencies:
            self.frequencies[slot] = sum(map(self._commonness, self.phrases[slot]))
        return self.frequencies[slot]

    def _commonness(self, found: Phrase) -> int:
        rarities = [self.words.rarity(forms) for forms in found]
        if not any(rare for rare, _, _ in rarities):
            return _COMMON
        return 4 if len(found) == 1 and rarities[0][1] < _SHORT else 1

    def _slot(self, slot: Slot) -> int:
        if slot.name == "number":
            return NUMBER
        if slot not in self.ids:
            number = self.ids[slot] = len(self.ids)
            if slot.name in self.book.shapes:
                shape = self.book.shapes[slot.name]
                self.index.shapes[number] = ShapeSlot(
                    number, tuple(shape.needs), re.compile(shape.pattern), shape.longest
                )
            else:
                written = slot.phrases or tuple(self._lexicon(slot.name or "", set()))
                self.phrases[number] = self.words.phrases(written)
                if self.language == "ko":
                    for first, second in (pair for each in written for pair in pairwise(each.split())):
                        self.index.spaced.add(first[-1] + second.strip("=*")[:1])
        return self.ids[slot]

    def _lexicon(self, name: str, seen: set[str]) -> Iterable[str]:
        """The phrases of a lexicon; an entry `{other}` stands for all of another one."""
        if name in seen:
            return
        seen.add(name)
        for entry in self.book.lexicons.get(name, {}).get(self.language, []):
            if entry.startswith("{"):
                yield from self._lexicon(entry.strip("{}"), seen)
            else:
                yield entry
