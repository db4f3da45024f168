"""How many were sold: "100k+ sold" in the copy, "12" in a fact whose name says so; both are counts without a unit."""

import re
from collections.abc import Iterator
from dataclasses import replace

from caveat.analysis.facts.vocabulary import Words
from caveat.quantities import Quantity
from caveat.quantities.numbers import parse
from caveat.quantities.units import units

_FACTORS = {
    "k": 10**3, "thousand": 10**3, "tsd": 10**3, "tausend": 10**3, "mille": 10**3, "mil": 10**3, "mila": 10**3,
    "千": 10**3, "천": 10**3, "w": 10**4, "万": 10**4, "萬": 10**4, "만": 10**4, "m": 10**6, "million": 10**6,
    "millions": 10**6, "mio": 10**6,
}  # fmt: skip
_NUMBER = r"(\d{1,9}(?:[.,]\d{1,9}){0,3})"
_FACTOR = r"(k|thousand|tsd|tausend|mille|mila?|千|천|[万萬만wm]|millions?|mio)(?![a-zà-ü])"
_MANY = rf"{_NUMBER}(?: ?{_FACTOR})?( ?\+)?"
_ALONE = re.compile(rf" *{_MANY} *[^\W\d_]{{0,12}}\.? *", re.IGNORECASE)
_OVER = re.compile(r"(?:\bover|more than|mehr als|über|plus de|más de|oltre|più di|超过?|突破|以上)\s*$", re.IGNORECASE)
_CLAIMED = 20
"""Sales that are read in one text."""
_BEFORE, _AFTER = 10, 20
"""How far the word may stand from its number, in characters."""


def counted(value: str, language: str, thing: str, unit: str) -> Iterator[Quantity]:
    """The count that a fact states as a mere number; nothing where it says more."""
    found = _ALONE.fullmatch(value)
    if found:
        yield replace(_quantity(found, 0, language, thing), unit=units()[unit])


def sold(text: str, words: Words) -> list[Quantity]:
    """The sales that a text claims."""
    folded = text.casefold()
    if len(folded) != len(text):
        folded = text.lower() if len(text.lower()) == len(text) else text
    found: list[Quantity] = []
    for word in words.spelled("sold"):
        place = folded.find(word)
        while place >= 0 and len(found) < _CLAIMED:
            one = _beside(text, place, place + len(word), words.language)
            if one and not any(one.start < other.end and other.start < one.end for other in found):
                found.append(one)
            place = folded.find(word, place + len(word))
    return found


_LEFT = re.compile(rf"{_MANY}[^\d\n.!?]{{0,{_AFTER - 8}}}$", re.IGNORECASE)
_RIGHT = re.compile(rf"[^\d\n.!?。！？]{{0,{_BEFORE}}}{_MANY}", re.IGNORECASE)


def _beside(text: str, start: int, end: int, language: str) -> Quantity | None:
    first = max(start - 2 * _AFTER, 0)
    found = _LEFT.search(text[first:start])
    if found:
        over = _OVER.search(text, max(first + found.start() - _AFTER, 0), first + found.start())
        return _quantity(found, first, language, "sold", over is not None)
    found = _RIGHT.match(text[end : end + 2 * _AFTER])
    return _quantity(found, end, language, "sold") if found else None


def _quantity(found: re.Match[str], first: int, language: str, thing: str, over: bool = False) -> Quantity:
    number = parse(found[1], language).times(_FACTORS.get((found[2] or "").casefold(), 1))
    last = max(found.end(group) for group in (1, 2, 3))
    atleast = "at least" if found[3] or over else None
    return Quantity(first + found.start(1), first + last, (number,), units()["pc"], "plain", None, thing, atleast)
