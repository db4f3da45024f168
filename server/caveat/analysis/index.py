"""Compiles the rule book into an index on words, so that the number of rules does not decide the cost.

One look-up a token finds the slots (lexicons, phrases) that begin there. Only the patterns whose rarest slot was hit
are looked at, so ten times the rules cost almost the same. Measured against a loop over regular expressions in
`make bench`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from caveat.rulebook import RuleBook
from caveat.rulebook.inflect import forms
from caveat.rulebook.pattern import Slot, parse
from caveat.rulebook.schema import Rule
from caveat.text.language import FUNCTION_WORDS
from caveat.text.normalise import Folded
from caveat.text.tokens import words

LANGUAGES = ("en", "de", "fr", "es", "it", "zh", "ja", "ko")
NUMBER = -1
"""The slot that any number fills; it is tested on the spot, not indexed."""
_AFFIX = 4
_REMEMBERED = 50_000


class Affix:
    """The words that begin (or end) alike, in the place of a set of forms."""

    __slots__ = ("affix", "at_end")

    def __init__(self, affix: str, at_end: bool) -> None:
        self.affix, self.at_end = affix, at_end

    def __contains__(self, token: str) -> bool:
        return token.endswith(self.affix) if self.at_end else token.startswith(self.affix)


Forms = frozenset[str] | Affix
Phrase = tuple[int, tuple[Forms, ...], tuple[Forms, ...]]
"""A slot, and what must stand before and after the word by which the phrase is found."""


@dataclass(frozen=True)
class Compiled:
    """A pattern as numbers of slots. `key` is the slot by which it is found."""

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

    def may_be_in(self, text: str) -> bool:
        """Whether the text holds one of the literals without which the shape cannot be."""
        if not self.needs:
            return not text.isascii()
        for need in self.needs:
            if need in text:
                return True
        return False


@dataclass
class Context:
    """The side conditions of one rule in one language."""

    unless: list[Compiled]
    needs: list[Compiled]
    lifted_by: list[Compiled]


@dataclass
class LanguageIndex:
    """All that is looked for in one language."""

    language: str
    words: dict[str, list[Phrase]] = field(default_factory=dict)
    affixes: dict[str, list[tuple[Affix, Phrase]]] = field(default_factory=dict)
    known: dict[str, list[Phrase]] = field(default_factory=dict)
    by_key: dict[int, list[Compiled]] = field(default_factory=dict)
    shapes: dict[int, ShapeSlot] = field(default_factory=dict)
    keyed_shapes: list[ShapeSlot] = field(default_factory=list)
    context: dict[str, Context] = field(default_factory=dict)
    named: dict[str, int] = field(default_factory=dict)
    types: dict[int, str] = field(default_factory=dict)

    def entries(self, token: str) -> list[Phrase]:
        """The phrases found by a token; remembered, since most words of a listing are in the next one too."""
        found = list(self.words.get(token, ()))
        for affix in (token[:_AFFIX], token[-_AFFIX:]) if self.affixes else ():
            found.extend(phrase for head, phrase in self.affixes.get(affix, ()) if token in head)
        if len(self.known) > _REMEMBERED:
            self.known.clear()
        self.known[token] = found
        return found


def build(book: RuleBook, language: str) -> LanguageIndex:
    """The index of one language."""
    return _Builder(book, language).build()


class _Builder:
    def __init__(self, book: RuleBook, language: str) -> None:
        self.book = book
        self.index = LanguageIndex(language)
        self.ids: dict[Slot, int] = {}
        self.sizes: dict[int, int] = {}

    def build(self) -> LanguageIndex:
        for name in ("negator", "negator_after", "not_negator", "media", "printed", "statutory"):
            self.index.named[name] = self._slot(Slot(name))
        for name, entry in self.book.product_types.items():
            if self.index.language in entry.words:
                self.index.types[self._slot(Slot(None, tuple(entry.words[self.index.language])))] = name
        for name, rule in self.book.rules.items():
            if self.index.language in rule.patterns:
                self._add(name, rule)
        return self.index

    def _add(self, name: str, rule: Rule) -> None:
        language = self.index.language
        for pattern in self._compile(name, rule.patterns[language]):
            key = pattern.slots[pattern.key]
            self.index.by_key.setdefault(key, []).append(pattern)
            shape = self.index.shapes.get(key)
            if shape and shape not in self.index.keyed_shapes:
                self.index.keyed_shapes.append(shape)
        sides = (rule.unless, rule.needs, rule.lifted_by)
        self.index.context[name] = Context(*(list(self._compile(name, side.get(language, []))) for side in sides))

    def _compile(self, rule: str, sources: list[str]) -> Iterable[Compiled]:
        for pattern in (pattern for source in sources for pattern in parse(source)):
            slots = tuple(self._slot(slot) for slot in pattern.slots)
            yield Compiled(rule, slots, pattern.gaps, self._key(slots))

    def _key(self, slots: tuple[int, ...]) -> int:
        """The slot with the fewest phrases: the likeliest to be absent. Numbers never, shapes only if alone."""
        return min(range(len(slots)), key=lambda place: (slots[place] == NUMBER, self.sizes.get(slots[place], 1 << 20)))

    def _slot(self, slot: Slot) -> int:
        if slot.name == "number":
            return NUMBER
        if slot in self.ids:
            return self.ids[slot]
        number = self.ids[slot] = len(self.ids)
        if slot.name in self.book.shapes:
            shape = self.book.shapes[slot.name]
            self.index.shapes[number] = ShapeSlot(number, tuple(shape.needs), re.compile(shape.pattern))
            return number
        phrases = list(slot.phrases) or list(self._lexicon(slot.name or "", set()))
        self.sizes[number] = len(phrases)
        for phrase in phrases:
            self._phrase(number, phrase)
        return number

    def _lexicon(self, name: str, seen: set[str]) -> Iterable[str]:
        """The phrases of a lexicon; an entry `{other}` stands for all of another one."""
        if name in seen:
            return
        seen.add(name)
        for phrase in self.book.lexicons.get(name, {}).get(self.index.language, []):
            if phrase.startswith("{"):
                yield from self._lexicon(phrase.strip("{}"), seen)
            else:
                yield phrase

    def _phrase(self, slot: int, written: str) -> None:
        matchers = [matcher for word in written.split() for matcher in self._forms(word)]
        if not matchers:
            return
        place = max(range(len(matchers)), key=lambda place: _rarity(matchers[place], self.index.language))
        head, phrase = matchers[place], (slot, tuple(matchers[:place]), tuple(matchers[place + 1 :]))
        if isinstance(head, Affix):
            key = head.affix[-_AFFIX:] if head.at_end else head.affix[:_AFFIX]
            self.index.affixes.setdefault(key, []).append((head, phrase))
        else:
            for form in head:
                self.index.words.setdefault(form, []).append(phrase)

    def _forms(self, word: str) -> list[Forms]:
        if word.endswith("*") or word.startswith("*"):
            return [Affix(Folded(word.strip("*")).text, word.startswith("*"))]
        exact = word.startswith("=")
        tokens = words(Folded(word.removeprefix("=")).text)
        return [frozenset({token}) if exact else forms(token, self.index.language) for token in tokens]


def _rarity(forms: Forms, language: str) -> tuple[bool, int]:
    """A phrase is found by its longest word that is not a function word: the one fewest texts hold."""
    if isinstance(forms, Affix):
        return True, len(forms.affix)
    return not (forms & FUNCTION_WORDS.get(language, frozenset())), min(len(form) for form in forms)
