"""Values that exclude each other: the copy names one (a material, a country, a display), the facts another."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from caveat.analysis.facts.claims import Claims
from caveat.analysis.facts.lexicon import Mention
from caveat.analysis.facts.measures import generic
from caveat.analysis.facts.stated import Stated
from caveat.analysis.facts.vocabulary import Words

_NEAR = 14
"""How far the part may stand of which a value is claimed, in characters."""
_BEFORE = 4
"""How many tokens before a value the words that claim it may stand."""
_TRUE = frozenset(
    (
        "véritable",
        "auténtico",
        "auténtica",
        "genuino",
        "genuina",
        "vero",
        "vera",
        "pur",
        "pura",
        "puro",
        "massif",
        "macizo",
        "macizo",
    )
)
_PERCENT = re.compile(r"(\d+(?:[.,]\d+)?) ?[%％]")


@dataclass(frozen=True)
class Naming:
    """A fact that names values of a group, and the parts of which it speaks."""

    fact: Stated
    values: frozenset[str]
    parts: frozenset[str]
    shares: dict[str, float]


@dataclass(frozen=True)
class Conflict:
    """A span of the copy that names a value, and the fact that names another."""

    group: str
    claims: Claims
    start: int
    end: int
    fact: Stated


def namings(group: str, facts: Iterable[Stated], words: Words) -> list[Naming]:
    """The facts that name values of a group."""
    named = words.named(group)
    found = []
    for fact in facts:
        if named and not any(word in fact.folded_name for word in named):
            continue
        tokens = fact.value_tokens
        mentions = [one for one in words.group(group).mentions(tokens) if not _only_looks(tokens, one, words)]
        if mentions:
            shares = _shares(tokens, mentions)
            found.append(
                Naming(fact, frozenset(one.value for one in mentions), words.parts_of(fact.name_tokens), shares)
            )
    return found


def conflicts(group: str, fields: Sequence[Claims], known: Sequence[Naming], words: Words) -> Iterator[Conflict]:
    """What the copy names of a group that no comparable fact bears out."""
    if not known:
        return
    for claims in fields:
        for start, end, mention in _claimed(group, claims, words):
            parts = claims.part_of(*claims.span(mention), _NEAR)
            rivals = [one for one in known if one.parts == parts and not _is_line(one.fact, claims, start)]
            if rivals and not any(_fits(group, claims, mention, one, words) for one in rivals):
                yield Conflict(group, claims, start, end, rivals[0].fact)


def split(group: str, known: Sequence[Naming], words: Words) -> Iterator[tuple[Naming, Naming]]:
    """Facts that name values which exclude each other."""
    for place, one in enumerate(known):
        for other in known[place + 1 :]:
            related = any(words.related(group, mine, theirs) for mine in one.values for theirs in other.values)
            if (
                generic(one.fact.name)
                and generic(other.fact.name)
                and one.parts == other.parts
                and len(one.values) == len(other.values) == 1
                and not related
            ):
                yield one, other


def _is_line(fact: Stated, claims: Claims, start: int) -> bool:
    return fact.reading == claims.place and fact.start <= start < fact.end


def _fits(group: str, claims: Claims, mention: Mention, one: Naming, words: Words) -> bool:
    """Whether a value may be called so by the fact: the same, a kind of it, or what it is a kind of."""
    near = [value for value in one.values if words.related(group, mention.value, value)]
    if not near:
        return False
    share = _shares(claims.scan.tokens, [mention]).get(mention.value)
    if share is None and _only(claims.scan.tokens, mention, words):
        share = 100.0
    stated = [one.shares[value] for value in near if value in one.shares]
    return share is None or not stated or any(abs(share - other) < 0.5 for other in stated)


def _set_apart(claims: Claims, mention: Mention) -> bool:
    """Whether a value stands between signs: "Poncho, Black" rather than "Black Tea"."""
    text, (start, end) = claims.passage.plain, claims.span(mention)
    before, after = text[:start].rstrip(" "), text[end:].lstrip(" ")
    return before[-1:] in ",(-–|/，（" and after[:1] in ("", *",)-–|/，）")


def _only(tokens: list[str], mention: Mention, words: Words) -> bool:
    """Whether a value is said to be the only one: "pure silk"."""
    places = range(max(mention.start - 2, 0), mention.start)
    return any(found.end == mention.start for place in places if (found := words.phrases("pure").at(tokens, place)))


def _claimed(group: str, claims: Claims, words: Words) -> Iterator[tuple[int, int, Mention]]:
    """The values of a group that a field claims of the thing, from the word that claims them on."""
    tokens = claims.scan.tokens
    mentions = [one for one in words.group(group).mentions(tokens) if not _only_looks(tokens, one, words)]
    how = words.claimed(group)
    whole = {one.value for one in mentions if not claims.part_of(*claims.span(one), _NEAR)}
    for mention in mentions:
        first, last = _claiming(tokens, mention, words, how)
        titled = claims.field.role == "title" and whole == {mention.value}
        titled = titled and (how == "strong" or (how == "title" and _set_apart(claims, mention)))
        if (
            titled
            or how == "any"
            or (first, last) != (mention.start, mention.end)
            or _strong(tokens, mention, words, how)
        ):
            yield *claims.span(Mention(mention.value, first, last)), mention


def _strong(tokens: list[str], mention: Mention, words: Words, how: str) -> bool:
    """Whether the value's own word claims it: 本革."""
    found = words.phrases("strong").at(tokens, mention.start) if how == "strong" else None
    return found is not None and found.end < mention.end


def _claiming(tokens: list[str], mention: Mention, words: Words, how: str) -> tuple[int, int]:
    """The value with the nearest words that claim it: "100 %", "made of", "made in"."""
    lexicons = ("made_in",) if how == "made_in" else ("strong", "made_of") if how == "strong" else ()
    for place in range(mention.start - 1, max(mention.start - _BEFORE, 0) - 1, -1):
        for lexicon in lexicons:
            found = words.phrases(lexicon).at(tokens, place)
            if found and mention.start - found.end <= 2 and not set(tokens[place : mention.start]) & set(",.;\n"):
                return place, mention.end
    if how == "made_in" and mention.end < len(tokens):
        after = words.phrases("made_in_after").at(tokens, mention.end)
        return mention.start, after.end if after else mention.end
    if how == "strong" and tokens[mention.end : mention.end + 2] == ["100", "%"]:
        return mention.start, mention.end + 2
    if how == "strong" and set(tokens[mention.end : mention.end + 1]) & _TRUE:
        return mention.start, mention.end + 1
    return mention.start, mention.end


def _only_looks(tokens: list[str], mention: Mention, words: Words) -> bool:
    """Whether a value is named only as a look, a colour, or as what the thing is not."""
    if mention.end < len(tokens) and words.phrases("looks_like_after").at(tokens, mention.end):
        return True
    for place in range(max(mention.start - 3, 0), mention.start):
        found = words.phrases("looks_like_before").at(tokens, place)
        if found and found.end == mention.start:
            return True
        denied = words.phrases("negator").at(tokens, place)
        if denied and mention.start - denied.end <= 2:
            return True
    return False


def _shares(tokens: list[str], mentions: Iterable[Mention]) -> dict[str, float]:
    """The percentage beside each value: "80% cotton", "Baumwolle 80 %"."""
    found = {}
    for mention in mentions:
        for first, sign in ((mention.start - 2, mention.start - 1), (mention.end, mention.end + 1)):
            if first >= 0 and sign < len(tokens) and tokens[sign] in "%％" and tokens[first][0].isdigit():
                found[mention.value] = float(tokens[first].replace(",", "."))
                break
    return found
