"""The quantities that facts state: of what, how many of them a pack holds, and which of them disagree."""

from collections.abc import Hashable, Sequence
from typing import NamedTuple

from caveat.analysis.facts.agree import agree
from caveat.analysis.facts.claims import Claims
from caveat.analysis.facts.sheet import Sheet
from caveat.analysis.facts.stated import Stated, generic, of_fact, of_name, tokens_of
from caveat.analysis.facts.vocabulary import Words
from caveat.quantities import Quantity

_MANY = frozenset(
    ("count", "time", "price", "discount", "share", "nutrient", "dose", "temperature", "year", "age", "levels")
)
"""Of what one thing well has several facts."""
LARGEST = 200
"""Pieces that a pack may have."""
_MOST = 60
"""Facts of one kind that are looked at: more stand in no listing."""


class Known(NamedTuple):
    """A quantity of a fact, and the parts of which the fact speaks."""

    fact: Stated
    quantity: Quantity
    parts: frozenset[str]
    specific: tuple[str, ...] = ()
    """The words of the fact's name that set it apart, as "seat" does in "Seat Height"."""


def known(sheet: Sheet) -> list[Known]:
    """The quantities of the facts."""
    found = []
    for fact in sheet.facts:
        if fact.quantities:
            parts, specific = of_fact(_parts, fact, sheet.words), of_name(_specific, fact.name, sheet.words)
            found += [Known(fact, quantity, parts, specific) for quantity in fact.quantities]
    return found


def _parts(fact: Stated, words: Words) -> frozenset[str]:
    named = words.parts_of(fact.name_tokens)
    return named or frozenset(one.value for one in words.group("component").mentions(fact.tokens))


def _specific(name: str, words: Words) -> tuple[str, ...]:
    return words.specific(tokens_of(name))


def by_kind(sheet: Sheet) -> dict[str, list[Known]]:
    found: dict[str, list[Known]] = {}
    for one in sheet.once(known):
        filed = found.setdefault(one.quantity.unit.kind, [])
        if len(filed) < _MOST:
            filed.append(one)
    return found


def split(sheet: Sheet) -> list[tuple[Known, Known]]:
    """Facts that disagree with each other: each against the first that measures the same."""
    first: dict[Hashable, Known] = {}
    found = []
    for one in sheet.once(known):
        quantity = one.quantity
        alone = len(one.fact.quantities) == 1 and quantity.thing not in _MANY
        if alone and of_name(generic, one.fact.name, sheet.words):
            other = first.setdefault((quantity.unit.kind, quantity.thing, quantity.form, one.parts), one)
            if other.fact is not one.fact and not agree(other.quantity, quantity):
                found.append((other, one))
    return found


def packs_of(fields: Sequence[Claims], sheet: Sheet) -> frozenset[int]:
    """The pack sizes that the listing speaks of."""
    counts = [one.quantity for one in sheet.once(known) if one.quantity.thing == "count"]
    counts += [q for claims in fields if claims.field.role == "title" for q in claims.quantities if q.thing == "count"]
    values = {int(number.value) for one in counts for number in one.numbers if number.value == int(number.value)}
    return frozenset(value for value in values if 2 <= value <= LARGEST)
