"""One field as tokens, and where each slot of the index was hit in it."""

from collections.abc import Iterator

from caveat.analysis.index import NUMBER, Compiled, Forms, LanguageIndex, ShapeSlot
from caveat.text import tokens as tokenise
from caveat.text.normalise import Folded

Span = tuple[int, int]
"""Token offsets, end exclusive."""


class Scan:
    """A folded text read through one language index."""

    def __init__(self, folded: Folded, tokens: list[str], index: LanguageIndex) -> None:
        self.folded, self.tokens, self.index = folded, tokens, index
        self.hits: dict[int, list[Span]] = {}
        self.truncated = False
        self._starts: dict[int, dict[int, list[int]]] = {}
        self._ends: dict[int, dict[int, list[int]]] = {}
        self._spans: list[Span] | None = None
        self._look_up()
        for shape in index.keyed_shapes:
            self._shape(shape)

    def _look_up(self) -> None:
        known, entries_of, hits = self.index.known, self.index.entries, self.hits
        for place, token in enumerate(self.tokens):
            entries = known.get(token)
            if entries is None:
                entries = entries_of(token)
            for slot, before, after in entries:
                if (before or after) and not self._surrounds(place, before, after):
                    continue
                span = (place - len(before), place + 1 + len(after))
                if slot in hits:
                    hits[slot].append(span)
                else:
                    hits[slot] = [span]

    def _surrounds(self, place: int, before: tuple[Forms, ...], after: tuple[Forms, ...]) -> bool:
        """Whether the rest of a phrase stands around the word it is known by."""
        tokens = self.tokens
        if place < len(before) or place + len(after) >= len(tokens):
            return False
        for offset, forms in enumerate(after, place + 1):
            if tokens[offset] not in forms:
                return False
        return all(tokens[offset] in forms for offset, forms in enumerate(before, place - len(before)))

    def _shape(self, shape: ShapeSlot) -> list[Span]:
        """Find a shape in the folded text and note the tokens it covers."""
        text, found = self.folded.text, []
        if shape.may_be_in(text):
            place = 0
            for match in shape.regex.finditer(text):
                while place < len(self.spans) and self.spans[place][1] <= match.start():
                    place += 1
                end = place
                while end < len(self.spans) and self.spans[end][0] < match.end():
                    end += 1
                if end > place:
                    found.append((place, end))
        self.hits[shape.slot] = found
        return found

    @property
    def spans(self) -> list[Span]:
        """Where each token stands in the folded text; found only when something was hit."""
        if self._spans is None:
            self._spans = tokenise.spans(self.folded.text, self.tokens)
        return self._spans

    def hit(self, slot: int) -> bool:
        """Whether a slot occurs anywhere; a shape is looked for when first asked."""
        found = self.hits.get(slot)
        if found is None and slot in self.index.shapes:
            found = self._shape(self.index.shapes[slot])
        return bool(found) or slot == NUMBER

    def starts(self, slot: int) -> dict[int, list[int]]:
        """Start to ends of each hit of a slot."""
        if slot not in self._starts:
            table: dict[int, list[int]] = {}
            for start, end in self.hits.get(slot, ()) if self.hit(slot) else ():
                table.setdefault(start, []).append(end)
            self._starts[slot] = table
        return self._starts[slot]

    def ends(self, slot: int) -> dict[int, list[int]]:
        """End to starts of each hit of a slot."""
        if slot not in self._ends:
            table: dict[int, list[int]] = {}
            for start, end in self.hits.get(slot, ()) if self.hit(slot) else ():
                table.setdefault(end, []).append(start)
            self._ends[slot] = table
        return self._ends[slot]

    def complete(self, pattern: Compiled) -> bool:
        """Whether every slot of a pattern occurs somewhere: only then is it worth joining."""
        hits = self.hits
        for slot in pattern.slots:
            if slot not in hits and not self.hit(slot):
                return False
        return bool(hits[pattern.slots[pattern.key]])

    def candidates(self) -> Iterator[Compiled]:
        """The patterns all of whose slots were hit somewhere."""
        by_key = self.index.by_key
        for slot in list(self.hits):
            for pattern in by_key.get(slot, ()):
                if self.complete(pattern):
                    yield pattern

    def sentence(self, place: int) -> Span:
        """The tokens of the sentence around a token."""
        tokens, breaks = self.tokens, tokenise.BREAKS
        start = place
        while start > 0 and tokens[start - 1] not in breaks:
            start -= 1
        end = place
        while end < len(tokens) and tokens[end] not in breaks:
            end += 1
        return start, end
