"""Joins the hits of a pattern's slots into matches: each slot in order, within its gap, inside one sentence."""

from collections.abc import Iterator
from dataclasses import dataclass

from caveat.analysis.index import NUMBER, Compiled
from caveat.analysis.scan import Scan, Span
from caveat.text.tokens import BREAKS

LIMIT = 200
"""Matches of one pattern in one field; more than that is not a listing."""


@dataclass(frozen=True)
class Match:
    """A rule found in a field. `parts` are the token spans of the slots; the gaps lie between them."""

    rule: str
    start: int
    end: int
    parts: tuple[Span, ...]


def matches(scan: Scan) -> Iterator[Match]:
    """Every match of every rule; overlapping ones of the same rule are one, as long as both together."""
    found: dict[str, list[Match]] = {}
    for pattern in scan.candidates():
        found.setdefault(pattern.rule, []).extend(join(scan, pattern))
    for group in found.values():
        yield from _merge(group)


def join(scan: Scan, pattern: Compiled) -> Iterator[Match]:
    """The matches of one pattern, at most LIMIT."""
    count = 0
    for start, ends in scan.starts(pattern.slots[pattern.key]).items():
        for end in ends:
            for left in _leftward(scan, pattern, pattern.key - 1, start):
                for right in _rightward(scan, pattern, pattern.key + 1, end):
                    parts = (*left, (start, end), *right)
                    yield Match(pattern.rule, parts[0][0], parts[-1][1], parts)
                    count += 1
                    if count >= LIMIT:
                        scan.truncated = True
                        return


def joined(scan: Scan, pattern: Compiled) -> list[Span]:
    """The spans of a side condition, joined once however many matches ask."""
    key = id(pattern)
    if key not in scan.joined:
        found = join(scan, pattern) if scan.complete(pattern) else ()
        scan.joined[key] = [(match.start, match.end) for match in found]
    return scan.joined[key]


def _rightward(scan: Scan, pattern: Compiled, place: int, position: int) -> Iterator[tuple[Span, ...]]:
    if place == len(pattern.slots):
        yield ()
        return
    slot, tokens = pattern.slots[place], scan.tokens
    starts = scan.starts(slot) if slot != NUMBER else None
    for start in range(position, min(position + pattern.gaps[place] + 1, len(tokens))):
        if start > position and tokens[start - 1] in BREAKS:
            return
        ends = _number(tokens, start) if starts is None else starts.get(start, ())
        for end in ends:
            for rest in _rightward(scan, pattern, place + 1, end):
                yield ((start, end), *rest)


def _leftward(scan: Scan, pattern: Compiled, place: int, position: int) -> Iterator[tuple[Span, ...]]:
    if place < 0:
        yield ()
        return
    slot, tokens = pattern.slots[place], scan.tokens
    ends = scan.ends(slot) if slot != NUMBER else None
    for end in range(position, max(position - pattern.gaps[place + 1] - 1, 0), -1):
        if end < position and tokens[end] in BREAKS:
            return
        starts = [start - 1 for start in _number(tokens, end - 1)] if ends is None else ends.get(end, ())
        for start in starts:
            for rest in _leftward(scan, pattern, place - 1, start):
                yield (*rest, (start, end))


def _number(tokens: list[str], place: int) -> tuple[int, ...]:
    return (place + 1,) if tokens[place][0].isdigit() else ()


def _merge(group: list[Match]) -> Iterator[Match]:
    group.sort(key=lambda match: (match.start, -match.end))
    for index, match in enumerate(group):
        if index == 0:
            current = match
        elif match.start < current.end:
            parts = tuple(sorted({*current.parts, *match.parts}))
            current = Match(current.rule, current.start, max(current.end, match.end), parts)
        else:
            yield current
            current = match
    if group:
        yield current
