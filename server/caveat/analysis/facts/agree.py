"""Whether two quantities can both be true, after conversion: packs, ranges, "up to", roundings."""

from collections.abc import Collection, Iterable, Iterator
from math import inf

from caveat.quantities import Number, Quantity

Interval = tuple[float, float]
_TOLERANCE = 0.05
"""Real titles and spec tables agree within this share (measured on `Item Weight`)."""
_TOLERANCES = {
    "charge": 0.015, "stored-energy": 0.02, "data": 0.025, "pixels": 0.02, "count": 0.0, "share": 0.0,
    "protection": 0.0, "sun-protection": 0.0, "price": 0.0, "karat": 0.0, "levels": 0.0, "cores": 0.0, "people": 0.0,
    "threads": 0.01, "pixels-across": 0.005, "frequency": 0.02, "water-rating": 0.0, "power": 0.03,
    "calendar-year": 0.0, "time": 0.04, "portions": 0.0, "age": 0.02, "voltage": 0.045, "dose": 0.01,
}  # fmt: skip
_VAGUE = 0.12
"""What "about" allows."""


def agree(claim: Quantity, fact: Quantity, packs: Collection[int] = ()) -> bool:
    """Whether a claim fits a fact of the same kind; `packs` are the pack sizes the listing speaks of."""
    if "dimensions" in (claim.form, fact.form):
        return _sides_agree(claim, fact)
    tolerance = _TOLERANCES.get(claim.unit.kind, _TOLERANCE)
    if "about" in (claim.qualifier, fact.qualifier):
        tolerance = max(tolerance, _VAGUE)
    if claim.form == fact.form == "range":
        return any(_within(mine, other, tolerance) for mine in _readings(claim) for other in _readings(fact))
    if claim.qualifier == "up to" and claim.form == "plain":  # too little said misleads nobody
        most = max((high for _, high in _intervals(fact, packs)), default=inf)
        return any(mine[1] <= most * (1 + tolerance) for mine in _intervals(claim, packs))
    mine, stated = list(_intervals(claim, ())), list(_intervals(fact, ()))
    if _some_meet(mine, stated, tolerance) or _rounded(claim, fact):
        return True
    return bool(packs) and _some_meet(list(_intervals(claim, packs)), list(_intervals(fact, packs)), tolerance)


def _some_meet(some: Iterable[Interval], others: Collection[Interval], tolerance: float) -> bool:
    return any(_meet(one, other, tolerance) for one in some for other in others)


def _intervals(quantity: Quantity, packs: Collection[int]) -> Iterator[Interval]:
    """Every way to read a quantity, in the kind's base unit."""
    for low, high in _readings(quantity):
        yield low, high
        factors = set(packs) | ({quantity.times} if quantity.times else set())
        for factor in factors:
            yield low * factor, high * factor
            if not quantity.times:
                yield low / factor, high / factor


def _readings(quantity: Quantity) -> Iterator[Interval]:
    values = [[base(quantity, one) for one in number.readings] for number in quantity.numbers]
    if quantity.form == "range":
        for low, high in zip(values[0], values[1], strict=False):
            yield min(low, high), max(low, high)
        return
    for value in (value for group in values for value in group):
        if quantity.thing == "age":
            yield value, value
        elif quantity.qualifier in ("at least", "more than"):
            yield value, inf
        elif quantity.qualifier == "less than":
            yield -inf, value
        else:
            yield value, value


def base(quantity: Quantity, number: object) -> float:
    """A value in the base unit of its kind: kilograms, metres, seconds, degrees Celsius."""
    value = float(number)  # type: ignore[arg-type]
    if quantity.unit.name == "F":
        return (value - 32) / 1.8
    return value * float(quantity.unit.scale)


def _meet(mine: Interval, other: Interval, tolerance: float) -> bool:
    """Whether two intervals overlap, or nearly."""
    if mine[0] <= other[1] and other[0] <= mine[1]:
        return True
    gap, edges = (
        (mine[0] - other[1], (mine[0], other[1])) if mine[0] > other[1] else (other[0] - mine[1], (other[0], mine[1]))
    )
    return gap <= tolerance * max(abs(edges[0]), abs(edges[1])) + 1e-9


def _within(mine: Interval, other: Interval, tolerance: float) -> bool:
    """Whether a claimed range promises no more than the other, or nearly."""
    room = tolerance * max(abs(edge) for edge in (*mine, *other)) + 1e-9
    return other[0] - room <= mine[0] and mine[1] <= other[1] + room


def _rounded(claim: Quantity, fact: Quantity) -> bool:
    """Whether the claim is the fact rounded to as many digits as the claim shows: 6.8 for 6.78."""
    for number in claim.numbers:
        digits = max(-number.value.as_tuple().exponent, 0)  # type: ignore[operator]
        if digits == 0:
            continue
        for other in fact.numbers:
            converted = base(fact, other.value) / float(claim.unit.scale)
            if abs(converted - float(number.value)) <= 0.5001 * 10**-digits:
                return True
    return False


def _sides_agree(claim: Quantity, fact: Quantity) -> bool:
    """Whether each side of the one that has fewer is a side of the other."""
    few, many = sorted((claim, fact), key=lambda one: len(one.numbers))
    left = [base(many, number.value) for number in many.numbers]
    for number in few.numbers:
        side = base(few, number.value)
        near = min(left, key=lambda other: abs(other - side), default=None)
        if near is None or abs(near - side) > _TOLERANCE * max(abs(near), abs(side)):
            return False
        left.remove(near)
    return True


def converted(number: Number, of: Quantity, to: Quantity) -> float:
    """A number of one quantity in the unit of another of the same kind."""
    value = base(of, number.value)
    return value * 1.8 + 32 if to.unit.name == "F" else value / float(to.unit.scale)
