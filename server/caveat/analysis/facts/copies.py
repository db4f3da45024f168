"""Places of the copy against each other: title and bullets, two language copies, a value and its conversion."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from caveat.analysis.facts.agree import agree
from caveat.analysis.facts.claims import Claims
from caveat.quantities import Quantity
from caveat.quantities.numbers import parse
from caveat.quantities.units import units
from caveat.text.language import FUNCTION_WORDS

_WORD = re.compile(r"[^\W\d_]{3,}|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2}")
_CLAUSE = re.compile(r"[.!?;:。！？；：\n|•,，、()（）/+]| [-–—] ")
_REACH = 32
"""How far a word may stand from a number to say what it is of, in characters."""
_BRACKET = re.compile(r" ?[(（] ?(?:about|approx\.?|ca\.?|≈|=|~|约|約)? ?$| ?[=/] ?$", re.IGNORECASE)
_LANGUAGE_OF_ID = re.compile(r"[_-](en|de|fr|es|it|zh|ja|ko)$")
_LOOSE = frozenset(
    ("discount", "price", "year", "size", "dose", "nutrient", "share", "age", "persons", "resolution", "frequency",
     "temperature", "voltage", "current", "refresh-rate", "frame-rate", "angle", "data-rate", "sold", None)
)  # fmt: skip
"""Things of which a listing well states several values."""
_EMPTY = frozenset(
    "set pack pcs pieces all each our your more than about over only just every per use using up using time times "
    "weigh measure hold last run wide long tall deep thick high wiegt misst pèse mesure pesa mide misura".split()
)
_OF = re.compile(
    r"\b(?:sets?|packs?|boxe?s?|lot|juego|paquete|confezione|er-set|set) (?:of|de|da|di|von|mit|aus) *(?:\d|$)"
)
"""What counts the pieces of a set: all the words behind it may name them."""
_APART = 12
"""By how many times two values may differ and still be meant of the same thing."""
_READ = 80
"""Quantities of a field that are compared: more stand in no field that describes one thing."""
_STATED = 16
"""How often a field may state one thing and still be compared: a table of sizes states it more often."""
_EVERY = re.compile(
    r"\b(?:all|each of the|each of these|every one of the|jedes der|jeder der|alle|chacun des|chacune des|toutes les"
    r"|tous les|cada uno de los|cada una de las|todos los|todas las|ognuno dei|ognuna delle|tutti i|tutte le"
    r"|consists of|besteht aus|enthält|se compone de|se compose de|è composto da)$",
    re.IGNORECASE,
)
"""What stands before a count that speaks of all pieces: "each of the 6 spatulas"."""
_COUNTED = re.compile(r" (\d{1,3}) [^\W\d_]{3}")


@dataclass(frozen=True)
class Pair:
    """Two quantities of the copy that cannot both be true; the first is pointed at."""

    claims: Claims
    claim: Quantity
    other_claims: Claims
    other: Quantity


def pairs(fields: Sequence[Claims], packs: frozenset[int]) -> Iterator[Pair]:
    """The places of the copy that disagree with each other."""
    for claims in fields:
        yield from _conversions(claims)
    told = [_Told(claims) for claims in fields]
    for first, second in combinations([one for one in told if one.all or one.by_thing], 2):
        if first.tongue != second.tongue:
            if _base(first.claims) == _base(second.claims):
                yield from _translations(first, second, packs)
        else:
            yield from _apart(first, second, packs)
    for one in told:
        yield from _apart(one, one, packs)


class _Told:
    """The quantities of a field by what they measure, and the words beside each."""

    def __init__(self, claims: Claims) -> None:
        self.claims = claims
        self.all = claims.quantities[:_READ]
        self.tongue = _tongue(claims)
        self.by_thing: dict[str | None, list[Quantity]] = defaultdict(list)
        for one in [*(_as_count(one) for one in self.all), *_spoken_of(claims)]:
            if one.thing not in _LOOSE and one.form == "plain" and not one.times:
                self.by_thing[one.thing].append(one)
        for thing in [thing for thing, stated in self.by_thing.items() if len(stated) > _STATED]:
            del self.by_thing[thing]
        self._about: dict[int, frozenset[str]] = {}

    def about(self, quantity: Quantity) -> frozenset[str]:
        """The words beside a quantity, in its clause, that say what it is of."""
        if quantity.start not in self._about:
            place = bisect_left(self.all, quantity.start, key=lambda one: one.start)
            after = self.all[place - 1].end if place else 0
            later = next((one.start for one in self.all[place : place + 2] if one.start > quantity.start), None)
            before = len(self.claims.passage.plain) if later is None else later
            self._about[quantity.start] = _about(self.claims, quantity, after, before)
        return self._about[quantity.start]


def _as_count(one: Quantity) -> Quantity:
    """Cups are counted here."""
    whole = one.unit.name == "cup" and one.numbers[0].value == int(one.numbers[0].value)
    return replace(one, unit=units()["pc"], thing="count") if whole else one


def _spoken_of(claims: Claims) -> Iterator[Quantity]:
    """The counts of all pieces that the grammar leaves alone, since a bare number counts anything."""
    text = claims.passage.plain
    for found in _COUNTED.finditer(text):
        every = _EVERY.search(text, max(found.start() - _REACH, 0), found.start())
        if every and not any(one.start < found.end(1) and found.start(1) < one.end for one in claims.quantities):
            yield _count(found)


def _count(found: re.Match[str]) -> Quantity:
    return Quantity(found.start(1), found.end(1), (parse(found[1], "en"),), units()["pc"], "plain", None, "count", None)


def _conversions(claims: Claims) -> Iterator[Pair]:
    """4 ft (90 cm)."""
    text = claims.passage.plain
    for one, two in zip(claims.quantities, claims.quantities[1:], strict=False):
        alike = one.unit.kind == two.unit.kind and one.form == two.form and one.unit.name != two.unit.name
        if alike and one.unit.kind not in ("count", "price"):
            closed = text[two.end : two.end + 2].lstrip().startswith((")", "）"))
            if closed and _BRACKET.fullmatch(text[one.end : two.start]) and not agree(one, two):
                yield Pair(claims, one, claims, two)


def _base(claims: Claims) -> tuple[str, str]:
    return claims.field.role, _LANGUAGE_OF_ID.sub("", claims.field.id)


def _tongue(claims: Claims) -> str:
    """The language of a field: what its id says, or what it is read as."""
    found = _LANGUAGE_OF_ID.search(claims.field.id)
    return found[1] if found else claims.passage.language


def _translations(first: _Told, second: _Told, packs: frozenset[int]) -> Iterator[Pair]:
    """A translation says the same numbers: those left over on both sides, in order of their kind, differ."""
    left = [q for q in first.all if not any(_comparable(q, o) and agree(q, o, packs) for o in second.all)]
    over = [q for q in second.all if not any(_comparable(q, o) and agree(o, q, packs) for o in first.all)]
    for quantity in over:
        rivals = [one for one in left if _comparable(one, quantity)]
        if rivals:
            left.remove(rivals[0])
            yield Pair(second.claims, quantity, first.claims, rivals[0])


def _comparable(one: Quantity, other: Quantity) -> bool:
    return one.unit.kind == other.unit.kind and (one.form == "dimensions") == (other.form == "dimensions")


def _apart(first: _Told, second: _Told, packs: frozenset[int]) -> Iterator[Pair]:
    """Two sentences that speak of the same with different numbers."""
    for thing, mine in first.by_thing.items():
        stated = second.by_thing.get(thing, ())
        for one in mine if len(stated) > (first is second) else ():
            rivals = [other for other in stated if _of_the_same(first, one, second, other)]
            if not rivals or len({other.numbers for other in rivals}) > 1 or len(_near_values(first, one)) > 2:
                continue  # several values of one thing are a choice
            same = first is second  # one text in two fields is read once
            borne = any(agree(one, other, packs) for other in stated if not (same and other is one))
            back = any(agree(rivals[0], other, packs) for other in mine if not (same and other is rivals[0]))
            if not borne and not back:
                yield Pair(first.claims, one, second.claims, rivals[0])


def _near_values(told: _Told, one: Quantity) -> set[object]:
    """The values of one thing that a field states of the same."""
    about = told.about(one)
    return {other.numbers for other in told.by_thing[one.thing] if other.unit is one.unit and about & told.about(other)}


def _of_the_same(first: _Told, one: Quantity, second: _Told, other: Quantity) -> bool:
    """Whether two quantities of one thing are said of the same, in two sentences."""
    if first is second and not (other.start > one.end and _sentence_between(first.claims, one, other)):
        return False
    if one.unit.kind != other.unit.kind or not _near(one, other) or not first.about(one) & second.about(other):
        return False
    if one.thing == "count":
        return True
    return first.claims.part_of(one.start, one.end) == second.claims.part_of(other.start, other.end)


def _near(one: Quantity, other: Quantity) -> bool:
    low, high = sorted((abs(one.base[0]), abs(other.base[0])))
    return high <= _APART * low


def _sentence_between(claims: Claims, one: Quantity, other: Quantity) -> bool:
    return bool(re.search(r"[.!?。！？\n]", claims.passage.plain[one.end : other.start]))


def _about(claims: Claims, quantity: Quantity, after: int, before: int) -> frozenset[str]:
    """The words beside a quantity, in its clause and between its neighbours."""
    text, language = claims.passage.plain, claims.passage.language
    left = _CLAUSE.split(text[max(quantity.start - _REACH, after) : quantity.start].casefold())[-1]
    right = _CLAUSE.split(text[quantity.end : min(quantity.end + _REACH, before)].casefold())[0]
    if quantity.thing == "count":
        left, right = "", _counted(text[max(quantity.start - 12, 0) : quantity.end].casefold(), quantity, right)
    words = {_stem(word, language) for word in _WORD.findall(left + " " + right)}
    return frozenset(words - FUNCTION_WORDS.get(language, frozenset()) - _EMPTY)


def _counted(written: str, quantity: Quantity, right: str) -> str:
    """The noun that a count counts: its own ("6 cups"), the next one, or for "set of 4" all that follow."""
    own = _WORD.findall(written[quantity.start - quantity.end :])
    if own:
        return own[-1] if not _OF.search(written) else right
    return right if _OF.search(written) else " ".join(right.split()[:1])


def _stem(word: str, language: str) -> str:
    """A noun without the ending of its plural."""
    if language == "de" and len(word) > 5:
        return re.sub(r"(?:ern|en|er|e|n|s)$", "", word)
    return word.rstrip("s")
