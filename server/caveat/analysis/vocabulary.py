"""Which phrases a token can belong to: one look-up a token, each phrase filed under its rarest word."""

from collections.abc import Callable, Iterable, KeysView
from typing import Any, Self

from caveat.rulebook.endings import variants
from caveat.rulebook.inflect import forms
from caveat.text.disguise import readable, with_letters
from caveat.text.language import FUNCTION_WORDS
from caveat.text.normalise import Folded
from caveat.text.tokens import words

_AFFIX = 4
_REMEMBERED = 50_000
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


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
Rarity = tuple[bool, int, bool]
Plain = tuple[dict[str, Any], dict[str, Any], dict[str, Any]]


def _holds_affix(entry: Entry) -> bool:
    return any(isinstance(found, Affix) for phrase in entry[1:] for found in phrase)


def _entry(entry: tuple[int, Any, Any], of: Callable[[Any], Any]) -> tuple[int, Any, Any]:
    """An entry with each of its words changed."""
    slot, before, after = entry
    return slot, tuple(map(of, before)), tuple(map(of, after))


def _plain_forms(found: Forms) -> Any:
    return (found.affix, found.at_end) if isinstance(found, Affix) else found


def _forms(plain: Any) -> Forms:
    return Affix(*plain) if isinstance(plain, tuple) else plain


class Words:
    """The words of one language as their forms, each worked out once while its index is built."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._common = FUNCTION_WORDS.get(language, frozenset())
        self._known: dict[str, Phrase] = {}
        self._rarities: dict[Forms, Rarity] = {}
        self._same: dict[str, str] = {}

    def phrases(self, written: Iterable[str]) -> list[Phrase]:
        """Phrases as `phrase` reads them, with the endings that are signs of their own in Japanese and Korean."""
        one_by_one = dict.fromkeys(form for each in written for form in variants(each, self.language))
        return [found for found in map(self.phrase, one_by_one) if found]

    def phrase(self, written: str) -> Phrase:
        """A phrase of a pattern or lexicon as the forms of its words: `get rid of`, `=cure`, `antibak*`."""
        pieces = written.split()
        return (
            self._word(pieces[0]) if len(pieces) == 1 else tuple(found for word in pieces for found in self._word(word))
        )

    def _word(self, word: str) -> Phrase:
        if word not in self._known:
            self._known[word] = self._forms(word)
        return self._known[word]

    def _forms(self, word: str) -> Phrase:
        if word.endswith("*") or word.startswith("*"):
            return (Affix(readable(Folded(word.strip("*")).text, self.language), word.startswith("*")),)
        exact = word.startswith("=")
        read = readable(Folded(word.removeprefix("=")).text, self.language)
        found: Iterable[frozenset[str]] = (
            frozenset({token}) if exact or token in self._common else forms(token, self.language)
            for token in with_letters(words(read), read)
        )
        if self.language == "de" and not read.isascii():
            found = map(_without_umlauts, found)
        return tuple(map(self._shared, found))

    def _shared(self, found: frozenset[str]) -> Forms:
        """The forms, each held in memory once however many words have it."""
        return frozenset([self._same.setdefault(form, form) for form in found])

    def rarity(self, found: Forms) -> Rarity:
        """How well a word serves to find a phrase by: whether most texts hold it, its length, and its script."""
        if found not in self._rarities:
            written = found.affix if isinstance(found, Affix) else min(found)
            size = len(written) if isinstance(found, Affix) else min(map(len, found))
            self._rarities[found] = (
                not self._in_most(found),
                size,
                written > "\u30ff",
            )  # kana are commoner than characters
        return self._rarities[found]

    def _in_most(self, found: Forms) -> bool:
        """Whether a word is one of those that most texts hold, or a sign."""
        if isinstance(found, Affix):
            return False
        return not self._common.isdisjoint(found) or not any(map(str.isalnum, found))


def _without_umlauts(found: frozenset[str]) -> frozenset[str]:
    """German forms, and how they are typed where the keyboard has no umlauts: `tötet`, `toetet`."""
    return found | {form.translate(_UMLAUTS) for form in found}


class Vocabulary:
    """Phrases by token. Threads may share it: what it remembers is the same whoever asked first."""

    def __init__(self) -> None:
        self.known: dict[str, tuple[Entry, ...]] = {}
        self._words: dict[str, tuple[Entry, ...]] = {}
        self._affixes: dict[str, list[tuple[Affix, Entry]]] = {}

    def add(self, slot: int, found: Phrase, rarity: Callable[[Forms], Rarity]) -> None:
        """File a phrase of a slot under its rarest word."""
        place = max(range(len(found)), key=lambda place: rarity(found[place])) if len(found) > 1 else 0
        head, entry = found[place], (slot, found[:place], found[place + 1 :])
        if isinstance(head, Affix):
            key = head.affix[-_AFFIX:] if head.at_end else head.affix[:_AFFIX]
            self._affixes.setdefault(key, []).append((head, entry))
        else:
            alone = (entry,)  # one for all forms of the word, since most of them lead nowhere else
            for form in head:
                self._words[form] = self._words[form] + alone if form in self._words else alone

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

    def knows(self, word: str) -> bool:
        """Whether some phrase is found by this word."""
        return word in self._words

    @property
    def open(self) -> bool:
        """Whether a phrase is found by the beginning or end of a word, so that no list of words says what may be in."""
        return bool(self._affixes)

    def plain(self) -> Plain:
        """All of it as plain data. Words are as they are, all but those whose phrases hold an affix."""
        with_affix = {word for word, entries in self._words.items() if any(map(_holds_affix, entries))}
        return (
            {word: entries for word, entries in self._words.items() if word not in with_affix},
            {word: [_entry(entry, _plain_forms) for entry in self._words[word]] for word in with_affix},
            {key: [(_plain_forms(head), _entry(entry, _plain_forms)) for head, entry in heads]
             for key, heads in self._affixes.items()},
        )  # fmt: skip

    @classmethod
    def of(cls, plain: Plain) -> Self:
        """The vocabulary that `plain` was taken of."""
        made = cls()
        made._words, with_affix, affixes = plain
        for word, entries in with_affix.items():
            made._words[word] = tuple(_entry(entry, _forms) for entry in entries)
        for key, heads in affixes.items():
            made._affixes[key] = [(Affix(*head), _entry(entry, _forms)) for head, entry in heads]
        return made

    def few_among(self, tokens: KeysView[str]) -> list[tuple[str, tuple[Entry, ...]]]:
        """`among` for a small vocabulary, of which most texts hold nothing: remembers nothing."""
        if self._affixes:
            return self.among(tokens)
        return [(token, self._words[token]) for token in sorted(self._words.keys() & tokens)]

    def entries(self, token: str) -> tuple[Entry, ...]:
        """The phrases found by a token; remembered, since most words of a listing are in the next one too."""
        found = self._words.get(token, ())
        for affix in (token[:_AFFIX], token[-_AFFIX:]) if self._affixes else ():
            found += tuple(entry for head, entry in self._affixes.get(affix, ()) if token in head)
        if len(self.known) > _REMEMBERED:
            self.known.clear()
        self.known[token] = found
        return self.known[token]
