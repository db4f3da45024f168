"""Values that exclude each other: the copy names one (a material, a country, a display), the facts another."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from caveat.analysis.facts.claims import Claims
from caveat.analysis.facts.lexicon import Mention
from caveat.analysis.facts.sheet import Sheet
from caveat.analysis.facts.stated import Stated, generic, of_name, tokens_of
from caveat.analysis.facts.vocabulary import Words

_NEAR = 14
"""How far the part may stand of which a value is claimed, in characters."""
_BEFORE = 4
"""How many tokens before a value the words that claim it may stand."""
_CLAIMING = {"made_in": ("made_in",), "strong": ("strong", "made_of", "praised")}
"""The words before a value that claim it, by how copy claims values of the group."""


@dataclass(frozen=True)
class Naming:
    """A fact that names values of a group, and the parts of which it speaks."""

    fact: Stated
    values: frozenset[str]
    parts: frozenset[str]
    shares: dict[str, float]


@dataclass(frozen=True)
class Conflict:
    """A span of the copy that names a value, and the fact that names another. `thing` is as in Mention.made."""

    group: str
    value: str
    claims: Claims
    start: int
    end: int
    fact: Stated
    thing: str = ""


def told(sheet: Sheet) -> dict[str, list[Stated]]:
    """The facts in which a value of a group may stand, by group."""
    found: dict[str, list[Stated]] = {}
    for fact in sheet.facts:
        for group in sheet.words.groups_in(fact.value_tokens):
            found.setdefault(group, []).append(fact)
    groups = [group for group in sheet.words.book.facts.values if sheet.words.claimed(group) != "never"]
    return {group: found[group] for group in groups if group in found}


def namings(sheet: Sheet, group: str) -> list[Naming]:
    """The facts that name values of a group."""
    words = sheet.words
    named = words.named(group)
    found = []
    for fact in sheet.once(told)[group]:
        if fact.prose or (named and not any(word in fact.folded_name for word in named)):
            continue
        tokens = fact.value_tokens
        mentions = [one for one in words.group(group).mentions(tokens) if not only_looks(tokens, one, words)]
        if mentions:
            values, parts = frozenset(one.value for one in mentions), of_name(_parts, fact.name, words)
            found.append(Naming(fact, values, parts, _shares(tokens, mentions)))
    return found


def _parts(name: str, words: Words) -> frozenset[str]:
    return words.parts_of(tokens_of(name))


def conflicts(sheet: Sheet, group: str, claims: Claims) -> list[Conflict]:
    """What a field names of a group that no comparable fact bears out."""
    known = sheet.once(namings, group)
    found = []
    for start, end, mention in claims.once(_claimed, group) if known else ():
        parts = claims.part_of(*claims.span(mention), _NEAR)
        rivals = [one for one in known if one.parts == parts and not _is_line(one.fact, claims, start)]
        if rivals and not any(_fits(group, claims, mention, one, sheet.words) for one in rivals):
            found.append(Conflict(group, mention.value, claims, start, end, rivals[0].fact, mention.made))
    return found


def again(group: str, found: Sequence[Conflict], fields: Sequence[Claims], sheet: Sheet) -> Iterator[Conflict]:
    """The fields that begin with what another field names and no comparable fact bears out."""
    words = sheet.words
    if words.claimed(group) in ("strong", "title"):
        named = {id(one.fact): one.values for one in sheet.once(namings, group)}
        wholly = [
            one for one in found if not any(words.related(group, one.value, value) for value in named[id(one.fact)])
        ]
        for claims in fields:
            yield from _again(claims, {one.value: one for one in wholly if one.claims is not claims}, words)


def _again(claims: Claims, disputed: dict[str, Conflict], words: Words) -> Iterator[Conflict]:
    """A field that begins with a value which another claims: "Titanium surface heats evenly"."""
    for one in disputed.values():
        mention = words.group(one.group).at(claims.scan.tokens, 0) if claims.scan.tokens else None
        if mention and mention.value == one.value and not only_looks(claims.scan.tokens, mention, words):
            yield Conflict(one.group, one.value, claims, *claims.span(mention), one.fact)


def split(sheet: Sheet, group: str) -> list[tuple[Naming, Naming]]:
    """Facts that name values which exclude each other: each against the first that speaks of the same."""
    first: dict[frozenset[str], Naming] = {}
    found = []
    for one in sheet.once(namings, group):
        if len(one.values) == 1 and of_name(generic, one.fact.name, sheet.words):
            other = first.setdefault(one.parts, one)
            if not sheet.words.related(group, *one.values, *other.values):
                found.append((other, one))
    return found


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


def _claimed(claims: Claims, group: str) -> list[tuple[int, int, Mention]]:
    """The values of a group that a field claims of the thing, from the word that claims them on."""
    tokens, words, found = claims.scan.tokens, claims.words, []
    mentions = [one for one in claims.told.mentions(group) if not only_looks(tokens, one, words)]
    how = words.claimed(group)
    whole = {one.value for one in mentions if not claims.part_of(*claims.span(one), _NEAR)}
    for mention in mentions:
        first, last = claiming(tokens, mention, words, how)
        titled = claims.field.role == "title" and whole == {mention.value}
        titled = titled and (bool(mention.made) or words.bare(group, mention.value))
        titled = titled and (how == "strong" or (how == "title" and _set_apart(claims, mention)))
        if (
            titled
            or how == "any"
            or (first, last) != (mention.start, mention.end)
            or _strong(tokens, mention, words, how)
        ):
            found.append((*claims.span(Mention(mention.value, first, last)), mention))
    return found


def _strong(tokens: list[str], mention: Mention, words: Words, how: str) -> bool:
    """Whether the value's own word claims it: 本革."""
    found = words.phrases("strong").at(tokens, mention.start) if how == "strong" else None
    return found is not None and found.end < mention.end


