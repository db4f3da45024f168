"""One field as the comparison reads it: its quantities, the parts and values it names, and its clauses."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from caveat.analysis.facts.lexicon import Mention
from caveat.analysis.facts.vocabulary import Words
from caveat.analysis.passage import Passage
from caveat.analysis.scan import Scan
from caveat.models import TextField
from caveat.quantities import Quantity, read

_CLAUSE = re.compile(
    r"(?<=[^\W\d_]{3})\.(?=\s|$)|[!?;。！？；\n|•✅✔★【】，,()（）/]| [-–—+&] "
    r"| (?:and|with|without|und|mit|ohne|et|avec|sans|y|con|sin|e|senza)(?= )|无|不带|なし|없"
)
_NEAR, _NEAR_DENSE = 28, 4
"""How far a part may stand from what is said of it, in characters; less where a character is half a word."""


@dataclass(frozen=True)
class Claims:
    """What one field says. Offsets are code points of the passage's plain text."""

    place: int
    field: TextField
    passage: Passage
    words: Words

    @cached_property
    def quantities(self) -> list[Quantity]:
        """The quantities of the field."""
        return read(self.passage.plain, self.passage.language)

    @cached_property
    def scan(self) -> Scan:
        """The field as tokens."""
        return self.passage.scans[0]

    @cached_property
    def parts(self) -> list[tuple[int, int, str]]:
        """The parts that the field names, with their spans."""
        return [(*self.span(one), one.value) for one in self.words.group("component").mentions(self.scan.tokens)]

    def span(self, mention: Mention) -> tuple[int, int]:
        """Where a mention stands in the plain text."""
        first, last = self.scan.edges([(mention.start, mention.end)])
        return self.scan.folded.origin(first), self.scan.folded.end(last)

    def part_of(self, start: int, end: int, near: int = _NEAR) -> frozenset[str]:
        """The parts of which the words at a span speak, at most so many characters away; empty for the thing itself."""
        if self.passage.language in ("zh", "ja", "ko"):
            near = min(near, _NEAR_DENSE)
        return frozenset(self._parts_near(start, end, near))

    def _parts_near(self, start: int, end: int, near: int) -> Iterator[str]:
        text = self.passage.plain
        for first, last, part in self.parts:
            between = text[last:start] if last <= start else text[end:first]
            if len(between) <= near and not _CLAUSE.search(between):
                yield part
