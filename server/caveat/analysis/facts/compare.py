"""Every place of a listing that disagrees with a fact, or with another place."""

import re
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from caveat.analysis.facts import copies, features, known, measures, unstated, values, versions
from caveat.analysis.facts.claims import Claims, claims_of
from caveat.analysis.facts.sheet import Sheet, sheet_of
from caveat.analysis.facts.stated import Stated, lines
from caveat.analysis.facts.vocabulary import Words
from caveat.analysis.passage import Passage
from caveat.models import Listing, TextField
from caveat.quantities import Quantity

_NOUN = re.compile(r" [^\W\d_]+")
_SPOKEN_OF = frozenset(("title", "bullet", "description", "ad_copy", "image_text", "other"))


@dataclass(frozen=True)
class Disagreement:
    """A span of a field (code points of its plain text) and the fact, or the other span, that says otherwise.

    `kind` names what disagrees: "quantity", or a group of values, "version", "feature", "nutrition"; "unstated-…" is
    what only the copy states, and has no other side. `place` counts the fields; None where two facts disagree. `claim`
    and `stated` are the two quantities, where there are such.
    """

    kind: str
    place: int | None
    start: int
    end: int
    fact: Stated | None
    other: tuple[int, int, int] | None = None
    claim: Quantity | None = None
    stated: Quantity | None = None
    against: Stated | None = None
    """The fact that is pointed at, where two facts disagree."""
    thing: str = ""
    """What the word at the span names besides the value, in German: the "topf" of an Edelstahltopf."""
    more: bool = False
    """Whether the field states further things of the kind that are not told."""


class _Own(NamedTuple):
    """What a field says against the facts, whatever the other fields say, in the order in which findings go first."""

    valued: dict[str, list[values.Conflict]]
    named: list[Disagreement]
    denied: list[Disagreement]
    alone: list[Disagreement]


class Comparison:
    """The fields of a listing beside each other and beside its facts. `words` are those of the listing's language."""

    def __init__(self, listing: Listing, read: Sequence[tuple[TextField, Passage]], words: Words) -> None:
        self.listing, self.read, self.words = listing, read, words

    @cached_property
    def _fields(self) -> list[Claims]:
        return [
            claims_of(place, field, passage, self.words)
            for place, (field, passage) in enumerate(self.read)
            if field.role in _SPOKEN_OF
        ]

    @cached_property
    def _sheet(self) -> Sheet:
        return sheet_of(self.listing, [passage for _, passage in self.read], self.words)

    @cached_property
    def _packs(self) -> frozenset[int]:
        return known.packs_of(self._fields, self._sheet)

    @cached_property
    def _titled(self) -> str:
        return " ".join(one.passage.plain for one in self._fields if one.field.role == "title").casefold()

    def changed(self, place: int, passage: Passage) -> "Comparison | None":
        """The same with another text in a place; None if that changes more: language, title, or what lines state."""
        field, old = self.read[place]
        alike = self.listing.language is not None or {one.language for _, one in self.read} == {passage.language}
        if not alike or field.role == "title" or any(lines((old, passage), self.words)):
            return None
        other = copy(self)
        other.read = [(field, passage) if n == place else one for n, one in enumerate(self.read)]
        other._sheet, other._packs, other._titled = self._sheet, self._packs, self._titled
        other._fields = [
            claims_of(place, field, passage, self.words) if one.place == place else one for one in self._fields
        ]
        return other

    def disagreements(self) -> list[Disagreement]:
        """What disagrees, in the order of the fields; of two findings on one span the first stays."""
        by_place = {one.place: one for one in self._fields}
        found: list[Disagreement] = []
        for one in self._all():
            spans = [(one.place, one.start, one.end), one.other or (None, 0, 0)]
            if any(place in by_place and by_place[place].is_aside(start, end) for place, start, end in spans):
                continue
            if not any(one.place == other.place and one.start < other.end and other.start < one.end for other in found):
                found.append(one)
        found = [_with_noun(one, self.read) for one in found]
        found.sort(key=lambda one: (one.place if one.place is not None else len(self.read), one.start))
        return found

    def _all(self) -> Iterator[Disagreement]:
        """What disagrees, what goes first before what it covers; what a field says by itself is worked out once."""
        fields, sheet, packs = self._fields, self._sheet, self._packs
        own = [sheet.once(_own, claims) for claims in fields]
        yield from _valued(fields, own, sheet)
        for claims in fields:
            yield from sheet.once(_measured, claims, packs, self._titled)
        for pair in copies.pairs(fields, packs):
            other = (pair.other_claims.place, pair.other.start, pair.other.end)
            claim = pair.claim
            yield Disagreement("copy", pair.claims.place, claim.start, claim.end, None, other, claim, pair.other)
        yield from sheet.once(_split)
        yield from (found for one in own for found in one.named)
        yield from _denied("feature", features.known_apart(fields, sheet))
        yield from (found for one in own for found in (*one.denied, *one.alone))


