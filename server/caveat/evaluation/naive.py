"""The slow way to find what the rules look for: every pattern from left to right, every slot by each of its phrases.

It knows no keys, no rarest words and no files of words, so it says whether the index finds all there is and no more.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache

from caveat.analysis.analyse import survey
from caveat.analysis.engine import Engine
from caveat.analysis.match import matches
from caveat.analysis.scan import Scan, Span
from caveat.analysis.vocabulary import Affix, Words
from caveat.models import Listing
from caveat.rulebook import RuleBook
from caveat.rulebook.pattern import Pattern, Slot, parse
from caveat.rulebook.schema import Language
from caveat.text.tokens import BREAKS

Found = set[tuple[str, int, int]]
"""Rule, first token, and the token after the last."""
Places = dict[int, set[int]]
"""Ends by start."""


class Loop:
    """The patterns of one language, tried one after the other."""

    def __init__(self, book: RuleBook, language: Language) -> None:
        self.book, self.language = book, language
        self.patterns = [
            (name, pattern)
            for name, rule in book.rules.items()
            if rule.finds == "wording"
            for source in rule.patterns.get(language, [])
            for pattern in parse(source)
        ]
        words = Words(language)
        slots = {slot for _, pattern in self.patterns for slot in pattern.slots}
        self.slots = {slot: words.phrases(self._written(slot)) for slot in slots}

    def found(self, scan: Scan) -> Found:
        """What the rules find in a text; what overlaps in one rule is one."""
        here = {slot: self._places(scan, slot) for slot in self.slots}
        spans: dict[str, list[Span]] = defaultdict(list)
        for name, pattern in self.patterns:
            for start in here[pattern.slots[0]]:
                spans[name].extend((start, end) for end in _ends(scan.tokens, pattern, here, 0, start))
        return {(name, *span) for name, some in spans.items() for span in _united(some)}

    def _places(self, scan: Scan, slot: Slot) -> Places:
        """Where a slot is, at whatever token."""
        found: Places = defaultdict(set)
        if slot.name == "number":
            found.update((at, {at + 1}) for at, token in enumerate(scan.tokens) if token[0].isdigit())
        elif slot.name in self.book.shapes:  # a regular expression here as there
            wanted = self.book.shapes[slot.name].pattern
            number = next(number for number, one in scan.index.shapes.items() if one.regex.pattern == wanted)
            for start, end in scan.spans_of(number):
                found[start].add(end)
        tokens, all_tokens = scan.tokens, set(scan.tokens)
        for phrase in self.slots[slot]:
            if all(isinstance(forms, Affix) or not forms.isdisjoint(all_tokens) for forms in phrase):
                for at in range(len(tokens) - len(phrase) + 1):
                    if all(tokens[at + n] in forms for n, forms in enumerate(phrase)):
                        found[at].add(at + len(phrase))
        return found

    def _written(self, slot: Slot) -> Iterable[str]:
        return slot.phrases or self._lexicon(slot.name or "")

    def _lexicon(self, name: str) -> Iterator[str]:
        for entry in self.book.lexicons.get(name, {}).get(self.language, []):
            yield from self._lexicon(entry.strip("{}")) if entry.startswith("{") else [entry]


def differences(engine: Engine, listing: Listing) -> Found:
    """What only the index or only the loop finds in the fields of a listing: nothing, if both are right."""
    scans = [scan for reading in survey(engine, listing, date.today()).readings for scan in reading.passage.scans]
    found: Found = set()
    for scan in scans:
        indexed = {(match.rule, match.start, match.end) for match in matches(scan)}
        found |= indexed ^ _loop(engine, scan.index.language).found(scan)
    return found


@cache
def _loop(engine: Engine, language: Language) -> Loop:
    return Loop(engine.book, language)


def _ends(tokens: list[str], pattern: Pattern, here: dict[Slot, Places], place: int, start: int) -> Iterator[int]:
    """Where a pattern ends of which everything before slot number `place` ends at `start`."""
    if place == len(pattern.slots):
        yield start
        return
    for at in range(start, min(start + pattern.gaps[place] + 1, len(tokens))):
        if at > start and tokens[at - 1] in BREAKS:
            return
        for end in here[pattern.slots[place]].get(at, ()):
            yield from _ends(tokens, pattern, here, place + 1, end)


def _united(spans: list[Span]) -> set[Span]:
    united: list[Span] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if united and start < united[-1][1]:
            united[-1] = (united[-1][0], max(united[-1][1], end))
        else:
            united.append((start, end))
    return set(united)
