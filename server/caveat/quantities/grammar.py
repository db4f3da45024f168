"""Joins terms into quantities: ranges, dimensions, alternatives, packs, compounds; then names what is measured."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal, NamedTuple

from caveat.quantities import phrases
from caveat.quantities.numbers import Number
from caveat.quantities.terms import Term, terms
from caveat.quantities.units import Unit, units

Form = Literal["plain", "range", "dimensions", "alternatives"]
_AXIS_NAME = r"[LWHDBTPØ长宽高长深厚長寬幅縦横]|奥行き?|高さ|가로|세로|높이|폭"
_AXES = rf"(?:\(?(?:{_AXIS_NAME})\)?[ :：]?)?"
_NAMED_SIDE = re.compile(rf"(?<![^\W\d_])(?:{_AXIS_NAME}) ?[:：]?$")
_SIDE_NAMED = re.compile(r" ?\(?[LWHDBTP]\)?(?![^\W_])")
_BY = re.compile(rf" ?{_AXES} ?(?:[x×*✕✖X]|by|mal|乘) ?{_AXES} ?")
_TO = re.compile(r" ?(?:-|–|—|~|〜|～|‑|to|bis|à|a|至|到|から|에서|y|et|e|und|and) ?(?:zu |to )?[-+]?| / ?\+")
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
_BELOW = {"h": units()["min"], "ft": units()["in"]}
"""What a bare number right behind counts: 1h30."""
_AND = frozenset(("y", "et", "e", "und", "and"))
_EACH = ("あたり", "当たり", "当り", "당")
_NEAR = 12
"""How far terms that belong together stand apart, in characters."""


class Joined(NamedTuple):
    """A quantity before it is known what it measures."""

    start: int
    end: int
    numbers: tuple[Number, ...]
    unit: Unit
    form: Form = "plain"
    times: int | None = None


def join(text: str, language: str) -> Iterator[Joined]:
    """The quantities of a text, in order. Linear in its length."""
    found, place = _compounds(text, [_set(text, term, language) for term in terms(text, language)]), 0
    while place < len(found):
        near = place + 1 < len(found) and found[place + 1].start - found[place].until <= _NEAR
        for rule in _RULES if near else ():
            quantity, used = rule(text, found, place, language)
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
    if term.unit is None:
        first = max(term.start - 24, 0)
        lead = phrases.before("set_of", language).of(text[first : term.start].lower())
        if lead:
            return Term(first + lead[1], term.end, term.number, units()["pc"])
    return term


def _base(text: str, term: Term, language: str) -> bool:
    """Whether a quantity is the base of a rate, as in "per 100 g"."""
    if term.number.value not in (1, 100) or not term.unit or term.unit.kind not in ("mass", "volume", "count"):
        return False
    left, right = text[max(term.start - 12, 0) : term.start], text[term.end : term.end + 4]
    if term.unit.kind == "count":
        return right.startswith(_EACH)
    return bool(phrases.before("base", language).of(left.lower())) or right.startswith(_EACH)


def _run(text: str, found: Sequence[Term], place: int, between: re.Pattern[str], most: int) -> list[Term]:
    """The terms from a place on that stand in a chain."""
    chain = [found[place]]
    while len(chain) < most and place + 1 < len(found):
        end, start = found[place].until, found[place + 1].start
        side = _SIDE_NAMED.match(text, end, start) if between is _BY else None
        if start - end > _NEAR or not between.fullmatch(text, side.end() if side else end, start):
            break
        place += 1
        chain.append(found[place])
    return chain


def _sides(text: str, found: Sequence[Term], place: int, language: str) -> tuple[Joined | None, int]:
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
    lead = _NAMED_SIDE.search(text[max(start - 5, 0) : start])
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


def _span(text: str, found: Sequence[Term], place: int, language: str) -> tuple[Joined | None, int]:
    """10-15 m, -20 °C ~ 60 °C, 20 Hz - 20 kHz."""
    chain = _run(text, found, place, _TO, 2)
    if len(chain) < 2:
        return None, 0
    first, second = chain
    gap = text[first.end : second.start]
    if gap.strip() in _AND and not phrases.before("between", language).of(
        text[max(first.start - 12, 0) : first.start].lower()
    ):
        return None, 0
    unit = second.unit or (first.unit if first.unit and first.unit.kind == "age" else None)
    if unit is None or (first.unit and first.unit.name != unit.name and not _continues(first.unit, unit)):
        return None, 0
    if first.unit and first.unit.kind == "age" and unit.kind == "time":
        first = first._replace(unit=None)
    start, low = _signed(text, first, unit)
    if gap.startswith(" /") and unit.kind != "temperature":
        return None, 0
    high = Number(-second.number.value) if gap.endswith("-") and gap.strip() != "-" else second.number
    if first.unit and first.unit.name != unit.name:
        high = Number((high.value * unit.scale / first.unit.scale).normalize() + 0)
        unit = first.unit if unit.kind != "age" else replace(first.unit, kind="age")
    if low.value >= high.value and high.value > 0:
        return None, 0
    return Joined(start, second.end, (low, high), unit, "range"), 2


def _continues(low: Unit, high: Unit) -> bool:
    """Whether a range may begin in one unit and end in another: grams and kilograms, months and years of age."""
    if low.kind == "age" and high.kind == "time":
        return True
    return low.scale < high.scale and high.kind in (low.kind, "age" if low.kind == "time" else low.kind)


def _signed(text: str, term: Term, unit: Unit) -> tuple[int, Number]:
    """A minus right before a temperature."""
    if unit.kind == "temperature" and text[max(term.start - 1, 0) : term.start] in ("-", "–"):
        return term.start - 1, Number(-term.number.value)
    return term.start, term.number


def _choice(text: str, found: Sequence[Term], place: int, language: str) -> tuple[Joined | None, int]:
    """50/60 Hz."""
    chain = _run(text, found, place, _OR, 4)
    if len(chain) < 2 or chain[-1].unit is None or any(term.unit for term in chain[:-1]):
        return None, 0
    values = tuple(term.number for term in chain)
    return Joined(chain[0].start, chain[-1].end, values, chain[-1].unit, "alternatives"), len(chain)


def _compounds(text: str, found: list[Term]) -> list[Term]:
    """1 lb 8 oz, 5'10" and 1h30 as single terms, told in the smaller unit."""
    joined: list[Term] = []
    for term in found:
        last = joined[-1] if joined else None
        one = _compound(text, last, term) if last and last.unit else None
        if one:
            joined[-1] = one
        else:
            joined.append(term)
    return joined


def _compound(text: str, first: Term, second: Term) -> Term | None:
    if second.start - first.end > _NEAR or not first.unit or not _CLOSE.fullmatch(text, first.end, second.start):
        return None
    unit = second.unit or (_BELOW.get(first.unit.name) if second.start == first.end else None)
    ratio = _COMPOUNDS.get((first.unit.name, unit.name)) if unit else None
    if not unit or not ratio or second.number.value >= ratio:
        return None
    total = Number(first.number.value * ratio + second.number.value)
    return Term(first.start, second.end, total, unit)


_RULES = (_sides, _span, _choice)
