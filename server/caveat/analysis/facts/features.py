"""Yes and no: what the copy names although a fact says no, and what it denies although a fact says yes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from caveat.analysis.facts.claims import Claims
from caveat.analysis.facts.denials import denied, unsure
from caveat.analysis.facts.lexicon import Lexicon, Mention
from caveat.analysis.facts.sheet import Sheet
from caveat.analysis.facts.stated import Stated, of_fact, of_name, tokens_of
from caveat.analysis.facts.vocabulary import Words

_IDLE = frozenset("is has have are the a an of required needed included with by for type".split())
_UNTOLD = frozenset(("-", "?", "unspecified", "unknown", "n", "tbd", "tbc", "varies", "optional", "see"))
_NEAR = 14
"""How far the part may stand that has it, in characters."""


@dataclass(frozen=True)
class Denied:
    """A span of the copy that a fact denies."""

    claims: Claims
    start: int
    end: int
    fact: Stated


@dataclass(frozen=True)
class Told:
    """A feature that a field names, as there or as not there. `mention` counts tokens."""

    claims: Claims
    mention: Mention
    there: bool


def known_apart(fields: Sequence[Claims], sheet: Sheet) -> Iterator[Denied]:
    """Features of which facts tell, where the copy names what they say the thing has not, or the other way round."""
    if sheet.once(_known):
        yield from _known_apart([one for claims in fields for one in claims.once(said)], sheet)


def _known(sheet: Sheet) -> dict[str, tuple[bool, Stated]]:
    """The features of which the form tells, whether they are there, and the fact that says so."""
    known: dict[str, tuple[bool, Stated]] = {}
    for fact in sheet.fields:
        for feature, there in of_fact(_told, fact, sheet.words):
            known.setdefault(feature, (there, fact))
    return known


def _known_apart(told_of: Sequence[Told], sheet: Sheet) -> Iterator[Denied]:
    """What is said of features that facts tell of, where copy and fact disagree."""
    known, table = sheet.once(_known), sheet.words.book.facts.features.features
    both = {one.mention.value for one in told_of if one.there} & {one.mention.value for one in told_of if not one.there}
    for one in told_of:
        name = one.mention.value
        told = known.get(name) or next((known[wider] for wider in table[name].is_ if wider in known), None)
        if told is None or told[0] == one.there or (not one.there and (name in both or name not in known)):
            continue
        start, end = one.claims.span(one.mention)
        if any(table[name].not_.words.values()) and _of_part(one.claims, start, end):
            continue
        yield Denied(one.claims, start, end, told[1])


def _of_part(claims: Claims, start: int, end: int) -> bool:
    """Whether a part, not the thing, is said to have it: "lid dishwasher safe"."""
    parts = claims.part_of(start, end, _NEAR)
    return any(part in parts and (last <= start or 0 <= first - end <= 1) for first, last, part in claims.parts)


def _told(fact: Stated, words: Words) -> list[tuple[str, bool]]:
    """The features of which a fact tells, and whether they are there."""
    value = fact.value_tokens
    lacking = {one.value for one in words.lacking.mentions(value)}
    found = [(feature, False) for feature in lacking]
    feature = of_name(_whole, fact.last_name, words)
    if feature is None or feature in lacking or not value:
        return found
    no = words.phrases("no").at(value, 0)
    if no and (no.end == len(value) or value[no.end] in ",(-–—;" or fact.value[no.end :][:3].strip()[:1] in ("(", "-")):
        found.append((feature, False))
    elif not no and value[0] not in _UNTOLD and not set(value) & {"not", "no", "without", "optional"}:
        found.append((feature, True))
    return found


def _whole(said: str, words: Words) -> str | None:
    """The feature that the name of a fact is, but for idle words."""
    name = tokens_of(said)
    for lexicon in (words.called, words.features):
        for place in range(len(name)):
            found = lexicon.at(name, place)
            if found and not set(name[:place] + name[found.end :]) - _IDLE - set("?:"):
                return found.value
    return None


def said(claims: Claims) -> list[Told]:
    """The features that a field names, as there or as not there; where it is open which, none is."""
    tokens, words = claims.scan.tokens, claims.words
    lacking = claims.told.mentions("lacking")
    found = [Told(claims, one, False) for one in lacking]
    table = words.book.facts.features.features
    for one in claims.told.mentions("features"):
        feature = table[one.value]
        if any(other.start < one.end and one.start < other.end for other in lacking):
            continue
        if tokens[one.end : one.end + 1] and tokens[one.end] in feature.not_before:
            continue
        if one.start and tokens[one.start - 1] in feature.not_after:
            continue
        if denied(claims, one.start, one.end, words):
            found.append(Told(claims, one, False))
        elif not unsure(claims, one.start, words):
            found.append(Told(claims, one, True))
    return found


def _denying(sheet: Sheet) -> list[tuple[Stated, Lexicon]]:
    """The facts that deny something by a name that no file knows, and that name."""
    untold = [fact for fact in sheet.fields if not of_fact(_told, fact, sheet.words)]
    found = ((fact, of_fact(_name_of_nothing, fact, sheet.words)) for fact in untold)
    return [(fact, lexicon) for fact, lexicon in found if lexicon]


def _name_of_nothing(fact: Stated, words: Words) -> Lexicon | None:
    """The name of a fact that says no and nothing else."""
    value = fact.value_tokens
    said_no = words.phrases("no").at(value, 0) if value else None
    if not said_no or said_no.end != len(value):
        return None
    named = [token for token in fact.last_tokens if token[0].isalnum() and token not in ("is", "has")]
    if not set(named) - _IDLE or len("".join(named)) < 2:
        return None
    return Lexicon({"feature": [" ".join(named)]}, words.language)


def unnamed(sheet: Sheet, claims: Claims) -> Iterator[Denied]:
    """What a field names although a fact denies it by a name that no file knows."""
    for fact, lexicon in sheet.once(_denying):
        for one in lexicon.mentions(claims.scan.tokens):
            if not denied(claims, one.start, one.end, claims.words) and not unsure(claims, one.start, claims.words):
                yield Denied(claims, *claims.span(one), fact)
