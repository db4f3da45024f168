"""Places of the copy against each other: title and bullets, two language copies, a value and its conversion."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations
from operator import attrgetter
from typing import NamedTuple

from caveat.analysis.facts.agree import agree
from caveat.analysis.facts.beside import REACH, words_beside
from caveat.analysis.facts.claims import Claims
from caveat.analysis.memory import Remembering
from caveat.quantities import Quantity
from caveat.quantities.numbers import parse
from caveat.quantities.units import units

_BRACKET = re.compile(r" ?[(（] ?(?:about|approx\.?|ca\.?|≈|=|~|约|約)? ?$| ?[=/] ?$", re.IGNORECASE)
_LANGUAGE_OF_ID = re.compile(r"[_-](en|de|fr|es|it|zh|ja|ko)$")
_LOOSE = frozenset(
    ("discount", "price", "year", "size", "dose", "nutrient", "share", "age", "persons", "resolution", "frequency",
     "temperature", "voltage", "current", "refresh-rate", "frame-rate", "angle", "data-rate", "sold", None)
)  # fmt: skip
"""Things of which a listing well states several values."""
_APART = 12
"""By how many times two values may differ and still be meant of the same thing."""
_READ = 80
"""Quantities of a field that are compared: more stand in no field that describes one thing."""
_STATED = 16
"""How often a field may state one thing and still be compared: a table of sizes states it more often."""
_EVERY = re.compile(
    r"\b(?:all|each of the|each of these|every one of the|jedes der|jeder der|alle|chacun des|chacune des|toutes les"
    r"|tous les|cada uno de los|cada una de las|todos los|todas las|ognuno dei|ognuna delle|tutti i|tutte le"
    r"|consists of|besteht aus|enthält|se compone de|se compose de|è composto da)$",
    re.IGNORECASE,
)
"""What stands before a count that speaks of all pieces: "each of the 6 spatulas"."""
_START = attrgetter("start")
_COUNTED = re.compile(r"\d(?<= \d)\d{0,2}(?= [^\W\d_]{3})")


class Pair(NamedTuple):
    """Two quantities of the copy that cannot both be true; the first is pointed at."""

    claims: Claims
    claim: Quantity
    other_claims: Claims
    other: Quantity


def pairs(fields: Sequence[Claims], packs: frozenset[int]) -> Iterator[Pair]:
    """The places of the copy that disagree with each other."""
    for claims in fields:
        yield from claims.once(_conversions)
    told = [claims.once(_Told) for claims in fields]
    told = [one for one in told if one.all or one.by_thing]
    for first, second in combinations(told, 2):
        if first.tongue == second.tongue:
            if first.measures(second):
                yield from first.once(_apart, second, packs)
        elif _base(first.claims) == _base(second.claims):
            yield from first.once(_translations, second, packs)
    for one in told:
        if one.by_thing:
            yield from one.once(_apart, one, packs)


class _Amount(NamedTuple):
    """A quantity, its size in the base unit, and the words beside it that say what it is of."""

    quantity: Quantity
    size: Decimal
    about: frozenset[str]


class _Told(Remembering):
    """The quantities of a field by what they measure, and the words beside each."""

    most = 64

    def __init__(self, claims: Claims) -> None:
        super().__init__()
        self.claims = claims
        self.all = claims.quantities[:_READ]
        self.tongue = _tongue(claims)
        self.by_thing: dict[str | None, list[Quantity]] = defaultdict(list)
        for one in [*(_as_count(one) for one in self.all), *_spoken_of(claims)]:
            if one.thing not in _LOOSE and one.form == "plain" and not one.times:
                self.by_thing[one.thing].append(one)
        for thing in [thing for thing, stated in self.by_thing.items() if len(stated) > _STATED]:
            del self.by_thing[thing]
        self._amounts: dict[str | None, list[_Amount]] = {}

    def measures(self, other: "_Told") -> bool:
        """Whether two fields measure one thing."""
        return not self.by_thing.keys().isdisjoint(other.by_thing)

    def amounts(self, thing: str | None) -> list[_Amount]:
        """The quantities of one thing, with the words that say what they are of."""
        if thing not in self._amounts:
            self._amounts[thing] = [
                _Amount(one, abs(one.base[0]), self._about(one)) for one in self.by_thing.get(thing, ())
            ]
        return self._amounts[thing]

    def _about(self, quantity: Quantity) -> frozenset[str]:
        """The words beside a quantity, in its clause, that say what it is of."""
        place = bisect_left(self.all, quantity.start, key=_START)
        after = self.all[place - 1].end if place else 0
        later = next((one.start for one in self.all[place : place + 2] if one.start > quantity.start), None)
        before = len(self.claims.passage.plain) if later is None else later
        return words_beside(self.claims, quantity, after, before)


def _as_count(one: Quantity) -> Quantity:
    """Cups are counted here."""
    whole = one.unit.name == "cup" and one.numbers[0].value == int(one.numbers[0].value)
    return replace(one, unit=units()["pc"], thing="count") if whole else one


def _spoken_of(claims: Claims) -> Iterator[Quantity]:
    """The counts of all pieces that the grammar leaves alone, since a bare number counts anything."""
    text, known = claims.passage.plain, claims.quantities
    for found in _COUNTED.finditer(text):
        every = _EVERY.search(text, max(found.start() - 1 - REACH, 0), found.start() - 1)
        if every:
            place = bisect_left(known, found.end(), key=_START)
            if not place or known[place - 1].end <= found.start():
                yield _count(found)


def _count(found: re.Match[str]) -> Quantity:
    return Quantity(*found.span(), (parse(found[0], "en"),), units()["pc"], "plain", None, "count", None)


def _conversions(claims: Claims) -> list[Pair]:
    """4 ft (90 cm)."""
    text, found = claims.passage.plain, []
    for one, two in zip(claims.quantities, claims.quantities[1:], strict=False):
        alike = one.unit.kind == two.unit.kind and one.form == two.form and one.unit.name != two.unit.name
        if alike and one.unit.kind not in ("count", "price"):
            closed = text[two.end : two.end + 2].lstrip().startswith((")", "）"))
            if closed and _BRACKET.fullmatch(text[one.end : two.start]) and not agree(one, two):
                found.append(Pair(claims, one, claims, two))
    return found


def _base(claims: Claims) -> tuple[str, str]:
    return claims.field.role, _LANGUAGE_OF_ID.sub("", claims.field.id)


def _tongue(claims: Claims) -> str:
    """The language of a field: what its id says, or what it is read as."""
    found = _LANGUAGE_OF_ID.search(claims.field.id)
    return found[1] if found else claims.passage.language


def _translations(first: _Told, second: _Told, packs: frozenset[int]) -> list[Pair]:
    """A translation says the same numbers: those left over on both sides, in order of their kind, differ."""
    left = [q for q in first.all if not any(_comparable(q, o) and agree(q, o, packs) for o in second.all)]
    over = [q for q in second.all if not any(_comparable(q, o) and agree(o, q, packs) for o in first.all)]
    found = []
    for quantity in over:
        rivals = [one for one in left if _comparable(one, quantity)]
        if rivals:
            left.remove(rivals[0])
            found.append(Pair(second.claims, quantity, first.claims, rivals[0]))
    return found


def _comparable(one: Quantity, other: Quantity) -> bool:
    return one.unit.kind == other.unit.kind and (one.form == "dimensions") == (other.form == "dimensions")


def _apart(first: _Told, second: _Told, packs: frozenset[int]) -> list[Pair]:
    """Two sentences that speak of the same with different numbers."""
    found = []
    same = first is second  # one text in two fields is read once
    for thing, mine in first.by_thing.items():
        stated = second.by_thing.get(thing, ())
        for one in first.amounts(thing) if len(stated) > same else ():
            rivals = [
                other.quantity for other in second.amounts(thing)
                if _alike(one, other) and _of_the_same(first.claims, one.quantity, second.claims, other.quantity)
            ]  # fmt: skip
            if not rivals or len({other.numbers for other in rivals}) > 1 or len(_near_values(first, one)) > 2:
                continue  # several values of one thing are a choice
            claim, rival = one.quantity, rivals[0]
            borne = any(agree(claim, other, packs) for other in stated if not (same and other is claim))
            back = any(agree(rival, other, packs) for other in mine if not (same and other is rival))
            if not borne and not back:
                found.append(Pair(first.claims, claim, second.claims, rival))
    return found


def _near_values(told: _Told, one: _Amount) -> set[object]:
    """The values of one thing that a field states of the same."""
    quantity, about = one.quantity, one.about
    return {
        other.quantity.numbers for other in told.amounts(quantity.thing)
        if other.quantity.unit is quantity.unit and about & other.about
    }  # fmt: skip


def _alike(one: _Amount, other: _Amount) -> bool:
    """Whether the words beside two quantities and their sizes let them be meant of the same."""
    if one.quantity.unit.kind != other.quantity.unit.kind or one.about.isdisjoint(other.about):
        return False
    return one.size <= _APART * other.size and other.size <= _APART * one.size


def _of_the_same(first: Claims, one: Quantity, second: Claims, other: Quantity) -> bool:
    """Whether two alike quantities of one thing are said of the same, in two sentences."""
    if first is second and not (other.start > one.end and _sentence_between(first, one, other)):
        return False
    if one.thing == "count":
        return True
    return first.part_of(one.start, one.end) == second.part_of(other.start, other.end)


def _sentence_between(claims: Claims, one: Quantity, other: Quantity) -> bool:
    return bool(re.search(r"[.!?。！？\n]", claims.passage.plain[one.end : other.start]))
