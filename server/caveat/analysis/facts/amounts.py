"""Whether a number with its unit follows from quantities of another text: the same, converted, rounded, a total."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import replace

from caveat.analysis.facts.agree import VAGUE
from caveat.quantities import Number, Quantity, base
from caveat.quantities.units import units

_CONVERTED = 0.025
"""How far a value may be off in another system of units; in the same one it may not."""
_ROUNDED = 0.1
"""How far a conversion may be off that shows all the digits it has: 3 in for 8 cm."""
_EXACT = 0.002
_IMPERIAL = frozenset(("in", "ft", "yd", "mi", "lb", "oz", "floz", "gal", "F", "pt", "qt", "cup", "ft2", "psi", "mph"))
_ALIKE = ({"time", "age"}, {"pixels-across", "density-of-dots"})
"""Kinds that are read into each other: "from 3 years" and "3 years old", "294 pixels per inch" and "294 ppi"."""
_PACKED = frozenset(("mass", "volume", "length", "area", "dose", "nutrient", "price", "portions"))
"""What a pack has as many times more of; two ports make no battery larger."""
_WHOLE = frozenset(("calendar-year", "cores", "levels", "karat", "protection", "sun-protection", "water-rating"))
"""Kinds of which nearly the same number says something else."""
_MOST = 200


def follows(one: Quantity, others: Iterable[Quantity], packs: frozenset[int], bare: Container[float]) -> bool:
    """Whether each number of a quantity follows from the others, or from the bare numbers.

    `packs` are the sizes of packs that the other text speaks of.
    """
    comparable = [other for stated in others for other in _comparable(one, stated)]
    return all(
        any(_number(one, number, other, packs) for other in comparable)
        or any(float(value) in bare for value in number.readings)
        for number in one.numbers
    )


def counts(quantities: Iterable[Quantity]) -> frozenset[int]:
    """The sizes of the packs that a text speaks of."""
    found = {int(number.value) for one in quantities if one.unit.kind == "count" for number in one.numbers}
    found |= {one.times for one in quantities if one.times}
    return frozenset(count for count in found if 2 <= count <= _MOST)


def _comparable(one: Quantity, other: Quantity) -> Iterator[Quantity]:
    """The other quantity, where it measures alike; ounces may be fluid ones."""
    if other.unit.kind == one.unit.kind:
        yield other
    elif {one.unit.kind, other.unit.kind} in _ALIKE:
        yield replace(other, unit=replace(other.unit, kind=one.unit.kind))
    elif other.unit.name == "oz" and one.unit.kind == "volume":
        yield replace(other, unit=units()["floz"])
    elif one.unit.name == "oz" and other.unit.kind == "volume":
        yield replace(other, unit=replace(other.unit, kind="mass", scale=other.unit.scale * _WATER))


_WATER = units()["oz"].scale / units()["floz"].scale
"""What turns a volume into the mass that as many fluid ounces would be as ounces."""


def _number(one: Quantity, number: Number, other: Quantity, packs: frozenset[int]) -> bool:
    values = [float(base(value, one.unit)) for value in number.readings]
    stated = [float(base(value, other.unit)) for place in other.numbers for value in place.readings]
    if one.unit.kind in _WHOLE:
        return any(value == told for value in values for told in stated)
    vague = "about" in (one.qualifier, other.qualifier)
    apart = (one.unit.name in _IMPERIAL) != (other.unit.name in _IMPERIAL)
    if other.form == "range" and any(min(stated) <= value <= max(stated) for value in values):
        return True
    factors = {1, *packs, *([one.times] if one.times else []), *([other.times] if other.times else [])}
    if one.unit.kind not in _PACKED:
        factors = {1, *([one.times] if one.times else []), *([other.times] if other.times else [])}
    return any(
        _close(value, reading, vague, apart, _step(one, number))
        for value in values
        for told in stated
        for factor in factors
        for reading in (told * factor, told / factor)
    )


def _close(value: float, stated: float, vague: bool, apart: bool, step: float) -> bool:
    off, size = abs(value - stated), max(abs(value), abs(stated), 1e-9)
    if vague and off <= VAGUE * size:
        return True
    if apart:
        return off <= _CONVERTED * size or (off <= 0.5001 * step and off <= _ROUNDED * size)
    return off <= _EXACT * size


def _step(one: Quantity, number: Number) -> float:
    """What the last digit that is shown stands for, in the base unit."""
    digits = max(-int(number.value.as_tuple().exponent), 0)
    return float(one.unit.scale if one.unit.name != "F" else 1 / 1.8) * 0.1**digits
