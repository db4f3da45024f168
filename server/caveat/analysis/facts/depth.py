"""Ratings against water as metres of depth, so that 20 ATM can be compared with "50 m"."""

from dataclasses import replace

from caveat.quantities import Quantity
from caveat.quantities.units import units

_METRES = {"ATM": 10, "bar": 10}
"""Metres of water that press as much as one of the unit (ISO 22810)."""
_DEEP = frozenset(("depth", "water-depth", "distance", "length"))


def in_metres(quantity: Quantity) -> Quantity | None:
    """A rating of a thing against water in metres; None where the quantity is something else."""
    if quantity.unit.name in _METRES:
        numbers = tuple(number.times(_METRES[quantity.unit.name]) for number in quantity.numbers)
        return replace(quantity, numbers=numbers, unit=units()["m"], thing="water-depth")
    if quantity.unit.kind == "length" and quantity.thing in _DEEP:
        return replace(quantity, thing="water-depth")
    return None
