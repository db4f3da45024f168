"""Places of the copy against each other: title and bullets, two language copies, a value and its conversion."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from caveat.analysis.facts.agree import agree
from caveat.analysis.facts.claims import Claims
from caveat.quantities import Quantity
from caveat.text.language import FUNCTION_WORDS

_WORD = re.compile(r"[^\W\d_]{3,}|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2}")
_CLAUSE = re.compile(r"[.!?;:。！？；：\n|•,，、()（）/+]| [-–—] ")
_REACH = 32
"""How far a word may stand from a number to say what it is of, in characters."""
_BRACKET = re.compile(r" ?[(（] ?(?:about|approx\.?|ca\.?|≈|=|~|约|約)? ?$| ?[=/] ?$", re.IGNORECASE)
_LANGUAGE_OF_ID = re.compile(r"[_-](en|de|fr|es|it|zh|ja|ko)$")
_LOOSE = frozenset(
    ("discount", "price", "year", "size", "dose", "nutrient", "share", "age", "persons", "resolution", "frequency",
     "temperature", "voltage", "current", "refresh-rate", "frame-rate", "angle", "data-rate", None)
)  # fmt: skip
"""Things of which a listing well states several values."""
_EMPTY = frozenset(
    "set pack pcs pieces all each our your more than about over only just every per use using up time times".split()
)


@dataclass(frozen=True)
class Pair:
    """Two quantities of the copy that cannot both be true; the first is pointed at."""

    claims: Claims
    claim: Quantity
    other_claims: Claims
    other: Quantity


def pairs(fields: Sequence[Claims], packs: frozenset[int]) -> Iterator[Pair]:
    """The places of the copy that disagree with each other."""
    for claims in fields:
        yield from _conversions(claims)
    for first, second in combinations(fields, 2):
        if first.passage.language != second.passage.language and _base(first) == _base(second):
            yield from _translations(first, second, packs)
        elif first.passage.language == second.passage.language:
            yield from _apart(first, second, packs)
    for claims in fields:
        yield from _apart(claims, claims, packs)


def _conversions(claims: Claims) -> Iterator[Pair]:
    """4 ft (90 cm)."""
    text = claims.passage.plain
    for one, two in zip(claims.quantities, claims.quantities[1:], strict=False):
        if one.unit.kind == two.unit.kind != "count" and one.unit.name != two.unit.name and one.form == two.form:
            closed = text[two.end : two.end + 2].lstrip().startswith((")", "）"))
            if closed and _BRACKET.fullmatch(text[one.end : two.start]) and not agree(one, two):
                yield Pair(claims, one, claims, two)


def _base(claims: Claims) -> tuple[str, str]:
    return claims.field.role, _LANGUAGE_OF_ID.sub("", claims.field.id)


def _translations(first: Claims, second: Claims, packs: frozenset[int]) -> Iterator[Pair]:
    """A translation says the same numbers: those left over on both sides, in order of their kind, differ."""
    left = [q for q in first.quantities if not any(_comparable(q, o) and agree(q, o, packs) for o in second.quantities)]
    over = [q for q in second.quantities if not any(_comparable(q, o) and agree(o, q, packs) for o in first.quantities)]
    for quantity in over:
        rivals = [one for one in left if _comparable(one, quantity)]
        if rivals:
            left.remove(rivals[0])
            yield Pair(second, quantity, first, rivals[0])


def _comparable(one: Quantity, other: Quantity) -> bool:
    return one.unit.kind == other.unit.kind and (one.form == "dimensions") == (other.form == "dimensions")


def _apart(first: Claims, second: Claims, packs: frozenset[int]) -> Iterator[Pair]:
    """Two sentences that speak of the same with different numbers."""
    for one in first.quantities:
        if one.thing in _LOOSE or one.form != "plain" or one.times:
            continue
        rivals = [other for other in second.quantities if other.thing == one.thing and _comparable(one, other)]
        if first is second:
            rivals = [other for other in rivals if other.start > one.end and _sentence_between(first, one, other)]
        mine = _about(first, one)
        for other in rivals:
            if (
                other.form != "plain"
                or other.times
                or first.part_of(one.start, one.end) != second.part_of(other.start, other.end)
            ):
                continue
            if (
                mine & _about(second, other)
                and not _borne_out(one, second, packs)
                and not _borne_out(other, first, packs)
            ):
                yield Pair(first, one, second, other)
                break


def _borne_out(quantity: Quantity, claims: Claims, packs: frozenset[int]) -> bool:
    return any(
        _comparable(quantity, other)
        and other.thing == quantity.thing
        and other is not quantity
        and agree(quantity, other, packs)
        for other in claims.quantities
    )


def _sentence_between(claims: Claims, one: Quantity, other: Quantity) -> bool:
    return bool(re.search(r"[.!?。！？\n]", claims.passage.plain[one.end : other.start]))


def _about(claims: Claims, quantity: Quantity) -> frozenset[str]:
    """The words beside a quantity, in its clause, that say what it is of."""
    text = claims.passage.plain.casefold()
    left = _CLAUSE.split(text[max(quantity.start - _REACH, 0) : quantity.start])[-1]
    right = _CLAUSE.split(text[quantity.end : quantity.end + _REACH])[0]
    if quantity.thing == "count" and text[quantity.start : quantity.end].strip().isdigit():
        left, right = "", " ".join(right.split()[:1])
    words = {word.rstrip("s") for word in _WORD.findall(left + " " + right)}
    return frozenset(words - FUNCTION_WORDS.get(claims.passage.language, frozenset()) - _EMPTY)
