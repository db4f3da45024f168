"""Single terms of a quantity: one number, with what stands right before and right after it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from caveat.quantities import numbers, phrases
from caveat.quantities.numbers import Number
from caveat.quantities.units import Spellings, Unit, spellings, units

_NARROW = str.maketrans(
    {chr(0xFF01 + n): chr(0x21 + n) for n in range(94) if chr(0x21 + n).isalnum() or chr(0x21 + n) in "%/+-.*~\"'"}
    | {"　": " ", "﹣": "-", "−": "-", "\u2009": "\u00a0", "\u202f": "\u00a0"}
)
_MARK = re.compile(r"(?<![a-z])(ip|spf|lsf|fps|upf)[ -]?(x?\d[\dx]?k?)(?![a-z0-9])\+?", re.IGNORECASE)
_MARKS = {"ip": "IP", "spf": "SPF", "lsf": "SPF", "fps": "SPF", "upf": "UPF"}
_CURRENCY = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "CNY", "￥": "CNY", "₩": "KRW"}
_AXIS = re.compile(r"(?:^|[^A-Za-z])[LWHDBTPØlwhd]$")
_LARGE = frozenset(("kg", "l", "m", "in", "lb", "oz", "ft", "t", "cm", "gal", "km", "mi", "A", "Ah", "kW"))
"""Units of which sellers write thousandths rather than thousands."""
_KARATS = frozenset(("K", "ct"))
_FINENESS = frozenset((8, 9, 10, 14, 18, 20, 21, 22, 24))
_GOLD = re.compile(r"gold|\bor\b|\boro\b|金|ゴールド|골드", re.IGNORECASE)
_NETWORK = frozenset("23456")
_FILM = frozenset(("1", "2", "4", "5", "6", "8", "10", "12", "16"))
"""What stands before a K in 4K, and a G in 5G."""
_NAMED_UNIT = re.compile(r"[(（/]([^\W\d_]{1,4})[)）]? ?[:：]? ?$")
_DECADE = re.compile(r" (?:style|music|theme|vintage|retro|party|fashion|aesthetic|vibe|kids)", re.IGNORECASE)


@dataclass(frozen=True)
class Term:
    """A number in a text. `end` is after the unit; offsets are code points."""

    start: int
    end: int
    number: Number
    unit: Unit | None


def plain(text: str) -> str:
    """The text with full-width letters narrow, one for one, so that no offset moves."""
    return text if text.isascii() else text.translate(_NARROW)


def terms(text: str, language: str) -> list[Term]:
    """Every number of a text, in order, with its unit where it has one."""
    found = sorted([*_digits(text, language), *_written(text, language)], key=lambda term: (term.start, -term.end))
    kept: list[Term] = []
    for term in found:
        if not kept or term.start >= kept[-1].end:
            kept.append(term)
    return kept


def _digits(text: str, language: str) -> Iterator[Term]:
    last = 0
    for match in numbers.NUMBER.finditer(text):
        start, end = match.span()
        if start < last:
            continue
        term = _mark(text, start)
        if term is None and not _inside_a_name(text, start):
            term = _with_unit(text, start, end, numbers.parse(match[0], language), language)
        if term:
            yield term
            last = term.end


def _mark(text: str, start: int) -> Term | None:
    """A protection class such as IP68 or SPF 50, whose letters come first."""
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
    latin = before.isalpha() and before < "\u1100"
    return latin and before not in "xX×" and not _AXIS.search(text, max(start - 3, 0), start)


def _with_unit(text: str, start: int, end: int, number: Number, language: str) -> Term:
    factor, end = numbers.factor(text, end)
    number = number.times(factor)
    known = spellings(language)
    for place in _after(text, end):
        at = known.at(text, place)
        if at and _counts(text, start, place, at, known):
            unit, stop = at
            if unit.name in _KARATS and number.value in _FINENESS and _GOLD.search(text, max(start - 24, 0), stop + 24):
                unit = units()["kt"]
            return Term(start, stop, number if unit.name in _LARGE else number.turned(), unit)
    return _named_before(text, start, end, number, known) or _by_company(text, start, end, number, language)


def _named_before(text: str, start: int, end: int, number: Number, known: Spellings) -> Term | None:
    """A unit that stands before its number: "$ 12", "Weight(g): 450"."""
    money = _CURRENCY.get(text[start - 1 : start]) or _CURRENCY.get(text[start - 2 : start].strip())
    if money:
        return Term(start - (1 if text[start - 1] != " " else 2), end, number, units()[money])
    named = _NAMED_UNIT.search(text, max(start - 9, 0), start)
    at = named and known.at(named[1], 0)
    return Term(start, end, number, at[0]) if at and named and at[1] == len(named[1]) else None


def _by_company(text: str, start: int, end: int, number: Number, language: str) -> Term:
    """A bare number that the words beside it make a count, an age or a year."""
    left = text[max(start - 24, 0) : start]
    if text[end : end + 1] == "+" and phrases.before("age", language).search(left):
        return Term(start, end + 1, number, units()["year-of-age"])
    if end - start == 4 and 1900 <= number.value <= 2100 and text[start:end].isdigit():
        return Term(start, end, number, units()["calendar-year"] if _is_year(text, left, end, language) else None)
    return Term(start, end, number, _bare_noun(text, end, language))


def _is_year(text: str, left: str, end: int, language: str) -> bool:
    return bool(phrases.before("year", language).search(left) or phrases.after("year", language).match(text, end))


def _bare_noun(text: str, end: int, language: str) -> Unit | None:
    """Pieces, where a noun that is counted follows the number, or the number follows "set of"."""
    after = re.match(r"[ -](?:x )?((?:[^\W\d_]+[ -]){0,2}?)([^\W\d_]+)", text[end : end + 40])
    if after and after[2].casefold() in phrases.countable(language):
        return units()["pc"]
    if re.match(r" ?x [^\W\d_]{2}", text[end : end + 6]):
        return units()["pc"]
    return None


def _after(text: str, end: int) -> Iterator[int]:
    """Where a unit may begin: at once, after a space, after a hyphen."""
    yield end
    if text[end : end + 1] in (" ", "\u00a0", "-", "‑", "+"):
        yield end + 1


def _counts(text: str, start: int, place: int, at: tuple[Unit, int], known: Spellings) -> bool:
    """Whether what looks like a unit is one here."""
    unit, stop = at
    written, digits, spaced = text[place:stop], text[start:place].rstrip(" -"), text[place - 1] in " -"
    if written in known.bare:
        return _bare(text, digits, written, spaced, stop)
    if not spaced and ((unit.name == "K" and digits in _FILM) or (written == "G" and digits in _NETWORK)):
        return False
    if (written == "D" and digits in _NETWORK) or (written in ("'", "’’", "''", "#") and spaced) or written == "#":
        return False
    if unit.name == "h" and re.match(r" ?/ ?\d", text[stop : stop + 3]):
        return False
    if written == "s" and not spaced and _DECADE.match(text, stop):
        return False
    return not (written in ("t", "s", "st", "p", "y") and text[place - 1] == "-")


def _bare(text: str, digits: str, written: str, spaced: bool, stop: int) -> bool:
    """Words that are units only in some company: "6 in 1" and "2 in stock" measure nothing."""
    if written in "xX×":
        return not spaced and not re.match(r" ?[LWHDBTP]? ?[\d.(]| [^\W\d_]", text[stop : stop + 4])
    if written == "M":
        return not spaced and len(digits) <= 3
    return not re.match(
        r"[ -]?\d|[ -](?:one|a|an|the|stock|all|your|each|every|total|most|our|case|order|any|minutes|seconds)\b",
        text[stop : stop + 9],
    )


def _written(text: str, language: str) -> Iterator[Term]:
    """Numbers written as words count only with a unit."""
    if language in ("zh", "ja"):
        for match in numbers.CHINESE.finditer(text):
            if text[match.start() - 1 : match.start()] == "第":
                continue
            value = numbers.chinese(match[0])
            if value is not None:
                term = _with_unit(text, match.start(), match.end(), Number(value), language)
                if term.unit and (term.unit.kind != "count" or value >= 2):
                    yield term
        return
    for match in _words(language).finditer(text):
        word = match[0].casefold()
        term = _with_unit(text, match.start(), match.end(), Number(numbers.words(language)[word]), language)
        if term.unit and (word not in numbers.ARTICLES or term.unit.kind == "time"):
            yield term


@cache
def _words(language: str) -> re.Pattern[str]:
    known = sorted(numbers.words(language), key=len, reverse=True)
    return re.compile(
        rf"(?<![^\W_])(?:{'|'.join(map(re.escape, known))})(?![^\W_])" if known else r"(?!)", re.IGNORECASE
    )
