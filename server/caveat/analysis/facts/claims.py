"""One field as the comparison reads it: its quantities, the parts and values it names, and its clauses."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterator
from functools import cached_property
from operator import itemgetter

from caveat.analysis.facts.lexicon import Mention
from caveat.analysis.facts.proper import part_of_a_name
from caveat.analysis.facts.sold import sold
from caveat.analysis.facts.vocabulary import Words
from caveat.analysis.facts.whole import whole
from caveat.analysis.memory import Remembering, remember
from caveat.analysis.passage import Passage
from caveat.analysis.scan import Scan
from caveat.models import TextField
from caveat.quantities import Quantity, read

_CLAUSE = re.compile(
    r"(?<=[^\W\d_]{3})\.(?=\s|$)|\.(?=\s+[A-ZÄÖÜÉ])|[!?;。！？；\n|•✅✔★【】，,()（）/]| [-–—+&] "
    r"| (?:and|with|without|for|und|mit|ohne|für|et|avec|sans|pour|y|con|sin|para|e|senza|per)(?= )|无|不带|なし|없"
)
_LABEL = re.compile(r" ?(?:[:：=]|\d|约|約|ca|about)")
"""What stands behind a part that is the label of what follows."""
_LATEST, _LONG = 128, 20_000
"""How many texts are remembered with what they say, and how long they may be, in characters."""
_NEAR, _NEAR_DENSE = 28, 4
"""How far a part may stand from what is said of it, in characters; less where a character is half a word."""
_NO_PARTS: frozenset[str] = frozenset()
_SEARCH_WORDS = re.compile(
    r"(?<=\. )[a-zà-ü][^.!?\n]{2,70}\. (?=[a-zà-ü])(?:[a-zà-ü][^.!?\n]{2,70}(?:\. |\.?$))+"
    r"|(?<=\. )[a-zà-ü][^.!?\n]{2,70}$|^[^.!?\n]{2,90}\. (?=[a-zà-ü])(?:[a-zà-ü][^.!?\n]{2,70}(?:\. |\.?$)){2,}"
)
"""Names of other things, set apart by full stops for a shop's search: no sentence begins with a small letter."""
_SIZE_LINE = re.compile(
    r"(?im)^[ \t•*\-]{0,4}(?:\d?xs|[sml]|\d?x{1,3}l|small|medium|large|klein|mittel|groß|petit|moyen|grand|pequeño"
    r"|mediano|grande|piccolo|medio|[小中大]号?|サイズ[sml]) ?[:：\-–][^\n]{0,200}"
)


class Told:
    """What a text says, whatever field and listing it stands in: worked out once while the text is among the latest."""

    def __init__(self, passage: Passage, words: Words) -> None:
        self.passage, self.words = passage, words
        self._mentions: dict[str, list[Mention]] = {}

    @cached_property
    def quantities(self) -> list[Quantity]:
        """The quantities of the text, in order."""
        text = self.passage.plain
        sales = sold(text, self.words)
        found = [one for one in read(text, self.passage.language) if not part_of_a_name(text, one)]
        if not sales:
            return found
        kept = [*(one for one in found if not any(_overlap(one, sale) for sale in sales)), *sales]
        return sorted(kept, key=lambda one: one.start)

    @cached_property
    def scan(self) -> Scan:
        """The text as tokens."""
        return self.passage.scans[0]

    @cached_property
    def aside(self) -> list[tuple[int, int]]:
        """The spans about other things, or sizes to choose from: search words, and lines such as "XL: 40 cm"."""
        found = [one.span() for one in _SEARCH_WORDS.finditer(self.passage.plain)]
        return found + [one.span() for one in _SIZE_LINE.finditer(self.passage.plain)]

    @cached_property
    def parts(self) -> list[tuple[int, int, str]]:
        """The parts that the text names, with their spans."""
        return [(*self.span(one), one.value) for one in self.mentions("component")]

    def mentions(self, lexicon: str) -> list[Mention]:
        """The values of a group, or what else of a lexicon the text names."""
        if lexicon not in self._mentions:
            known, places = self.words.lexicon(lexicon), self.opened.get(lexicon)
            if known.compounds:
                self._mentions[lexicon] = list(known.mentions(self.scan.tokens))
            else:
                found = known.beginning(self.scan.tokens, places) if places else iter(())
                self._mentions[lexicon] = [one for one in found if self._whole(one)]
        return self._mentions[lexicon]

    def _whole(self, mention: Mention) -> bool:
        return self.words.language != "ko" or whole(self.passage.plain, *self.span(mention))

    @cached_property
    def opened(self) -> dict[str, list[int]]:
        """At which tokens something of a lexicon can begin."""
        found: dict[str, list[int]] = {}
        openings, places = self.words.openings, self.scan.places
        for token in openings.keys() & places.keys():
            for name in openings[token]:
                found.setdefault(name, []).extend(places[token])
        for opened in found.values():
            opened.sort()
        return found

    def span(self, mention: Mention) -> tuple[int, int]:
        """Where a mention stands in the plain text."""
        first, last = self.scan.edges([(mention.start, mention.end)])
        return self.scan.folded.origin(first), self.scan.folded.end(last)


