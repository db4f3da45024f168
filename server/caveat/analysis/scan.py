"""One field as tokens, and where each slot of the index was hit in it."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice

from caveat.analysis.index import NUMBER, Compiled, LanguageIndex, ShapeSlot
from caveat.analysis.vocabulary import Affix, Entry, Phrase
from caveat.text import tokens as tokenise
from caveat.text.disguise import breaks, readable, with_letters
from caveat.text.normalise import Folded

_MOST = 500
"""Hits of one shape in one field; more than that is not a listing."""
_OFTEN = 16
Span = tuple[int, int]
"""Token offsets, end exclusive."""


class Scan:
    """A folded text read through one language index."""

    def __init__(self, folded: Folded, tokens: list[str], index: LanguageIndex, own: "Scan | None" = None) -> None:
        self.bare = False
        self.folded, self.index = folded, index
        self.written, self.tokens = tokens, with_letters(tokens, folded.text)
        self.readings = (self, own) if own else (self,)
        self.truncated = False
        self.joined: dict[int, list[Span]] = {}
        self._starts: dict[int, dict[int, list[int]]] = {}
        self._ends: dict[int, dict[int, list[int]]] = {}
        self._spans: list[Span] | None = None
        self._shape_edges: dict[Span, Span] = {}
        self.places: dict[str, list[int]] = {}
        """Where each word stands, in tokens."""
        for place, token in enumerate(self.tokens):
            if token in self.places:
                self.places[token].append(place)
            else:
                self.places[token] = [place]

    @cached_property
    def hits(self) -> dict[int, list[Span]]:
        """Where the slots by which patterns are known occur; nowhere in a bare text, which no rule reads."""
        found: dict[int, list[Span]] = {}
        if self.bare:
            return found
        self._note(self.index.keys.among(self.places), found)
        return found | self._shaped

    @cached_property
    def _shaped(self) -> dict[int, list[Span]]:
        """Where the shapes by which patterns are known occur."""
        found: dict[int, list[Span]] = {}
        if not self.bare and self.index.shapes_may_be_in(self.folded.text):
            for shape in self.index.keyed_shapes:
                self._shape(shape, found)
        return found

    def _note(self, found: list[tuple[str, tuple[Entry, ...]]], hits: dict[int, list[Span]]) -> None:
        """Note the spans of the phrases that stand around the words they are known by."""
        places = self.places
        for token, entries in found:
            here = places[token]
            often = len(here) > _OFTEN
            for slot, before, after in entries:
                alone = not (before or after)
                for place in self._near(token, before, after) if often and not alone else here:
                    if alone or self._surrounds(place, before, after):
                        hits.setdefault(slot, []).append((place - len(before), place + 1 + len(after)))

    def _near(self, token: str, before: Phrase, after: Phrase) -> list[int]:
        """Where a token that is everywhere has a chance to stand in a phrase: beside the rarest word of the phrase."""
        found = self.places[token]
        for offset, forms in (*enumerate(before, -len(before)), *enumerate(after, 1)):
            if not isinstance(forms, Affix):
                there = [self.places[form] for form in forms if form in self.places]
                if sum(map(len, there)) < len(found):
                    found = sorted(place - offset for places in there for place in places)
        return [place for place in found if 0 <= place < len(self.tokens) and self.tokens[place] == token]

    def _surrounds(self, place: int, before: Phrase, after: Phrase) -> bool:
        """Whether the rest of a phrase stands around the word it is known by."""
        tokens = self.tokens
        if place < len(before) or place + len(after) >= len(tokens):
            return False
        for offset, forms in enumerate(after, place + 1):
            if tokens[offset] not in forms:
                return False
        for offset, forms in enumerate(before, place - len(before)):  # noqa: SIM110 (a generator costs twice as much)
            if tokens[offset] not in forms:
                return False
        return True

    def _shape(self, shape: ShapeSlot, hits: dict[int, list[Span]]) -> list[Span]:
        """Find a shape in the folded text and note the tokens it covers."""
        text, found = self.folded.text, []
        if shape.may_be_in(text):
            place = 0
            for match in islice(shape.regex.finditer(text), _MOST):
                while place < len(self.spans) and self.spans[place][1] <= match.start():
                    place += 1
                end = place
                while end < len(self.spans) and self.spans[end][0] < match.end():
                    end += 1
                if end > place:
                    found.append((place, end))
                    self._shape_edges[place, end] = match.span()
        self.truncated = self.truncated or len(found) >= _MOST
        hits[shape.slot] = found
        return found

    @property
    def spans(self) -> list[Span]:
        """Where each token stands in the folded text; found only when something was hit."""
        if self._spans is None:
            self._spans = tokenise.spans(self.folded.text, self.written)
        return self._spans

    def spans_of(self, slot: int) -> list[Span]:
        """Where a slot occurs, in tokens; one that is no key is looked for when first asked."""
        found = self.hits.get(slot)
        if found is not None:
            return found
        vocabulary = self.index.slots.get(slot)
        if vocabulary is None:
            return self._shape(self.index.shapes[slot], self.hits) if slot in self.index.shapes else []
        here = vocabulary.few_among(self.places.keys())
        if here:
            self._note(here, self.hits)
        return self.hits.setdefault(slot, [])

    def straddles(self, parts: Sequence[Span]) -> bool:
        """Whether a Korean phrase was put together from the end of one word and the begin of the next: 스위치 매트.

        A phrase may be spaced freely where it begins a word (치 매), and where it is written with that space itself.
        """
        text, spans, tokens = self.folded.text, self.spans, self.tokens
        for start, end in parts:
            begins = spans[start][0] == 0 or not text[spans[start][0] - 1].isalpha()
            for place in range(start, end - 1 if not begins else start):
                apart = text[spans[place][1] : spans[place + 1][0]].isspace()
                if apart and tokens[place] + tokens[place + 1] not in self.index.spaced:
                    return True
        return False

    def edges(self, parts: Sequence[Span]) -> Span:
        """Where a match begins and ends in the folded text; a shape knows its own edges, signs included."""
        first, last = self.spans[parts[0][0]][0], self.spans[max(end for _, end in parts) - 1][1]
        for part in parts if self._shaped or self._shape_edges else ():
            if part in self._shape_edges:
                first, last = min(first, self._shape_edges[part][0]), max(last, self._shape_edges[part][1])
        return first, last

    def starts(self, slot: int) -> dict[int, list[int]]:
        """Start to ends of each hit of a slot."""
        if slot not in self._starts:
            self._starts[slot] = _grouped(self.spans_of(slot))
        return self._starts[slot]

    def ends(self, slot: int) -> dict[int, list[int]]:
        """End to starts of each hit of a slot."""
        if slot not in self._ends:
            self._ends[slot] = _grouped((end, start) for start, end in self.spans_of(slot))
        return self._ends[slot]

    @cached_property
    def present(self) -> set[int]:
        """The slots of which some word is in the text, and those that no word gives away."""
        found = set(self.index.always)
        found.update(self.hits)
        by_word = self.index.slots_by_word
        for token in by_word.keys() & self.places.keys():
            found.update(by_word[token])
        return found

    def complete(self, pattern: Compiled) -> bool:
        """Whether every slot of a pattern occurs somewhere: only then is it worth joining."""
        if not self.present.issuperset(pattern.slots):
            return False
        for slot in pattern.slots:  # noqa: SIM110 (a generator costs twice as much)
            if slot != NUMBER and not self.spans_of(slot):
                return False
        return True

    def candidates(self) -> Iterator[Compiled]:
        """The patterns all of whose slots were hit somewhere."""
        by_key = self.index.by_key
        for slot in list(self.hits):
            for pattern in by_key.get(slot, ()):
                if self.complete(pattern):
                    yield pattern

    def sentence(self, place: int) -> Span:
        """The tokens of the sentence around a token."""
        ends = self._ends_of_sentences
        number = bisect_left(ends, place)
        start = ends[number - 1] + 1 if number else 0
        return start, ends[number] if number < len(ends) else len(self.tokens)

    @cached_property
    def _ends_of_sentences(self) -> list[int]:
        signs = tokenise.BREAKS & self.places.keys()
        return sorted(place for sign in signs for place in self.places[sign])


def undisguised(folded: Folded, tokens: list[str], index: LanguageIndex, language: str, bare: bool = False) -> Scan:
    """A text read through the index of its language, its disguises undone; a `bare` one for its tokens alone."""
    before = folded.text
    folded.text = readable(before, language)
    folded.drop(breaks(folded.text, index.knows, index.joins))
    scan = Scan(folded, tokens if folded.text == before else tokenise.words(folded.text), index)
    scan.bare = bare
    return scan


def _grouped(pairs: Iterable[Span]) -> dict[int, list[int]]:
    """The second of each pair by the first."""
    table: dict[int, list[int]] = {}
    for one, other in pairs:
        table.setdefault(one, []).append(other)
    return table
