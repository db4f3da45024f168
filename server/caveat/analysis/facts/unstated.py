"""Concrete facts of the copy that stand in no fact of a listing which has a table of them."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice
from unicodedata import category

from caveat.analysis.facts.claims import Claims
from caveat.analysis.facts.denials import denied, unsure
from caveat.analysis.facts.lexicon import Mention
from caveat.analysis.facts.said import Said, named, of_kind
from caveat.analysis.facts.sheet import Sheet
from caveat.analysis.facts.stated import Stated
from caveat.analysis.facts.table import Table
from caveat.analysis.facts.versions import named as versions_of
from caveat.analysis.facts.vocabulary import Words
from caveat.quantities import Quantity

_MOST = 8
"""Findings per field: a seller who reads so many knows that it is the table that wants completing."""
_SPOKEN_OF = frozenset(("bullet", "description", "ad_copy"))
_NAMES = {"mark": "unstated-mark", "technology": "unstated-technology", "award": "unstated-award"}
_PARTED = frozenset(("weight", "volume", "thickness", "diameter", "load"))
_FED = frozenset(("power", "voltage", "current"))
_READ = 200
"""How many mentions of each sort are looked at in a field; nobody tells more of one thing."""
_VERB = 40
"""How many tokens before a feature the verb may stand that claims it."""
_DENSE = "\u2e80"
"""From here on scripts put no space between a unit and the next word."""
_BESIDE = 5
_TESTED = 5
"""How many tokens behind "tested" the number may stand that the test has shown."""
_FRAGMENT = re.compile(r"(?:^|[.!?] +)[a-z0-9][^.!?,:;\n]{2,50}(?=[.!?](?: |$))")
_FRAGMENTS = 3
_CHOICE = 3
"""So many values of one thing in a field are a choice of variants."""
Place = tuple[str, Claims, int, int]
"""A kind, the field, and a span of its plain text."""
Told = tuple[str, Claims, int, int, bool]


def unstated(sheet: Sheet, claims: Claims) -> list[Told]:
    """What a field states that the facts do not hold: kind, field, span in its plain text, and whether there is more.

    Few are told in each field.
    """
    if claims.field.role not in _SPOKEN_OF or not sheet.once(Table).full or claims.once(_stuffed):
        return []
    kept: list[Place] = []
    found = _found(claims, sheet.once(Table))
    for one in sorted((one for one in found if not _a_line(one, sheet.facts)), key=_start):
        if not kept or one[2] >= kept[-1][3]:
            kept.append(one)
    return [(*one, len(kept) > _MOST) for one in kept[:_MOST]]


def _found(claims: Claims, table: Table) -> Iterator[Place]:
    named = claims.told.opened.keys()
    if table.rich:
        yield from _measures(claims, table)
        yield from _tests(claims, table)
        yield from _versions(claims, table)
        for group in _NAMES.keys() & named:
            yield from _values(group, _NAMES[group], claims, table)
    if "country" in named and (table.rich or table.names("country")):
        yield from _values("country", "unstated-origin", claims, table)
    if "material" in named and (table.rich or table.names("material")):
        yield from _values("material", "unstated-material", claims, table)
    yield from _features(claims, table)


def _claimed(one: Said, words: Words) -> bool:
    """Whether a verb before it in the sentence says that it is there: "has", "supports", "with"."""
    tokens, place = one.claims.scan.tokens, one.claims.token_at(one.start)
    first, _ = one.claims.scan.sentence(place)
    verbs = words.denial("claims")
    return any(verbs.at(tokens, near) for near in range(max(first, place - _VERB), place + 1))


def _stuffed(claims: Claims) -> bool:
    """Whether a field is filled with search words rather than told: "oppo a96 original. xiaomi 128gb murah."."""
    return len(_FRAGMENT.findall(claims.passage.plain)) >= _FRAGMENTS


def _start(one: Place) -> tuple[int, int]:
    return one[2], -one[3]


def _measures(claims: Claims, table: Table) -> Iterator[Place]:
    things = table.words.book.facts.unstated.things
    count: dict[str | None, int] = {}
    for one in claims.quantities[:_READ]:
        count[one.thing] = count.get(one.thing, 0) + len(one.numbers)
    for one in claims.quantities[:_READ]:
        if _cut(claims, one.end):
            continue
        if one.thing == "year":
            if _came_out(claims, one, table.words) and not table.holds(_measured(claims, one)):
                yield "unstated-year", claims, one.start, one.end
        elif one.thing in things and one.form != "alternatives":
            variant = (one.thing != "resolution" and count[one.thing] > _CHOICE) or _in_a_row(claims, one)
            other = _of_a_part(claims, one, table) or _open(claims, one.start, table.words)
            if not variant and not other and not table.holds(_measured(claims, one)):
                yield "unstated-measure", claims, one.start, one.end


def _measured(claims: Claims, one: Quantity) -> Said:
    return Said("quantity", one.unit.kind, claims, one.start, one.end, one)


def _tests(claims: Claims, table: Table) -> Iterator[Place]:
    """What a test is said to have shown, in numbers."""
    mentions = claims.told.mentions("tested")[:_READ]
    if not mentions:
        return
    numbers = [_measured(claims, one) for one in claims.quantities[:_READ]]
    numbers += [one for one in named(claims, numbers) if one.kind == "number"]
    numbers.sort(key=lambda one: one.start)
    starts = [one.start for one in numbers]
    for mention in mentions:
        _, last = claims.scan.sentence(mention.start)
        start, end = claims.span(mention)
        reach = claims.span(Mention("", mention.start, min(mention.end + _TESTED, last)))[1]
        found = bisect_left(starts, end)
        if found < len(numbers) and starts[found] < reach and "\n" not in claims.passage.plain[end : starts[found]]:
            one = numbers[found]
            if not _open(claims, start, table.words) and not table.holds(one):
                yield "unstated-test", claims, start, one.end


def _values(group: str, kind: str, claims: Claims, table: Table) -> Iterator[Place]:
    """Values of a group that the facts do not name, each once and not beside a narrower one.

    A material or country counts only where words claim it.
    """
    wider = table.words.book.facts.values[group].wider
    found = list(islice(of_kind(group, claims), _READ))
    told = {value for one in {one.value for one in found} for value in wider(one) - {one}}
    for one in found:
        if one.value in told or (group == "award" and "award" not in wider(one.value)):
            continue
        told.add(one.value)
        claimed = group in _NAMES or _starts_with_a_claim(group, one, table.words)
        if claimed and not one.loose and not table.holds(one) and not _open(claims, one.start, table.words):
            yield kind, claims, one.start, one.end


def _starts_with_a_claim(group: str, one: Said, words: Words) -> bool:
    """Whether words claim the value: "made of oak", "solid oak", "made in Italy"."""
    mention = words.group(group).at(one.claims.scan.tokens, one.claims.token_at(one.start))
    return mention is None or one.claims.span(mention)[1] != one.end


def _features(claims: Claims, table: Table) -> Iterator[Place]:
    """Features of which the facts say nothing, though they tell of others of the family."""
    families = table.words.book.facts.unstated.families.values()
    for one in islice(of_kind("feature", claims), _READ):
        family = next((family for family in families if one.value in family.of), None)
        if family is None or not one.there or (family.verb and not _claimed(one, table.words)):
            continue
        if table.tells(family.of, one.value) and not table.speaks_of(one.value) and not table.holds(one):
            yield "unstated-feature", claims, one.start, one.end


def _cut(claims: Claims, end: int) -> bool:
    """Whether a unit is the beginning of a word in a language that is not read: the "t" of a Vietnamese "tỷ"."""
    after = claims.passage.plain[end : end + 1] or " "
    return after < _DENSE and category(after)[0] in "LM"


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


def _a_line(one: Place, facts: Sequence[Stated]) -> bool:
    """Whether a span stands in a line that is a fact itself."""
    return any(fact.reading == one[1].place and fact.start <= one[2] < fact.end for fact in facts)


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


def _versions(claims: Claims, table: Table) -> Iterator[Place]:
    """Names with a version, of which no fact speaks at all."""
    book = table.words.book.facts.named
    for one in claims.once(versions_of)[:_READ]:
        told = any(spelled in table.ground.folded for spelled in book[one.name].spelled)
        if not book[one.name].several and not told and not _open(claims, one.start, table.words):
            yield "unstated-name", claims, one.start, one.end