def told(passage: Passage, words: Words) -> Told:
    """What a text says, remembered with the text unless it is very long."""
    if len(passage.sent) > _LONG:
        return Told(passage, words)
    latest: dict[Hashable, Told] = words.latest_told
    return remember(latest, (passage.key, passage.language), lambda: Told(passage, words), _LATEST)


class Claims(Remembering):
    """What one field says. Offsets are code points of the passage's plain text."""

    def __init__(self, place: int, field: TextField, passage: Passage, words: Words) -> None:
        super().__init__()
        self.place, self.field, self.passage, self.words = place, field, passage, words

    @cached_property
    def told(self) -> Told:
        """What the text says by itself."""
        return told(self.passage, self.words)

    @property
    def quantities(self) -> list[Quantity]:
        """The quantities of the field, in order."""
        return self.told.quantities

    @property
    def scan(self) -> Scan:
        """The field as tokens."""
        return self.told.scan

    @property
    def parts(self) -> list[tuple[int, int, str]]:
        """The parts that the field names, with their spans."""
        return self.told.parts

    def span(self, mention: Mention) -> tuple[int, int]:
        """Where a mention stands in the plain text."""
        return self.told.span(mention)

    def is_aside(self, start: int, end: int) -> bool:
        """Whether a span speaks of other things than the one that is sold."""
        return any(first <= start and end <= last for first, last in self.told.aside)

    @cached_property
    def _starts(self) -> list[int]:
        scan = self.scan
        origin = scan.folded.origin
        return [origin(first) for first, _ in scan.spans]

    def token_at(self, start: int) -> int:
        """The token that begins at an offset of the plain text, or next after it."""
        return bisect_left(self._starts, start)

    def part_of(self, start: int, end: int, near: int = _NEAR) -> frozenset[str]:
        """The parts of which the words at a span speak, at most so many characters away; empty for the thing itself."""
        if self.passage.language in ("zh", "ja", "ko"):
            near = min(near, _NEAR_DENSE)
        return frozenset(self._parts_near(start, end, near)) if self.parts else _NO_PARTS

    def _parts_near(self, start: int, end: int, near: int) -> Iterator[str]:
        text = self.passage.plain
        end -= text[end - 1 : end] == "."  # "12 lb." may end its sentence
        around = self._around(start, end, near)
        if not around:
            return
        numbered = any(sign.isdigit() for sign in text[start:end])
        close = [
            part
            for first, last, part in around
            if end <= first <= end + 1 and not _LABEL.match(text, last) and not _CLAUSE.search(text, end, first + 1)
        ]
        if close:  # "10 mm OD x 6.5 mm ID"
            yield from close
            return
        for first, last, part in around:
            low, high = (last, start) if last <= start else (end, first)
            label = numbered and low == end and _LABEL.match(text, last)
            if high - low <= near and not label and not _CLAUSE.search(text, low, high + 1):
                yield part

    def _around(self, start: int, end: int, near: int) -> list[tuple[int, int, str]]:
        """The parts that stand at most so near; parts stand in order, so few are looked at."""
        parts = self.parts
        low = bisect_left(parts, start - near, key=itemgetter(1))
        high = bisect_right(parts, end + near, low, key=itemgetter(0))
        return parts[low:high]


def claims_of(place: int, field: TextField, passage: Passage, words: Words) -> Claims:
    """What a field says, remembered while it stays as it is, unless it is very long."""
    if len(passage.sent) > _LONG:
        return Claims(place, field, passage, words)
    latest: dict[Hashable, Claims] = words.latest_claims
    key = place, field.id, field.role, passage.key, passage.language
    return remember(latest, key, lambda: Claims(place, field, passage, words), _LATEST)


def _overlap(one: Quantity, other: Quantity) -> bool:
    return one.start < other.end and other.start < one.end
