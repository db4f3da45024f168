"""Joins terms into quantities: ranges, dimensions, alternatives, packs, compounds; then names what is measured."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from caveat.quantities import phrases
from caveat.quantities.numbers import Number
from caveat.quantities.terms import Term, terms
from caveat.quantities.units import Unit, units

Form = Literal["plain", "range", "dimensions", "alternatives"]
_AXES = r"(?:\(?[LWHDBTPØ长宽高長寬]\)?[ :：]?)?"
_BY = re.compile(rf" ?{_AXES} ?(?:[x×*✕✖X]|by|mal|乘) ?{_AXES} ?")
_TO = re.compile(r" ?(?:-|–|—|~|〜|～|‑|to|bis|à|a|至|到|から|에서) ?(?:zu |to )?[-+]?| / ?\+")
_OR = re.compile(r" ?/ ?")
_CLOSE = re.compile(r" ?(?:and )?")
_SIZES = frozenset(("length", "pixels-across"))
_PACKED = frozenset(
    (
        "volume",
        "mass",
        "charge",
        "stored-energy",
        "power",
        "count",
        "time",
        "current",
        "voltage",
        "data",
        "pixels",
        "frequency",
    )
)
_COMPOUNDS = {
    ("lb", "oz"): 16, ("ft", "in"): 12, ("h", "min"): 60, ("min", "s"): 60, ("m", "cm"): 100, ("kg", "g"): 1000,
    ("year", "month"): 12, ("st", "lb"): 14,
}  # fmt: skip


@dataclass(frozen=True)
class Joined:
    """A quantity before it is known what it measures."""

    start: int
    end: int
    numbers: tuple[Number, ...]
    unit: Unit
    form: Form = "plain"
    times: int | None = None


def join(text: str, language: str) -> Iterator[Joined]:
    """The quantities of a text, in order. Linear in its length."""
    found, place = [_set(text, term, language) for term in terms(text, language)], 0
    while place < len(found):
        for rule in (_sides, _span, _choice, _compound):
            quantity, used = rule(text, found, place)
            if quantity:
                yield quantity
                break
        else:
            used, term = 1, found[place]
            if term.unit and not _base(text, term, language):
                start, number = _signed(text, term, term.unit)
                yield Joined(start, term.end, (number,), term.unit)
        place += used


def _set(text: str, term: Term, language: str) -> Term:
    """A bare number after "set of" counts pieces."""
    if term.unit is None and (
        lead := phrases.before("set_of", language).search(text[max(term.start - 24, 0) : term.start])
    ):
        return Term(term.start - len(lead[0]), term.end, term.number, units()["pc"])
    return term


def _base(text: str, term: Term, language: str) -> bool:
    """Whether a quantity is the base of a rate, as in "per 100 g"."""
    if term.number.value not in (1, 100) or not term.unit or term.unit.kind not in ("mass", "volume"):
        return False
    left, right = text[max(term.start - 12, 0) : term.start], text[term.end : term.end + 4]
    return bool(phrases.before("base", language).search(left)) or right.startswith(("あたり", "当たり", "当り", "당"))


def _run(text: str, found: Sequence[Term], place: int, between: re.Pattern[str], most: int) -> list[Term]:
    """The terms from a place on that stand in a chain."""
    chain = [found[place]]
    while len(chain) < most and place + 1 < len(found):
        if not between.fullmatch(text, found[place].end, min(found[place + 1].start, found[place].end + 12)):
            break
        if found[place + 1].start > found[place].end + 12:
            break
        place += 1
        chain.append(found[place])
    return chain


def _sides(text: str, found: Sequence[Term], place: int) -> tuple[Joined | None, int]:
    """12 x 5 x 3 cm, and 2 x 1.7 l."""
    chain = _run(text, found, place, _BY, 3)
    named = [term.unit for term in chain if term.unit]
    if len(chain) < 2:
        return None, 0
    numbers = tuple(term.number for term in chain)
    if not named:
        screen = len(chain) == 2 and all(number.value >= 320 for number in numbers)
        return (Joined(chain[0].start, chain[1].end, numbers, units()["px"], "dimensions"), 2) if screen else (None, 0)
    unit = named[-1] if named[-1].kind in _SIZES else named[0]
    if unit.kind in _SIZES and all(term.unit is None or term.unit.name == unit.name for term in chain):
        return Joined(_axis(text, chain[0].start), chain[-1].end, numbers, unit, "dimensions"), len(chain)
    return (_packed(chain[:2]), 2) if len(chain) == 2 else (None, 0)


def _axis(text: str, start: int) -> int:
    """Where dimensions begin that name their first side: L30 x W20."""
    lead = re.search(r"(?<![^\W\d_])[LWHDBTP长宽高長寬] ?[:：]?$", text[max(start - 3, 0) : start])
    return start - len(lead[0]) if lead else start


def _packed(chain: Sequence[Term]) -> Joined | None:
    first, second = chain
    for count, content in ((first, second), (second, first)):
        whole = count.number.value == int(count.number.value) and 0 < count.number.value <= 1000
        counts = count.unit is None or count.unit.kind == "count"
        if (
            counts
            and whole
            and content.unit
            and content.unit.kind in _PACKED
            and (content.unit.kind != "count" or count is first)
        ):
            return Joined(first.start, second.end, (content.number,), content.unit, times=int(count.number.value))
    return None


def _span(text: str, found: Sequence[Term], place: int) -> tuple[Joined | None, int]:
    """10-15 m, -20 °C ~ 60 °C."""
    chain = _run(text, found, place, _TO, 2)
    unit = chain[-1].unit
    if len(chain) < 2 or unit is None or chain[0].unit not in (None, unit):
        return None, 0
    first, second = chain
    start, low = _signed(text, first, unit)
    gap = text[first.end : second.start]
    if gap.startswith(" /") and unit.kind != "temperature":
        return None, 0
    high = Number(-second.number.value) if gap.endswith("-") and gap.strip() != "-" else second.number
    if low.value >= high.value and high.value > 0:
        return None, 0
    return Joined(start, second.end, (low, high), unit, "range"), 2


def _signed(text: str, term: Term, unit: Unit) -> tuple[int, Number]:
    """A minus right before a temperature."""
    if unit.kind == "temperature" and text[max(term.start - 1, 0) : term.start] in ("-", "–"):
        return term.start - 1, Number(-term.number.value)
    return term.start, term.number


def _choice(text: str, found: Sequence[Term], place: int) -> tuple[Joined | None, int]:
    """50/60 Hz."""
    chain = _run(text, found, place, _OR, 4)
    if len(chain) < 2 or chain[-1].unit is None or any(term.unit for term in chain[:-1]):
        return None, 0
    values = tuple(term.number for term in chain)
    return Joined(chain[0].start, chain[-1].end, values, chain[-1].unit, "alternatives"), len(chain)


def _compound(text: str, found: Sequence[Term], place: int) -> tuple[Joined | None, int]:
    """1 lb 8 oz and 5'10": told in the smaller unit."""
    chain = _run(text, found, place, _CLOSE, 2)
    if len(chain) < 2 or not (chain[0].unit and chain[1].unit):
        return None, 0
    ratio = _COMPOUNDS.get((chain[0].unit.name, chain[1].unit.name))
    if not ratio or chain[1].number.value >= ratio:
        return None, 0
    total = Number(Decimal(chain[0].number.value) * ratio + chain[1].number.value)
    return Joined(chain[0].start, chain[1].end, (total,), chain[1].unit), 2
