"""Which phrases a token can belong to: one look-up a token, each phrase filed under its rarest word."""

from collections.abc import Iterable, KeysView

from caveat.rulebook.inflect import forms
from caveat.text.chinese import simplified
from caveat.text.disguise import with_letters
from caveat.text.language import FUNCTION_WORDS
from caveat.text.normalise import Folded
from caveat.text.tokens import words

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
Phrase = tuple[Forms, ...]
Entry = tuple[int, Phrase, Phrase]
"""A slot, and what must stand before and after the word by which its phrase is found."""


def phrase(written: str, language: str) -> Phrase:
    """A phrase of a pattern or lexicon as the forms of its words: `get rid of`, `=cure`, `antibak*`."""
    return tuple(found for word in written.split() for found in _word(word, language))


def _word(word: str, language: str) -> Iterable[Forms]:
    if word.endswith("*") or word.startswith("*"):
        return [Affix(Folded(word.strip("*")).text, word.startswith("*"))]
    exact = word.startswith("=")
    folded = Folded(word.removeprefix("=")).text
    readable = simplified(folded) if language == "zh" else folded
    tokens = with_letters(words(readable), readable)
    common = FUNCTION_WORDS.get(language, frozenset())
    return [frozenset({token}) if exact or token in common else forms(token, language) for token in tokens]


def is_function_word(found: Forms, language: str) -> bool:
    """Whether a word is one of those that most texts hold, or a sign."""
    if isinstance(found, Affix):
        return False
    return bool(found & FUNCTION_WORDS.get(language, frozenset())) or not any(form.isalnum() for form in found)


class Vocabulary:
    """Phrases by token. Threads may share it: what it remembers is the same whoever asked first."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.known: dict[str, tuple[Entry, ...]] = {}
        self._words: dict[str, list[Entry]] = {}
        self._affixes: dict[str, list[tuple[Affix, Entry]]] = {}

    def add(self, slot: int, found: Phrase) -> None:
        """File a phrase of a slot under its longest word that is not a function word."""
        place = max(range(len(found)), key=lambda place: self._rarity(found[place]))
        head, entry = found[place], (slot, found[:place], found[place + 1 :])
        if isinstance(head, Affix):
            key = head.affix[-_AFFIX:] if head.at_end else head.affix[:_AFFIX]
            self._affixes.setdefault(key, []).append((head, entry))
        else:
            for form in head:
                self._words.setdefault(form, []).append(entry)

    def _rarity(self, found: Forms) -> tuple[bool, int, bool]:
        size = len(found.affix) if isinstance(found, Affix) else min(len(form) for form in found)
        written = found.affix if isinstance(found, Affix) else min(found)
        return not is_function_word(found, self.language), size, written > "\u30ff"  # kana are commoner than characters

    def among(self, tokens: Iterable[str]) -> list[tuple[str, tuple[Entry, ...]]]:
        """The tokens by which some phrase is found, each with its phrases."""
        known, look_up, found = self.known, self.entries, []
        for token in tokens:
            entries = known.get(token)
            if entries is None:
                entries = look_up(token)
            if entries:
                found.append((token, entries))
        return found

    @property
    def anchors(self) -> list[str]:
        """The words by which phrases are found."""
        return list(self._words)

    @property
    def open(self) -> bool:
        """Whether a phrase is found by the beginning or end of a word, so that no list of words says what may be in."""
        return bool(self._affixes)

    def few_among(self, tokens: KeysView[str]) -> list[tuple[str, tuple[Entry, ...]]]:
        """`among` for a small vocabulary, of which most texts hold nothing: remembers nothing."""
        if self._affixes:
            return self.among(tokens)
        return [(token, tuple(self._words[token])) for token in sorted(self._words.keys() & tokens)]

    def entries(self, token: str) -> tuple[Entry, ...]:
        """The phrases found by a token; remembered, since most words of a listing are in the next one too."""
        found = list(self._words.get(token, ()))
        for affix in (token[:_AFFIX], token[-_AFFIX:]) if self._affixes else ():
            found.extend(entry for head, entry in self._affixes.get(affix, ()) if token in head)
        if len(self.known) > _REMEMBERED:
            self.known.clear()
        self.known[token] = tuple(found)
        return self.known[token]
