"""Concrete facts of the copy that stand in no fact of a listing which has a table of them."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from caveat.analysis.facts.agree import agree
from caveat.analysis.facts.claims import Claims
from caveat.analysis.facts.denials import denied, unsure
from caveat.analysis.facts.stated import Stated, folded, of_name
from caveat.analysis.facts.versions import named_in
from caveat.analysis.facts.vocabulary import Words
from caveat.quantities import Quantity

RICH = 5
"""How many facts make a table: who fills in fewer has not said what the thing is, and is not asked for more."""
_MEASURED = 3
"""How many of them hold a number with a unit."""
_MOST = 3
"""Findings per field: a seller who reads three knows what to look for."""
_SPOKEN_OF = frozenset(("bullet", "description", "ad_copy"))
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_PARTED = frozenset(("weight", "volume", "thickness", "diameter", "load"))
_FED = frozenset(("power", "voltage", "current"))
_BESIDE = 5
_FRAGMENT = re.compile(r"(?:^|[.!?] +)[a-z0-9][^.!?,:;\n]{2,50}(?=[.!?](?: |$))")
_FRAGMENTS = 3
_CHOICE = 3
"""So many values of one thing in a field are a choice of variants."""
Unstated = tuple[str, Claims, int, int]


class Table:
    """The facts of a listing, asked whether something stands in them."""

    def __init__(self, facts: Sequence[Stated], words: Words) -> None:
        self.facts, self.words = facts, words

    @cached_property
    def rich(self) -> bool:
        """Whether the seller states in fields what the thing is."""
        told = [
            fact for fact in self.facts
            if fact.reading is None and fact.value.strip() and not of_name(_of_the_sale, fact.name, self.words)
        ]  # fmt: skip
        return len(told) >= RICH and sum(bool(fact.quantities) for fact in told) >= _MEASURED

    @cached_property
    def text(self) -> str:
        """Names and values, folded and without signs, to look words up in."""
        return f" {' '.join(' '.join(fact.tokens) for fact in self.facts)} "

    @cached_property
    def written(self) -> str:
        """Names and values as they are written, in small letters."""
        return " ".join(f"{fact.name}: {fact.value}" for fact in self.facts).casefold()

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The numbers that stand anywhere in the facts."""
        return frozenset(_plain(found) for fact in self.facts for found in _NUMBER.findall(f"{fact.name} {fact.value}"))

    @cached_property
    def by_kind(self) -> dict[str, list[Quantity]]:
        """The quantities of the facts by what their units measure."""
        found: dict[str, list[Quantity]] = {}
        for one in (one for fact in self.facts for one in fact.quantities):
            found.setdefault(one.unit.kind, []).append(one)
        return found

    def holds(self, claim: Quantity) -> bool:
        """Whether a quantity stands in the facts, in any unit, or its numbers do."""
        if all(_plain(str(number.value)) in self.numbers for number in claim.numbers):
            return True
        return any(agree(claim, stated) for stated in self.by_kind.get(claim.unit.kind, ()))

    def measures(self, thing: str | None) -> bool:
        """Whether some fact measures this already; a weight besides is then one of a part."""
        return any(one.thing == thing for fact in self.facts for one in fact.quantities)

    def names(self, tokens: Sequence[str]) -> bool:
        """Whether words stand in the facts one after the other."""
        return f" {' '.join(tokens)} " in self.text


def _of_the_sale(name: str, words: Words) -> bool:
    """Whether a fact's name speaks of how the thing is sold, not of what it is."""
    return any(word in folded(name) for word in words.book.facts.unstated.selling)


def unstated(fields: Sequence[Claims], facts: Sequence[Stated], words: Words) -> Iterator[Unstated]:
    """What the fields state that the facts do not hold: kind, field, and span in its plain text; few in each field."""
    table = Table(facts, words)
    if not table.rich:
        return
    for claims in fields:
        if claims.field.role in _SPOKEN_OF and not _stuffed(claims):
            found = sorted((*_measures(claims, table), *_names(claims, table), *_marks(claims, table)), key=_start)
            kept: list[Unstated] = []
            for one in found:
                if len(kept) < _MOST and (not kept or one[2] >= kept[-1][3]):
                    kept.append(one)
            yield from kept


