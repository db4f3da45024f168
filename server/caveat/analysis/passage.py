"""One field's text and what reading it gives: plain text, tokens, language, scans, each worked out when first asked.

What depends on nothing but the text and is small (its language) is remembered by the engine; scans are not, since a
check that finds nothing new needs none.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Protocol

from caveat.analysis.scan import Scan
from caveat.text import html
from caveat.text.language import FUNCTION_WORDS, spoken
from caveat.text.normalise import Folded
from caveat.text.tokens import words
from caveat.text.utf16 import Utf16

_LONG = 4096
"""Characters above which a digest stands for a text, so that what is remembered about texts does not hold them all."""

_TELLING = 3
"""Function words that make a sentence one of their language."""


class Reader(Protocol):
    """What a passage is read with: the engine, seen from below."""

    def language(self, passage: Passage) -> str:
        """The language of a passage."""

    def scans(self, folded: Folded, tokens: list[str], language: str, beside: Sequence[str] = ()) -> list[Scan]:
        """The readings of a text in a language, and where it holds words of them in the languages `beside`."""

    def bare(self, folded: Folded, tokens: list[str], language: str) -> Scan:
        """The tokens of a text that no rule reads."""


class Passage:
    """A text as read in one of `languages`, or as its script says; `("=de",)` is a language known for certain.

    No rule reads a `bare` one: only its tokens count.
    """

    def __init__(self, reader: Reader, sent: str, markup: bool, languages: tuple[str, ...], bare: bool = False) -> None:
        self.reader, self.sent, self.markup, self.languages, self.bare = reader, sent, markup, languages, bare
        self.key = _name(sent), markup, languages, bare

    @cached_property
    def places(self) -> html.Linear | None:
        """The markup's characters one by one; None for plain text."""
        return html.linear(self.sent) if self.markup else None

    @cached_property
    def plain(self) -> str:
        """What a buyer reads."""
        return self.places.text if self.places else self.sent

    @cached_property
    def folded(self) -> Folded:
        """What the rules read."""
        return Folded(self.plain)

    @cached_property
    def tokens(self) -> list[str]:
        """The folded text as tokens."""
        return words(self.folded.text)

    @cached_property
    def language(self) -> str:
        """The language the text is in."""
        return self.reader.language(self)

    @cached_property
    def answerable(self) -> bool:
        """Whether a sentence in that language fits here: copy in a language that is not read passes for English."""
        return spoken(self.folded.text, self.tokens, self.language)

    def answers(self, first: int, last: int) -> bool:
        """Whether plain[first:last] is a sentence of that language, as an English one in Thai copy is."""
        if self.answerable:
            return True
        folded = Folded(self.plain[first:last]).text
        tokens = words(folded)
        own = sum(token in FUNCTION_WORDS.get(self.language, ()) for token in tokens)
        return own >= _TELLING and spoken(folded, tokens, self.language)

    @cached_property
    def scans(self) -> list[Scan]:
        """The text read in its own language, in English, and in those of the markets whose words it holds."""
        if self.bare:
            return [self.reader.bare(self.folded, self.tokens, self.language)]
        return self.reader.scans(self.folded, self.tokens, self.language, self.languages)

    @cached_property
    def elsewhere(self) -> dict[str, Scan]:
        """The text read in further languages that it can be in, as they are asked for."""
        return {}

    def scan_in(self, language: str) -> Scan:
        """The text read in one further language."""
        if language not in self.elsewhere:
            self.elsewhere[language] = self.reader.scans(Folded(self.plain), self.tokens, language)[0]
        return self.elsewhere[language]

    @cached_property
    def units(self) -> Utf16:
        """The converter to the browser's unit, for the text as sent."""
        return Utf16(self.sent)

    def sent_span(self, start: int, end: int) -> tuple[int, int]:
        """A span of the plain text as code points of the text as sent."""
        if self.places is None or start == end:
            return start, end
        return self.places.starts[start], self.places.ends[end - 1]


def language_of(passages: Iterable[Passage]) -> str:
    """The language in which most of a listing is written, by characters."""
    sizes: dict[str, int] = {}
    for passage in passages:
        sizes[passage.language] = sizes.get(passage.language, 0) + len(passage.sent)
    return max(sizes, key=sizes.__getitem__, default="en")


def _name(text: str) -> str | bytes:
    return text if len(text) <= _LONG else hashlib.sha256(text.encode(errors="surrogatepass")).digest()
