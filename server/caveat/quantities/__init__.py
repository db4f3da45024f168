"""Quantities in text: number, unit and what is measured, in eight languages. No library reads listings well enough."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from math import inf

from caveat.quantities import phrases
from caveat.quantities.convert import base, converted, same_kind, shown
from caveat.quantities.grammar import Form, Joined, join
from caveat.quantities.numbers import Number
from caveat.quantities.terms import plain
from caveat.quantities.things import About, left_of, measured, right_of
from caveat.quantities.units import Unit

__all__ = ["Number", "Quantity", "Unit", "base", "converted", "read", "same_kind", "shown"]
_NEAR = 6
_AT = frozenset(("at", "@", "bei", "in", "à", "a", "在", "距"))
_LARGE_FOR_MEMORY = 64
_AFTER_MEMORY = re.compile(r"[GT]B\)? ?[/+|] ?$")
"""What stands before the storage of a phone: "RAM 16(8+8)GB/ 512GB"."""
_SAME = re.compile(r" ?[(/=|+] ?| or | oder | ou | o ")
"""Between two quantities that measure the same: "180 kg / 396 lb"."""


@dataclass(eq=False)
class Quantity:
    """A number with its unit and what it measures. Offsets are code points of the text as given.

    `numbers` holds one number, or low and high of a range, the sides of dimensions, the values of alternatives.
    `times` is the number of packs in "2 x 1.7 l". `thing` is what is measured (`things.toml`), None where nothing
    says. `qualifier` is "up to", "at least", "about", "less than" or "more than".
    """

    start: int
    end: int
    numbers: tuple[Number, ...]
    unit: Unit
    form: Form
    times: int | None
    thing: str | None
    qualifier: str | None

    @cached_property
    def base(self) -> tuple[Decimal, ...]:
        """The values in the base unit of the kind: kilograms, litres, metres, seconds, degrees Celsius."""
        return tuple(base(number.value, self.unit) for number in self.numbers)

    @cached_property
    def in_packs(self) -> dict[frozenset[int], list[tuple[float, float]]]:
        """The intervals of one piece or of a pack, by the pack sizes of a listing, kept for who compares."""
        return {}

    @cached_property
    def intervals(self) -> tuple[tuple[float, float], ...]:
        """Every way to read it, as the lowest and the highest value in the base unit."""
        values = [[float(base(one, self.unit)) for one in number.readings] for number in self.numbers]
        if self.form == "range":
            return tuple((min(pair), max(pair)) for pair in zip(values[0], values[1], strict=False))
        flat = [value for group in values for value in group]
        if self.thing != "age" and self.qualifier in ("at least", "more than"):
            return tuple((value, inf) for value in flat)
        if self.thing != "age" and self.qualifier == "less than":
            return tuple((-inf, value) for value in flat)
        return tuple((value, value) for value in flat)


def read(text: str, language: str) -> list[Quantity]:
    """The quantities of a text in a language, in order. Linear in the length of the text."""
    text = plain(text)
    joined = list(join(text, language))
    about, found = About(text), list[Quantity]()
    taken = 0
    for place, one in enumerate(joined):
        left = left_of(text, one.start, taken)
        right = right_of(text, one.end, joined[place + 1].start if place + 1 < len(joined) else len(text))
        said = measured(one, language, about, left, right)
        last = found[-1] if found else None
        thing = said.thing
        if last and said.thing != last.thing and _same(text, last, one) and not said.said_until:
            thing = last.thing
        if (
            last
            and last.thing == "storage"
            and said.thing == "storage"
            and text[last.end : one.start].strip() in ("+", "/")
        ):
            found[-1] = replace(last, thing="memory")  # 12GB + 256GB
        thing = _beside(text, last, one) or thing
        if text[one.end - 1] == "+":
            right = f"+ {right}"
        qualifier = phrases.qualifier(left, right, language) or (
            last.qualifier if last and _same(text, last, one) else None
        )
        found.append(_quantity(one, thing, qualifier))
        taken = one.end + said.said_until
    return found


def _same(text: str, last: Quantity, one: Joined) -> bool:
    return last.unit.kind == one.unit.kind and bool(_SAME.fullmatch(text, last.end, one.start))


def _beside(text: str, last: Quantity | None, one: Joined) -> str | None:
    """What the quantity before gives away: "68 dB at 7 m" is a distance, "66 m x 50 mm" ends with a width."""
    if one.unit.name == "%" and re.search(r"(?:^|[\s(])[-–−]$", text[max(one.start - 2, 0) : one.start]):
        return "discount"
    if (
        one.unit.kind == "data"
        and one.numbers[0].value >= _LARGE_FOR_MEMORY
        and _AFTER_MEMORY.search(text, max(one.start - _NEAR, 0), one.start)
    ):
        return "storage"
    if last is None or one.unit.kind != "length" or one.start - last.end > _NEAR:
        return None
    gap = text[last.end : one.start].strip().lower()
    if last.unit.kind in ("level", "illuminance", "luminous-flux", "luminance") and gap in _AT:
        return "distance"
    return "width" if last.unit.kind == "length" and last.form == "plain" and gap in ("x", "×", "*") else None


def _quantity(one: Joined, thing: str | None, qualifier: str | None) -> Quantity:
    return Quantity(one.start, one.end, one.numbers, one.unit, one.form, one.times, thing, qualifier)
