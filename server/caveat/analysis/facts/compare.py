"""Every place of a listing that disagrees with a fact, or with another place."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from caveat.analysis.facts import copies, features, known, measures, unstated, values, versions
from caveat.analysis.facts.claims import Claims, claims_of
from caveat.analysis.facts.sheet import Sheet, sheet_of
from caveat.analysis.facts.stated import Stated
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


def disagreements(listing: Listing, read: Sequence[tuple[TextField, Passage]], words: Words) -> list[Disagreement]:
    """What disagrees in a listing, in the order of its fields; of two findings on one span the first stays."""
    fields = [
        claims_of(place, field, passage, words)
        for place, (field, passage) in enumerate(read)
        if field.role in _SPOKEN_OF
    ]
    sheet = sheet_of(listing, [passage for _, passage in read], words)
    by_place = {one.place: one for one in fields}
    found: list[Disagreement] = []
    for one in (*_valued(fields, sheet), *_measured(fields, sheet), *_featured(fields, sheet), *_alone(fields, sheet)):
        spans = [(one.place, one.start, one.end), one.other or (None, 0, 0)]
        if any(place in by_place and by_place[place].is_aside(start, end) for place, start, end in spans):
            continue
        if not any(one.place == other.place and one.start < other.end and other.start < one.end for other in found):
            found.append(one)
    found = [_with_noun(one, read) for one in found]
    found.sort(key=lambda one: (one.place if one.place is not None else len(read), one.start))
    return found


def _alone(fields: Sequence[Claims], sheet: Sheet) -> Iterator[Disagreement]:
    """What only the copy states."""
    for kind, claims, start, end, more in unstated.unstated(fields, sheet):
        yield Disagreement(kind, claims.place, start, end, None, more=more)


def _with_noun(one: Disagreement, read: Sequence[tuple[TextField, Passage]]) -> Disagreement:
    """A bare count is pointed at together with what it counts: "6 cups"."""
    if one.place is None or not one.claim or one.claim.thing != "count":
        return one
    text = read[one.place][1].plain
    noun = _NOUN.match(text, one.end) if text[one.start : one.end].isdigit() else None
    return replace(one, end=noun.end()) if noun else one


def _measured(fields: Sequence[Claims], sheet: Sheet) -> Iterator[Disagreement]:
    packs = known.packs_of(fields, sheet)
    titled = " ".join(claims.passage.plain for claims in fields if claims.field.role == "title").casefold()
    for one in measures.clashes(fields, sheet, packs, titled):
        claim = one.claim
        two = (claim, one.stated) if claim.unit.kind == one.stated.unit.kind and claim.thing != "sold" else (None, None)
        yield Disagreement("quantity", one.claims.place, claim.start, claim.end, one.fact, None, *two)
    for pair in copies.pairs(fields, packs):
        other = (pair.other_claims.place, pair.other.start, pair.other.end)
        claim = pair.claim
        yield Disagreement("copy", pair.claims.place, claim.start, claim.end, None, other, claim, pair.other)
    for first, second in sheet.once(known.split):
        yield _between(first.fact, second.fact, "quantity", first.quantity, second.quantity)


def _between(
    first: Stated, second: Stated, kind: str, claim: Quantity | None = None, stated: Quantity | None = None
) -> Disagreement:
    """Two facts that disagree; one that stands in the copy is pointed at there."""
    one, other = (second, first) if second.reading is not None and first.reading is None else (first, second)
    return Disagreement(kind, one.reading, one.start, one.end, other, None, claim, stated, one)


def _valued(fields: Sequence[Claims], sheet: Sheet) -> Iterator[Disagreement]:
    for group in sheet.once(values.told):
        for first, second in sheet.once(values.split, group):
            yield _between(first.fact, second.fact, group)
        for one in values.conflicts(group, fields, sheet):
            yield Disagreement(group, one.claims.place, one.start, one.end, one.fact, thing=one.thing)


def _featured(fields: Sequence[Claims], sheet: Sheet) -> Iterator[Disagreement]:
    for kind, found in (
        ("version", versions.versions(fields, sheet)),
        ("nutrition", versions.exceeded(fields, sheet)),
        ("feature", features.apart(fields, sheet)),
    ):
        for one in found:
            yield Disagreement(kind, one.claims.place, one.start, one.end, one.fact)
