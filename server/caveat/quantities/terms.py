"""Single terms of a quantity: one number, with what stands right before and right after it."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from caveat.quantities import numbers, phrases
from caveat.quantities.homographs import is_unit
from caveat.quantities.numbers import Number
from caveat.quantities.units import Unit, spellings, units

_NARROW = str.maketrans(
    {chr(0xFF01 + n): chr(0x21 + n) for n in range(94) if chr(0x21 + n).isalnum() or chr(0x21 + n) in "%/+-.*~\"'"}
    | {"　": " ", "﹣": "-", "−": "-", "\u2009": "\u00a0", "\u202f": "\u00a0"}
)
_MARK = re.compile(r"(?<![a-z])(ip|spf|lsf|fps|upf)[ -]?(x?\d[\dx]?k?)(?![a-z0-9])\+?", re.IGNORECASE)
_MARK_ENDS = frozenset("pfsxPFSXſ")
_MARKS = {"ip": "IP", "spf": "SPF", "lsf": "SPF", "fps": "SPF", "upf": "UPF"}
_CURRENCY = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "CNY", "￥": "CNY", "₩": "KRW"}
_AXIS = re.compile(r"(?:^|[^A-Za-z])[LWHDBTPØlwhd]$")
_LARGE = frozenset(("kg", "l", "m", "in", "lb", "oz", "ft", "t", "cm", "gal", "km", "mi", "A", "Ah", "kW"))
"""Units of which sellers write thousandths rather than thousands."""
_KARATS = frozenset(("K", "ct"))
_FINENESS = frozenset((8, 9, 10, 14, 18, 20, 21, 22, 24))
_GOLD = re.compile(r"gold|\bor\b|\boro\b|金|ゴールド|골드", re.IGNORECASE)
_OFFERED = ("买", "送", "買")
"""Chinese offers count without a noun: buy 3, get 1."""
_FULL_COMMA = re.compile(r"(?<=\d)，(?=\d{3}(?!\d))")
_LABELS = frozenset(("AC", "DC", "SSD", "HDD", "RAM", "ROM", "ID", "OD", "LED", "TF", "DN"))
"""Letters that may stand glued before a number that they label: AC100V, SSD256GB."""
_BEFORE_UNIT = frozenset(" \u00a0-‑+")
"""What may stand between a number and its unit."""
_TIMES = re.compile(r" ?x [^\W\d_]{2}")
_LONGEST = 24
"""A longer run of digits is a number of an order or of nothing."""
_NOUNS = re.compile(r"[ -](?:x )?([^\W\d_]+)(?:[ -]([^\W\d_]+))?(?:[ -]([^\W\d_]+))?")
_STOCK = re.compile(r" (?:left )?in stock\b| left\b| available\b", re.IGNORECASE)
_NAMED_UNIT = re.compile(r"[(（/]([^\W\d_]{1,4})[)）]? ?[:：]? ?$")
_BEHIND_NAME = frozenset(" :：)）")
_DOZENS = ("dozen", "dutzend", "douzaine", "docena", "dozzina")
_CONVERTED = frozenset(("dozen", "zhe", "wari"))


class Term(NamedTuple):
    """A number in a text. `end` is after the unit; offsets are code points."""

    start: int
    end: int
    number: Number
    unit: Unit | None
    reach: int = 0

    @property
    def until(self) -> int:
        """Where the term ends with the noun it counts: after "latas" in "24 latas x 330 ml"."""
        return max(self.end, self.reach)


def plain(text: str) -> str:
    """The text with full-width letters narrow, one for one, so that no offset moves."""
    if text.isascii():
        return text
    return _FULL_COMMA.sub(",", text.translate(_NARROW))


def terms(text: str, language: str) -> list[Term]:
    """Every number of a text, in order, with its unit where it has one."""
    found, written = list(_digits(text, language)), list(_written(text, language))
    if written:
        found = sorted(found + written, key=lambda term: (term.start, -term.end))
    kept: list[Term] = []
    for term in found:
        if not kept or term.start >= kept[-1].end:
            kept.append(term)
    return kept


def _digits(text: str, language: str) -> Iterator[Term]:
    last = 0
    for match in numbers.written(text, language):
        start, end = match.span()
        if start < last or end - start > _LONGEST:
            continue
        term = _mark(text, start)
        if term is None and ((last and last == start - 1) or not _inside_a_name(text, start)):
            term = _with_unit(text, start, end, numbers.parse(match[0], language), language)
        if term:
            yield term
            last = term.end


def _mark(text: str, start: int) -> Term | None:
    """A protection class such as IP68 or SPF 50, whose letters come first."""
    near = text[max(start - 2, 0) : start]
    if not near or (near[-1] not in _MARK_ENDS and (near[-1] not in " -" or near[0] not in _MARK_ENDS)):
        return None
    match = _MARK.search(text, max(start - 5, 0), start + 4)
    if not match or not match.start() < start < match.end():
        return None
    digits = "".join(mark for mark in match[2] if mark.isdigit())
    return Term(match.start(), match.end(), Number(Decimal(digits)), units()[_MARKS[match[1].lower()]])


def _inside_a_name(text: str, start: int) -> bool:
    """Whether the digits belong to a model, version or screw size: M8, A4, X-200, #10."""
    before = text[start - 1] if start else " "
    if before == "-" and start > 1 and text[start - 2].isalnum() and text[start - 2] < "\u1100":
        return text[start - 2].isalpha()
    if before == "#":
        return True
    if not before.isalpha() or before >= "\u1100" or before in "xX×":
        return False
    return not _AXIS.search(text, max(start - 3, 0), start) and _glued(text, start) not in _LABELS


