"""Quantities of the copy against quantities of the facts: those that cannot both be true."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import NamedTuple

from caveat.analysis.facts.agree import NO_PACKS, agree
from caveat.analysis.facts.claims import Claims
from caveat.analysis.facts.depth import in_metres
from caveat.analysis.facts.known import LARGEST, Known, by_kind
from caveat.analysis.facts.proper import of_a_card
from caveat.analysis.facts.sheet import Sheet
from caveat.analysis.facts.stated import Stated
from caveat.quantities import Quantity
from caveat.quantities.units import units

_SIDES = frozenset(("length", "width", "height", "depth", "thickness", "diameter", "size"))
_OWN = frozenset(("battery", "power", "screen", "memory", "storage", "weight", "volume", "count"))
_PARTED = _SIDES.union(
    ("weight", "package-weight", "volume", "voltage", "current", "power", "distance", "time", "frequency")
)
"""What is measured of parts as well as of the whole."""
_OF_SET = re.compile(r"\bof\b|pack|set\b|lot de|juego|confezione|er[- ]|セット|套|세트", re.IGNORECASE)
_OF_BATTERY = frozenset(("runtime", "battery"))
"""What a charging case has besides what it charges."""
_DEEP = frozenset(("water-rating", "water-depth"))
_SETTLED = frozenset(("discount", "price", "year", "persons"))
_CONTAINS = re.compile(
    r"(?:includes?|contains?|comes with|you get|consists of|enthält|umfasst|besteht aus|contient|comprend|incluye"
    r"|contiene|include|comprende|内含|包含|共)\s*$",
    re.IGNORECASE,
)
"""What says that so many pieces are all there is."""
_NOUN = re.compile(r"[ -]*(?:[^\W\d_]+ )?([^\W\d_]{3,})")
_LINK = re.compile(r" ?(?:[,/|;&+、，·]|or|and|oder|und|ou|et|y|o|e|或|和)? ?")
_SENTENCE = re.compile(r"[.!?。！？\n](?:\s|$)")
_LISTED, _NEIGHBOURS, _BESIDE, _CLOSE = 3, 12, 40, 12
_START = attrgetter("start")
_MOST_CLAIMS = 400
"""Quantities of one field that are looked at: more stand in no listing."""


class Clash(NamedTuple):
    """A quantity of the copy, and the fact that it disagrees with."""

    claims: Claims
    claim: Quantity
    fact: Stated
    stated: Quantity


class Around(NamedTuple):
    """What a field is compared with: what is known, by the kind of its unit; pack sizes; the title in small letters."""

    known: Mapping[str, Sequence[Known]]
    packs: frozenset[int]
    titled: str


def clashes(sheet: Sheet, claims: Claims, packs: frozenset[int], titled: str) -> list[Clash]:
    """The quantities of a field that no comparable fact bears out."""
    around = Around(sheet.once(by_kind), packs, titled)
    found = (_clash(claims, claim, around) for claim in claims.quantities[:_MOST_CLAIMS])
    return [one for one in found if one]


def _clash(claims: Claims, claim: Quantity, around: Around) -> Clash | None:
    known = around.known
    said, claim = claim, (in_metres(claim) or claim) if claim.thing in _DEEP else claim
    if claim.thing in _SETTLED or claim.unit.name == "cup" or not (here := known.get(claim.unit.kind)):
        return None
    if of_a_card(claims.passage.plain, said):
        return None
    packs = NO_PACKS if claim.unit.kind == "count" else around.packs | _counts_beside(claims, claim)
    here = [one for one in here if not _inside(one.fact, claims, claim)]
    parts = claims.part_of(claim.start, claim.end)
    if claim.thing == "package-weight" and "package" not in parts:
        claim = replace(claim, thing="weight")
    if claim.unit.name == "oz" and any(_fluid(claim, one.quantity) for one in known.get("volume", ())):
        return None
    rivals = [one for one in here if not one.fact.prose and _comparable(claims, claim, parts, one, around.titled)]
    told = _named(claim) or any(parts & one.parts for one in rivals)
    if not rivals or any(agree(claim, one.quantity, packs) for one in (rivals if told else here)):
        return None
    if any(agree(claim, one.quantity, packs) for one in here if one.fact.prose):
        return None
    if _listed(claims, claim) or _a_choice(claims, claim, parts, rivals, packs):
        return None
    return Clash(claims, said, rivals[0].fact, rivals[0].quantity)


def _fluid(claim: Quantity, stated: Quantity) -> bool:
    """Whether ounces are meant as fluid ounces, as sellers of cups and bottles write them."""
    return agree(replace(claim, unit=units()["floz"]), stated)


def _inside(fact: Stated, claims: Claims, claim: Quantity) -> bool:
    """Whether the fact is the very line that the claim stands in."""
    return fact.reading == claims.place and fact.start <= claim.start < fact.end


def _comparable(claims: Claims, claim: Quantity, parts: frozenset[str], one: Known, titled: str) -> bool:
    """Whether claim and fact measure the same of the same thing."""
    if claim.thing == "count":
        return _same_count(claims, claim, one, titled)
    shared = bool(parts & one.parts)
    if claim.thing != one.quantity.thing and not (shared and {claim.thing, one.quantity.thing} <= _PARTED):
        return False
    if claim.thing == "nutrient" and "100" not in claims.passage.plain[max(claim.start - 20, 0) : claim.end + 20]:
        return False
    if (claim.form == "dimensions") != (one.quantity.form == "dimensions"):
        return False
    if claim.thing in _OF_BATTERY and "adapter" in parts | one.parts:
        return shared
    if claim.thing not in _PARTED or shared:
        return True
    return not (parts or one.parts) and (claim.thing not in _SIDES or _speaks_of(claims, claim, one, titled))


def _speaks_of(claims: Claims, claim: Quantity, one: Known, titled: str) -> bool:
    """Whether a fact is about the thing itself, or about what stands beside the claim: "Seat Height"."""
    if not one.specific:
        return True
    near = claims.passage.plain[max(claim.start - _BESIDE, 0) : claim.end + _BESIDE].casefold()
    return all(word[:-1] in near or word[:-1] in titled for word in one.specific)


def _same_count(claims: Claims, claim: Quantity, one: Known, titled: str) -> bool:
    """A count of pieces against a fact that counts pieces, or names what is counted."""
    text = claims.passage.plain
    noun = _NOUN.match(text.casefold(), claim.end)
    if noun and noun[1].rstrip("s") in one.fact.name.casefold():
        return True
    if "count" not in one.fact.attributes:
        return False
    if _OF_SET.search(text, max(claim.start - 8, 0), claim.end):
        return True
    if not text[claim.start : claim.end].strip().isdigit():
        return claims.field.role == "title"
    return bool(
        noun and noun[1].rstrip("s") in titled and _CONTAINS.search(text, max(claim.start - 20, 0), claim.start)
    )


def _named(claim: Quantity) -> bool:
    """Whether the copy itself says what it measures, so that another fact of the kind cannot be meant."""
    return claim.thing not in _OWN and claim.thing not in _SIDES


def _counts_beside(claims: Claims, claim: Quantity) -> frozenset[int]:
    """The counts in the same clause: "2 capsules, 200 mg each"."""
    place = bisect_left(claims.quantities, claim.start, key=_START)
    near = [
        other.numbers[0].value
        for other in claims.quantities[max(place - 1, 0) : place + 2]
        if other.unit.kind == "count" and claim.start - other.end <= _CLOSE and other.start - claim.end <= _CLOSE
    ]
    return frozenset(int(one) for one in near if 2 <= one <= LARGEST and one == int(one)) if near else NO_PACKS


def _listed(claims: Claims, claim: Quantity) -> bool:
    """Whether a value is one of three or more to choose from: "40 W / 60 W / 100 W", "for 42mm 44mm 45mm"."""
    if claim.form == "alternatives":
        return True
    text, here = claims.passage.plain, claims.quantities
    place = bisect_left(here, claim.start, key=_START)
    run = 1
    for step in (-1, 1):
        at = place
        while 0 <= at + step < len(here) and run < _LISTED:
            one, other = sorted((here[at], here[at + step]), key=lambda each: each.start)
            if other.unit.kind != one.unit.kind or not _LINK.fullmatch(text, one.end, other.start):
                break
            run, at = run + 1, at + step
    return run >= _LISTED


def _a_choice(
    claims: Claims, claim: Quantity, parts: frozenset[str], rivals: Sequence[Known], packs: frozenset[int]
) -> bool:
    """Whether the same sentence offers the fact's value besides: "500 ml or 1 l"."""
    text, here = claims.passage.plain, claims.quantities
    place = bisect_left(here, claim.start, key=_START)
    for other in here[max(place - _NEIGHBOURS, 0) : place + _NEIGHBOURS + 1]:
        if other.start == claim.start or other.thing != claim.thing or other.unit.kind != claim.unit.kind:
            continue
        between = text[min(claim.end, other.end) : max(claim.start, other.start)]
        fits = _SENTENCE.search(between) is None and any(agree(other, one.quantity, packs) for one in rivals)
        if fits and claims.part_of(other.start, other.end) == parts:
            return True
    return False
