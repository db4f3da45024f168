"""Quantities of the copy against quantities of the facts: those that cannot both be true."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from caveat.analysis.facts.agree import agree
from caveat.analysis.facts.claims import Claims
from caveat.analysis.facts.stated import Stated
from caveat.quantities import Quantity
from caveat.quantities.units import units

_SIDES = frozenset(("length", "width", "height", "depth", "thickness", "diameter", "size"))
_OWN = frozenset(("battery", "power", "screen", "memory", "storage", "weight", "volume", "count"))
_NAMES_COUNT = re.compile(
    r"number of (?:items|pieces|units)|unit count|piece count|pack(?:age)? (?:size|quantity)|quantity|item count"
    r"|set size|count|anzahl|stückzahl|menge|nombre d'(?:articles|unités|éléments)|nombre de pièces|quantité"
    r"|número de (?:artículos|piezas|unidades)"
    r"|cantidad|numero di (?:articoli|pezzi|unità)|quantità|件数|数量|入数|個数|枚数|수량|개수|규격 수량",
    re.IGNORECASE,
)
_PARTED = _SIDES | {"weight", "volume", "voltage", "current", "power", "distance", "time"}
"""What is measured of parts as well as of the whole."""
_OF_SET = re.compile(r"\bof\b|pack|set\b|lot de|juego|confezione|er[- ]|セット|套|세트", re.IGNORECASE)
_GENERIC = frozenset(
    "item product net content display standing screen size weight type material total overall memory storage capacity "
    "volume battery "
    "fabric color colour wattage voltage power width height length depth diameter of the liquid package packaged "
    "quantity internal".split()
)
_MANY = frozenset(
    ("count", "time", "price", "discount", "share", "nutrient", "dose", "temperature", "year", "age", "levels")
)
"""Of what one thing well has several facts."""
_SETTLED = frozenset(("discount", "price", "year", "persons"))


@dataclass(frozen=True)
class Clash:
    """A quantity of the copy, and the fact that it disagrees with."""

    claims: Claims
    claim: Quantity
    fact: Stated
    stated: Quantity


@dataclass(frozen=True)
class Known:
    """A quantity of a fact, and the parts of which the fact speaks."""

    fact: Stated
    quantity: Quantity
    parts: frozenset[str]


def clashes(fields: Sequence[Claims], known: Sequence[Known]) -> Iterator[Clash]:
    """The quantities of the copy that no comparable fact bears out."""
    packs = packs_of(fields, known)
    for claims in fields:
        for claim in claims.quantities:
            found = _clash(claims, claim, known, packs)
            if found:
                yield found


def generic(name: str) -> bool:
    """Whether a fact's name says nothing that sets it apart, as "Extended Length" does."""
    return all(word in _GENERIC for word in re.findall(r"[^\W\d_]+", name.casefold()))


def split(known: Sequence[Known]) -> Iterator[tuple[Known, Known]]:
    """Facts that disagree with each other."""
    for place, one in enumerate(known):
        for other in known[place + 1 :]:
            if not len(one.fact.quantities) == len(other.fact.quantities) == 1:
                continue
            same = one.quantity.unit.kind == other.quantity.unit.kind and one.quantity.thing == other.quantity.thing
            apart = (
                one.fact is not other.fact
                and generic(one.fact.name)
                and generic(other.fact.name)
                and one.quantity.thing not in _MANY
                and one.parts == other.parts
            )
            if same and apart and one.quantity.form == other.quantity.form and not agree(one.quantity, other.quantity):
                yield one, other


def _clash(claims: Claims, claim: Quantity, known: Sequence[Known], packs: Iterable[int]) -> Clash | None:
    if claim.thing in _SETTLED or claim.unit.name == "cup":
        return None
    packs = () if claim.unit.kind == "count" else packs
    here = [one for one in known if one.quantity.unit.kind == claim.unit.kind and not _inside(one.fact, claims, claim)]
    if not here:
        return None
    parts = claims.part_of(claim.start, claim.end)
    if claim.unit.name == "oz" and any(_fluid(claim, one.quantity) for one in known):
        return None
    rivals = [one for one in here if _comparable(claims, claim, parts, one)]
    if not rivals or any(agree(claim, one.quantity, packs) for one in (rivals if _named(claim) else here)):
        return None
    if _a_choice(claims, claim, rivals, packs):
        return None
    return Clash(claims, claim, rivals[0].fact, rivals[0].quantity)


def _fluid(claim: Quantity, stated: Quantity) -> bool:
    """Whether ounces are meant as fluid ounces, as sellers of cups and bottles write them."""
    return stated.unit.kind == "volume" and agree(replace(claim, unit=units()["floz"]), stated)


def _inside(fact: Stated, claims: Claims, claim: Quantity) -> bool:
    """Whether the fact is the very line that the claim stands in."""
    return fact.reading == claims.place and fact.start <= claim.start < fact.end


def _comparable(claims: Claims, claim: Quantity, parts: frozenset[str], one: Known) -> bool:
    """Whether claim and fact measure the same of the same thing."""
    if claim.thing == "count":
        return _same_count(claims, claim, one)
    shared = bool(parts & one.parts)
    if claim.thing != one.quantity.thing and not (shared and {claim.thing, one.quantity.thing} <= _PARTED):
        return False
    if claim.thing == "nutrient" and "100" not in claims.passage.plain[max(claim.start - 20, 0) : claim.end + 20]:
        return False
    if (claim.form == "dimensions") != (one.quantity.form == "dimensions"):
        return False
    return claim.thing not in _PARTED or shared or not (parts or one.parts)


def _same_count(claims: Claims, claim: Quantity, one: Known) -> bool:
    """A count of pieces against a fact that counts pieces, or names what is counted."""
    after = claims.passage.plain[claim.end : claim.end + 20].casefold()
    noun = re.match(r"[ -]*([^\W\d_]{3,})", after)
    name = one.fact.name.casefold()
    if noun and noun[1].rstrip("s") in name:
        return True
    text = claims.passage.plain[claim.start : claim.end].casefold()
    whole = claims.field.role == "title" or _OF_SET.search(text)
    return bool(whole and _NAMES_COUNT.search(name)) and not re.fullmatch(r"[\d.,\s]+", text)


def _named(claim: Quantity) -> bool:
    """Whether the copy itself says what it measures, so that another fact of the kind cannot be meant."""
    return claim.thing not in _OWN and claim.thing not in _SIDES


def _a_choice(claims: Claims, claim: Quantity, rivals: Sequence[Known], packs: Iterable[int]) -> bool:
    """Whether the same sentence offers the fact's value besides: "500 ml or 1 l"."""
    text = claims.passage.plain
    for other in claims.quantities:
        if other is claim or other.thing != claim.thing or other.unit.kind != claim.unit.kind:
            continue
        between = text[min(claim.end, other.end) : max(claim.start, other.start)]
        if re.search(r"[.!?。！？\n](?:\s|$)", between) is None and any(
            agree(other, one.quantity, packs) for one in rivals
        ):
            return True
    return False


def packs_of(fields: Sequence[Claims], known: Sequence[Known]) -> frozenset[int]:
    """The pack sizes that the listing speaks of."""
    counts = [one.quantity for one in known if one.quantity.thing == "count"]
    counts += [q for claims in fields if claims.field.role == "title" for q in claims.quantities if q.thing == "count"]
    values = {int(number.value) for one in counts for number in one.numbers if number.value == int(number.value)}
    return frozenset(value for value in values if 2 <= value <= 200)