def _glued(text: str, start: int) -> str:
    """The letters right before a number, at most four."""
    first = start
    while first > max(start - 4, 0) and text[first - 1].isalpha() and text[first - 1] < "\u1100":
        first -= 1
    return text[first:start]


def _with_unit(text: str, start: int, end: int, number: Number, language: str) -> Term:
    factor, end = numbers.factor(text, end)
    number = number if factor == 1 else number.times(factor)
    behind = _unit_behind(text, start, end, number, language)
    return (
        behind or _named_before(text, start, end, number, language) or _by_company(text, start, end, number, language)
    )


def _unit_behind(text: str, start: int, end: int, number: Number, language: str) -> Term | None:
    """A number with the unit that follows: "12 kg"."""
    known = spellings(language)
    for place in (end, end + 1) if text[end : end + 1] in _BEFORE_UNIT else (end,):
        at = known.at(text, place)
        if at and is_unit(text, start, place, at, known):
            unit, stop = at
            if unit.name in _CONVERTED:
                return _converted(start, stop, number, unit)
            if unit.name in _KARATS and number.value in _FINENESS and _GOLD.search(text, max(start - 24, 0), stop + 24):
                unit = units()["kt"]
            return Term(start, stop, number if unit.name in _LARGE else number.turned(), unit)
    return None


def _converted(start: int, end: int, number: Number, unit: Unit) -> Term:
    """Dozens as pieces, and Chinese and Japanese tenths of a price as the share taken off."""
    if unit.name == "dozen":
        return Term(start, end, number.times(12), units()["pc"])
    paid = number.value * 10 if number.value < 10 else number.value
    return Term(start, end, Number(100 - paid if unit.name == "zhe" else paid), units()["off"])


def _named_before(text: str, start: int, end: int, number: Number, language: str) -> Term | None:
    """A unit that stands before its number: "$ 12", "Weight(g): 450"."""
    before = text[max(start - 2, 0) : start]
    money = _CURRENCY.get(before[-1:]) or _CURRENCY.get(before.strip())
    if money:
        money = "JPY" if money == "CNY" and language == "ja" else money
        return Term(start - (1 if before[-1] != " " else 2), end, number, units()[money])
    if before[-1:] not in _BEHIND_NAME:
        return None
    known = spellings(language)
    named = _NAMED_UNIT.search(text, max(start - 9, 0), start)
    at = named and known.at(named[1], 0)
    return Term(start, end, number, at[0]) if at and named and at[1] == len(named[1]) else None


def _by_company(text: str, start: int, end: int, number: Number, language: str) -> Term:
    """A bare number that the words beside it make a count, an age or a year."""
    digits = text[start:end]
    bare = Term(start, end, number, None)
    if not digits.isdigit() and not digits.isalpha():
        return bare
    left = text[max(start - 24, 0) : start].lower()
    if text[end : end + 1] == "+" and phrases.before("age", language).of(left):
        return Term(start, end + 1, number, units()["year-of-age"])
    if len(digits) <= 2 and phrases.before("age group", language).of(left):
        return Term(start, end, number, units()["year-of-age"])
    if len(digits) == 4 and 1900 <= number.value <= 2100:
        return Term(start, end, number, units()["calendar-year"]) if _is_year(text, left, end, language) else bare
    if digits.isdigit() and phrases.before("version", language).of(left):
        return bare
    return _bare_noun(text, bare, language)


def _is_year(text: str, left: str, end: int, language: str) -> bool:
    return bool(phrases.before("year", language).of(left) or phrases.after("year", language).match(text, end))


def _bare_noun(text: str, bare: Term, language: str) -> Term:
    """Pieces, where a noun that is counted follows within three words; steps and packs by their own name."""
    start, end, pieces = bare.start, bare.end, units()["pc"]
    after = text[end : end + 1]
    if text[start - 1 : start] in _OFFERED or (after == " " and _STOCK.match(text, end)):
        return Term(start, end, bare.number, pieces)
    nouns = _NOUNS.match(text, end) if after in (" ", "-") else None
    known, countable = spellings(language), phrases.countable(language)
    for group in (1, 2, 3) if after == " " else (1,):
        if nouns and nouns[group]:
            at = known.at(text, nouns.start(group)) if group == 2 else None
            if at and at[1] == nouns.end(group) and at[0].kind in ("levels", "count"):
                return Term(start, at[1], bare.number, at[0])
            if nouns[group].casefold() in countable:
                return Term(start, end, bare.number, pieces, nouns.end(group))
    if after in (" ", "x") and _TIMES.match(text, end, end + 6):
        return Term(start, end, bare.number, pieces)
    return bare


def _written(text: str, language: str) -> Iterator[Term]:
    """Numbers written as words count only with a unit."""
    if language in ("zh", "ja"):
        for match in numbers.CHINESE.finditer(text):
            if text[match.start() - 1 : match.start()] == "第":
                continue
            value = numbers.chinese(match[0])
            if value is not None:
                term = _with_unit(text, match.start(), match.end(), Number(value), language)
                if term.unit and ((term.unit.kind != "count" and term.unit.name != "yd") or term.number.value >= 2):
                    yield term
        return
    for match in numbers.in_words(text, language):
        word = match[0]
        number, article = Number(numbers.words(language)[word]), word in numbers.ARTICLES
        said = (text, *match.span(), number, language)
        found = _unit_behind(*said) if article else _with_unit(*said)
        if found and found.unit:
            dozen = text[found.start : found.end].casefold().endswith(_DOZENS)
            if not article or found.unit.kind == "time" or dozen:
                yield found