def claiming(tokens: list[str], mention: Mention, words: Words, how: str) -> tuple[int, int]:
    """The value with the nearest words that claim it: "100 %", "made of", "made in"."""
    lexicons = _CLAIMING.get(how, ())
    begins = words.opening(*lexicons)
    for place in range(mention.start - 1, max(mention.start - _BEFORE, 0) - 1, -1):
        for lexicon in lexicons if tokens[place] in begins else ():
            found = words.phrases(lexicon).at(tokens, place)
            near = 0 if lexicon == "praised" else 2
            if found and mention.start - found.end <= near and not set(tokens[place : mention.start]) & set(",.;\n"):
                return place, mention.end
    if how == "made_in" and mention.end < len(tokens):
        after = words.phrases("made_in_after").at(tokens, mention.end)
        return mention.start, after.end if after else mention.end
    if how == "strong" and mention.start >= 2 and _is_share(tokens[mention.start - 2 : mention.start]):
        return mention.start - 2, mention.end
    if how == "strong" and tokens[mention.end : mention.end + 2] == ["100", "%"]:
        return mention.start, mention.end + 2
    after = (
        words.phrases("strong_after").at(tokens, mention.end) if how == "strong" and mention.end < len(tokens) else None
    )
    if after:
        return mention.start, after.end
    return mention.start, mention.end


def _is_share(tokens: list[str]) -> bool:
    return tokens[0][0].isdigit() and tokens[1] in ("%", "％")


def only_looks(tokens: list[str], mention: Mention, words: Words) -> bool:
    """Whether a value is named only as a look, a colour, or as what the thing is not."""
    if mention.end < len(tokens) and words.phrases("looks_like_after").at(tokens, mention.end):
        return True
    begins = words.opening("looks_like_before", "negator")
    for place in range(max(mention.start - 3, 0), mention.start):
        if tokens[place] not in begins:
            continue
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
