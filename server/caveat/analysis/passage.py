"""One field's text and what reading it gives: plain text, tokens, language, scans, each worked out when first asked.

What depends on nothing but the text and is small (its language) is remembered by the engine; scans are not, since a
check that finds nothing new needs none.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from caveat.text import html
from caveat.text.normalise import Folded
from caveat.text.tokens import words
from caveat.text.utf16 import Utf16

if TYPE_CHECKING:
    from caveat.analysis.engine import Engine
    from caveat.analysis.scan import Scan


class Passage:
    """A text as read in one of `languages`, or as its script says; `("=de",)` is a language known for certain."""

    def __init__(self, engine: Engine, sent: str, markup: bool, languages: tuple[str, ...]) -> None:
        self.engine, self.sent, self.markup, self.languages = engine, sent, markup, languages
        self.key = sent, markup, languages

    @cached_property
    def places(self) -> html.Linear | None:
        """The markup's characters one by one; None for plain text."""
        return html.linear(self.sent) if self.markup else None

    @property
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
        return self.engine.language(self)

    @cached_property
    def scans(self) -> list[Scan]:
        """The text read in its own language and in English."""
        return self.engine.scans(self.folded, self.tokens, self.language)

    @cached_property
    def units(self) -> Utf16:
        """The converter to the browser's unit, for the text as sent."""
        return Utf16(self.sent)

    def sent_span(self, start: int, end: int) -> tuple[int, int]:
        """A span of the plain text as code points of the text as sent."""
        if self.places is None or start == end:
            return start, end
        return self.places.starts[start], self.places.ends[end - 1]
