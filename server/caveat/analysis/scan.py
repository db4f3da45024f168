"""One field as tokens, and where each slot of the index was hit in it."""

from collections.abc import Iterator

from caveat.analysis.index import NUMBER, Compiled, LanguageIndex, ShapeSlot
from caveat.text import tokens as tokenise
from caveat.text.normalise import Folded

Span = tuple[int, int]
"""Token offsets, end exclusive."""


class Scan:
    """A folded text read through one language index."""

    def __init__(self, folded: Folded, tokens: list[str], index: LanguageIndex) -> None:
        self.folded, self.tokens, self.index = folded, tokens, index
        self.hits: dict[int, dict[int, list[int]]] = {}
        self.truncated = False
        self._ends: dict[int, dict[int, list[int]]] = {}
        self._spans: list[Span] | None = None
        self._look_up()
        for shape in index.keyed_shapes:
            self._shape(shape)

    def _look_up(self) -> None:
        known, entries_of = self.index.known, self.index.entries
        for place, token in enumerate(self.tokens):
            entries = known.get(token)
            if entries is None:
                entries = entries_of(token)
            for slot, rest in entries:
                if not rest or self._follows(place + 1, rest):
                    self._add(slot, place, place + 1 + len(rest))

    def _follows(self, place: int, rest: tuple) -> bool:
        tokens = self.tokens
        if place + len(rest) > len(tokens):
            return False
        return all(tokens[place + offset] in forms for offset, forms in enumerate(rest))

    def _add(self, slot: int, start: int, end: int) -> None:
        self.hits.setdefault(slot, {}).setdefault(start, []).append(end)

    def _shape(self, shape: ShapeSlot) -> None:
        """Find a shape in the folded text and note the tokens it covers."""
        self.hits.setdefault(shape.slot, {})
        text = self.folded.text
        if shape.needs and not any(need in text for need in shape.needs):
            return
        place = 0
        for match in shape.regex.finditer(text):
            while place < len(self.spans) and self.spans[place][1] <= match.start():
                place += 1
            end = place
            while end < len(self.spans) and self.spans[end][0] < match.end():
                end += 1
            if end > place:
                self._add(shape.slot, place, end)

    @property
    def spans(self) -> list[Span]:
        """Where each token stands in the folded text; found only when something was hit."""
        if self._spans is None:
            self._spans = tokenise.spans(self.folded.text, self.tokens)
        return self._spans

    def starts(self, slot: int) -> dict[int, list[int]]:
        """Start to ends of each hit of a slot; a shape is looked for when first asked."""
        if slot not in self.hits and slot in self.index.shapes:
            self._shape(self.index.shapes[slot])
        return self.hits.get(slot, {})

    def ends(self, slot: int) -> dict[int, list[int]]:
        """End to starts of each hit of a slot."""
        if slot not in self._ends:
            reverse: dict[int, list[int]] = {}
            for start, stops in self.starts(slot).items():
                for stop in stops:
                    reverse.setdefault(stop, []).append(start)
            self._ends[slot] = reverse
        return self._ends[slot]

    def candidates(self) -> Iterator[Compiled]:
        """The patterns all of whose slots were hit somewhere."""
        by_key, hits = self.index.by_key, self.hits
        for slot in list(hits):
            if hits[slot]:
                for pattern in by_key.get(slot, ()):
                    if all(other == NUMBER or self.starts(other) for other in pattern.slots):
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
