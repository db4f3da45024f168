"""Whether two quantities can both be true, after conversion: packs, ranges, "up to", roundings."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import inf

from caveat.quantities import Quantity

Interval = tuple[float, float]
_TOLERANCE = 0.05
"""Real titles and spec tables agree within this share (measured on `Item Weight`)."""
_TOLERANCES = {
    "charge": 0.015, "stored-energy": 0.02, "data": 0.025, "pixels": 0.02, "count": 0.0, "share": 0.0,
    "protection": 0.0, "sun-protection": 0.0, "price": 0.0, "karat": 0.0, "levels": 0.0, "cores": 0.0, "people": 0.0,
    "threads": 0.01, "pixels-across": 0.005, "frequency": 0.02, "water-rating": 0.0, "power": 0.03,
    "calendar-year": 0.0, "time": 0.04, "portions": 0.0, "age": 0.02, "voltage": 0.045, "dose": 0.01,
}  # fmt: skip
VAGUE = 0.12
"""What "about" allows."""
_PACKS = 8
"""Sets of pack sizes for which the intervals of a quantity are kept."""
NO_PACKS: frozenset[int] = frozenset()
_ROUNDING = 1e-9
"""What the arithmetic itself may be off."""


def agree(claim: Quantity, fact: Quantity, packs: frozenset[int] = NO_PACKS) -> bool:
    """Whether a claim fits a fact of the same kind; `packs` are the pack sizes the listing speaks of."""
    if "dimensions" in (claim.form, fact.form):
        return _sides_agree(claim, fact)
    tolerance = _TOLERANCES.get(claim.unit.kind, _TOLERANCE)
    if "about" in (claim.qualifier, fact.qualifier):
        tolerance = max(tolerance, VAGUE)
    if claim.form == fact.form == "range":
        return any(_within(mine, other, tolerance) for mine in claim.intervals for other in fact.intervals)
    if claim.qualifier == "up to" and claim.form == "plain":  # too little said misleads nobody
        most = max((high for _, high in _intervals(fact, packs)), default=inf)
        return any(mine[1] <= most * (1 + tolerance) for mine in _intervals(claim, packs))
    if _some_meet(_intervals(claim, NO_PACKS), _intervals(fact, NO_PACKS), tolerance) or _rounded(claim, fact):
        return True
    return bool(packs) and _some_meet(_intervals(claim, packs), _intervals(fact, packs), tolerance)


def _some_meet(some: Iterable[Interval], others: Sequence[Interval], tolerance: float) -> bool:
    """Whether two intervals overlap, or nearly."""
    for low, high in some:
        for least, most in others:
            if low <= most and least <= high:
                return True
            above, below = (low, most) if low > most else (least, high)
            larger = above if above > -below else -below  # `max` costs more than all the rest
            if above - below <= tolerance * larger + _ROUNDING:
                return True
    return False


def _intervals(quantity: Quantity, packs: frozenset[int]) -> Sequence[Interval]:
    """Every way to read a quantity, in the kind's base unit, of one piece or of a pack."""
    if not packs and quantity.times is None:
        return quantity.intervals
    if packs not in quantity.in_packs:
        if len(quantity.in_packs) >= _PACKS:  # a fact may outlive many listings
            quantity.in_packs.clear()
        factors = _factors(packs, quantity.times)
        quantity.in_packs[packs] = [(low * one, high * one) for low, high in quantity.intervals for one in factors]
    return quantity.in_packs[packs]


@lru_cache(maxsize=256)
def _factors(packs: frozenset[int], times: int | None) -> tuple[float, ...]:
    """By what a quantity may be multiplied: what is said of "2 x 1 l" is said of one or of both."""
    return (1.0, *packs, *((times,) if times else (1 / pack for pack in packs)))


def _within(mine: Interval, other: Interval, tolerance: float) -> bool:
    """Whether a claimed range promises no more than the other, or nearly."""
    room = tolerance * max(abs(edge) for edge in (*mine, *other)) + _ROUNDING
    return other[0] - room <= mine[0] and mine[1] <= other[1] + room


def _rounded(claim: Quantity, fact: Quantity) -> bool:
    """Whether the claim is the fact rounded to as many digits as the claim shows: 6.8 for 6.78."""
    for number in claim.numbers:
        digits = max(-number.value.as_tuple().exponent, 0)  # type: ignore[operator]
        if digits == 0:
            continue
        for other in fact.base:
            if abs(float(other / claim.unit.scale) - float(number.value)) <= 0.5001 * 10**-digits:
                return True
    return False


def _sides_agree(claim: Quantity, fact: Quantity) -> bool:
    """Whether each side of the one that has fewer is a side of the other."""
    few, many = sorted((claim, fact), key=lambda one: len(one.numbers))
    left = [float(side) for side in many.base]
    for side in map(float, few.base):
        near = min(left, key=lambda other: abs(other - side), default=None)
        if near is None or abs(near - side) > _TOLERANCE * max(abs(near), abs(side)):
            return False
        left.remove(near)
    return True
