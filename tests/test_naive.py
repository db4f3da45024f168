"""The index finds what a plain loop over every pattern at every word finds, no more and no less."""

import random
from collections import defaultdict
from collections.abc import Iterator

import pytest
from caveat.analysis.index import build
from caveat.analysis.match import matches
from caveat.analysis.scan import Scan
from caveat.analysis.vocabulary import Phrase, Words
from caveat.rulebook import load
from caveat.rulebook.pattern import Pattern, Slot, parse
from caveat.rulebook.schema import Language
from caveat.text.disguise import with_letters
from caveat.text.normalise import Folded
from caveat.text.tokens import BREAKS, words

BOOK = load()
Span = tuple[int, int]


class Loop:
    """The slow way: each pattern tried at each token, each slot by each of its phrases."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.words = Words(language)
        self.patterns = [
            (name, pattern)
            for name, rule in BOOK.rules.items()
            for source in rule.patterns.get(language, [])
            for pattern in parse(source)
        ]
        self._phrases: dict[Slot, list[Phrase]] = {}

    def found(self, scan: Scan) -> set[tuple[str, int, int]]:
        spans: dict[str, list[Span]] = defaultdict(list)
        for name, pattern in self.patterns:
            for start in range(len(scan.tokens)):
                spans[name].extend((start, end) for end in self._ends(scan, pattern, 0, start))
        return {(name, *span) for name, some in spans.items() for span in _united(some)}

    def _ends(self, scan: Scan, pattern: Pattern, place: int, start: int) -> Iterator[int]:
        if place == len(pattern.slots):
            yield start
            return
        gap = pattern.gaps[place] if place else 0
        for at in range(start, min(start + gap + 1, len(scan.tokens))):
            if at > start and scan.tokens[at - 1] in BREAKS:
                return
            for end in self._slot(scan, pattern.slots[place], at):
                yield from self._ends(scan, pattern, place + 1, end)

    def _slot(self, scan: Scan, slot: Slot, at: int) -> Iterator[int]:
        if slot.name == "number":
            yield from [at + 1] if scan.tokens[at][0].isdigit() else []
        elif slot.name in BOOK.shapes:
            wanted = BOOK.shapes[slot.name].pattern
            number = next(n for n, one in scan.index.shapes.items() if one.regex.pattern == wanted)
            yield from (end for start, end in scan.spans_of(number) if start == at)
        else:
            for found in self._known(slot):
                end = at + len(found)
                if end <= len(scan.tokens) and all(scan.tokens[at + n] in forms for n, forms in enumerate(found)):
                    yield end

    def _known(self, slot: Slot) -> list[Phrase]:
        if slot not in self._phrases:
            written = slot.phrases or tuple(self._lexicon(slot.name or ""))
            self._phrases[slot] = [found for one in written if (found := self.words.phrase(one))]
        return self._phrases[slot]

    def _lexicon(self, name: str) -> Iterator[str]:
        for entry in BOOK.lexicons.get(name, {}).get(self.language, []):
            yield from self._lexicon(entry.strip("{}")) if entry.startswith("{") else [entry]


def _united(spans: list[Span]) -> set[Span]:
    united: list[Span] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if united and start < united[-1][1]:
            united[-1] = (united[-1][0], max(united[-1][1], end))
        else:
            united.append((start, end))
    return set(united)


@pytest.mark.parametrize("language", ["en", "de", "zh"])
def test_the_index_finds_what_a_loop_finds(language: Language) -> None:
    examples = [
        example.replace("«", "").replace("»", "")
        for rule in BOOK.rules.values()
        for example in (*rule.flags.get(language, []), *rule.allows.get(language, []))
    ]
    chosen = random.Random(7).sample(examples, 60)
    loop, index = Loop(language), build(BOOK, language)
    for text in [*chosen, " ".join(chosen[:8])]:
        folded = Folded(text)
        scan = Scan(folded, words(folded.text), index)
        assert scan.tokens == with_letters(words(folded.text), folded.text)
        assert {(match.rule, match.start, match.end) for match in matches(scan)} == loop.found(scan), text