def _own(sheet: Sheet, claims: Claims) -> _Own:
    valued = {group: values.conflicts(sheet, group, claims) for group in sheet.once(values.told)}
    return _Own(
        {group: found for group, found in valued.items() if found},
        [
            *_denied("version", versions.versions(sheet, claims)),
            *_denied("nutrition", versions.exceeded(sheet, claims)),
        ],
        list(_denied("feature", features.unnamed(sheet, claims))),
        [
            Disagreement(kind, claims.place, start, end, None, more=more)
            for kind, claims, start, end, more in unstated.unstated(sheet, claims)
        ],
    )


def _with_noun(one: Disagreement, read: Sequence[tuple[TextField, Passage]]) -> Disagreement:
    """A bare count is pointed at together with what it counts: "6 cups"."""
    if one.place is None or not one.claim or one.claim.thing != "count":
        return one
    text = read[one.place][1].plain
    noun = _NOUN.match(text, one.end) if text[one.start : one.end].isdigit() else None
    return replace(one, end=noun.end()) if noun else one


def _measured(sheet: Sheet, claims: Claims, packs: frozenset[int], titled: str) -> list[Disagreement]:
    return [_clash(one) for one in measures.clashes(sheet, claims, packs, titled)]


def _clash(one: measures.Clash) -> Disagreement:
    claim = one.claim
    two = (claim, one.stated) if claim.unit.kind == one.stated.unit.kind and claim.thing != "sold" else (None, None)
    return Disagreement("quantity", one.claims.place, claim.start, claim.end, one.fact, None, *two)


def _split(sheet: Sheet) -> list[Disagreement]:
    return [
        _between(first.fact, second.fact, "quantity", first.quantity, second.quantity)
        for first, second in sheet.once(known.split)
    ]


def _between(
    first: Stated, second: Stated, kind: str, claim: Quantity | None = None, stated: Quantity | None = None
) -> Disagreement:
    """Two facts that disagree; one that stands in the copy is pointed at there."""
    one, other = (second, first) if second.reading is not None and first.reading is None else (first, second)
    return Disagreement(kind, one.reading, one.start, one.end, other, None, claim, stated, one)


def _valued(fields: Sequence[Claims], own: Sequence[_Own], sheet: Sheet) -> Iterator[Disagreement]:
    for group, apart in sheet.once(_split_values):
        yield from apart
        found = [conflict for one in own for conflict in one.valued.get(group, ())]
        for one in (*found, *values.again(group, found, fields, sheet)) if found else ():
            yield Disagreement(group, one.claims.place, one.start, one.end, one.fact, thing=one.thing)


def _split_values(sheet: Sheet) -> list[tuple[str, list[Disagreement]]]:
    return [
        (group, [_between(one.fact, other.fact, group) for one, other in values.split(sheet, group)])
        for group in sheet.once(values.told)
    ]


def _denied(kind: str, found: Iterable[features.Denied]) -> Iterator[Disagreement]:
    for one in found:
        yield Disagreement(kind, one.claims.place, one.start, one.end, one.fact)