def _stuffed(claims: Claims) -> bool:
    """Whether a field is filled with search words rather than told: "oppo a96 original. xiaomi 128gb murah."."""
    return len(_FRAGMENT.findall(claims.passage.plain)) >= _FRAGMENTS


def _start(one: Unstated) -> tuple[int, int]:
    return one[2], -one[3]


def _plain(number: str) -> str:
    """A number without grouping, and without zeros that mean nothing."""
    written = number.replace(",", ".") if re.fullmatch(r"\d+,\d{1,2}", number) else number.replace(",", "")
    return written.rstrip("0").rstrip(".") if "." in written else written


def _measures(claims: Claims, table: Table) -> Iterator[Unstated]:
    things = table.words.book.facts.unstated.things
    count: dict[str | None, int] = {}
    for one in claims.quantities:
        count[one.thing] = count.get(one.thing, 0) + len(one.numbers)
    for one in claims.quantities:
        if one.thing == "year":
            if _came_out(claims, one, table.words) and not table.holds(one):
                yield "unstated-year", claims, one.start, one.end
        elif one.thing in things and one.form != "alternatives" and not _a_line(claims, one, table.facts):
            variant = (one.thing != "resolution" and count[one.thing] > _CHOICE) or _in_a_row(claims, one)
            other = _of_a_part(claims, one, table) or _open(claims, one.start, table.words)
            if not variant and not other and not table.holds(one):
                yield "unstated-measure", claims, one.start, one.end


def _of_a_part(claims: Claims, one: Quantity, table: Table) -> bool:
    """Whether a quantity is one of a part or of the wrapping, which forms do not ask for."""
    if one.thing in _PARTED:
        return table.measures(one.thing) or bool(claims.part_of(one.start, one.end))
    return one.thing in _FED and bool(claims.part_of(one.start, one.end) - {"battery"})


def _in_a_row(claims: Claims, one: Quantity) -> bool:
    """Whether another value of the kind stands right beside: "128GB 256GB"."""
    return any(
        other is not one
        and other.unit.kind == one.unit.kind
        and min(abs(other.start - one.end), abs(one.start - other.end)) < _BESIDE
        for other in claims.quantities
    )


def _a_line(claims: Claims, one: Quantity, facts: Sequence[Stated]) -> bool:
    """Whether a quantity stands in a line that is a fact itself."""
    return any(fact.reading == claims.place and fact.start <= one.start < fact.end for fact in facts)


def _came_out(claims: Claims, one: Quantity, words: Words) -> bool:
    """Whether a year is the one in which the thing came out."""
    tokens = claims.scan.tokens
    place = claims.token_at(one.start)
    first, _ = claims.scan.sentence(place)
    said = words.made
    return any(said.at(tokens, near) for near in range(max(first, place - 5), min(place + 4, len(tokens))))


def _open(claims: Claims, start: int, words: Words) -> bool:
    """Whether a span is said of something else, or denied."""
    place = claims.token_at(start)
    return unsure(claims, place, words) or denied(claims, place, place + 1, words)


def _names(claims: Claims, table: Table) -> Iterator[Unstated]:
    """Names with a version, of which no fact speaks at all."""
    book = table.words.book.facts.named
    for name, _, match in named_in(claims.passage.plain, book):
        told = any(spelled in table.written for spelled in book[name].spelled)
        if not book[name].several and not told and not _open(claims, match.start(), table.words):
            yield "unstated-name", claims, match.start(), match.end()


def _marks(claims: Claims, table: Table) -> Iterator[Unstated]:
    tokens = claims.scan.tokens
    for one in table.words.marks.mentions(tokens):
        if not table.names(tokens[one.start : one.end]) and not _open(claims, claims.span(one)[0], table.words):
            yield "unstated-mark", claims, *claims.span(one)
