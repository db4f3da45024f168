"""The concrete things that a text states, each with an id that no language changes: what a draft may not invent."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from caveat.analysis.facts import features, names, versions
from caveat.analysis.facts.claims import Claims
from caveat.analysis.facts.lexicon import Mention
from caveat.analysis.facts.values import claiming, only_looks
from caveat.quantities import Quantity
from caveat.rulebook.values import Value

GROUPS = ("material", "country", "mark", "technology", "award", "warranty", "comparison", "superlative", "warning")
"""The groups of values that a draft is held to; a colour or a part is description."""
_KINDS = ("quantity", *GROUPS, "version", "feature")
_NAMED = frozenset(("mark", "technology", "country"))
_SHORT = 5
_CODE = 2
"""How many letters the code of a country has."""
_HANGUL = "가"
"""From here on one syllable is more often a particle than a thing: 은 is silver, too."""
_LOOSE = frozenset(
    ("down", "pet", "modal", "crystal", "paper", "gold", "silver", "pearl", "diamond", "stone", "rubber", "iron",
     "glass", "eva", "foam", "metal", "plastic", "acrylic", "cork", "textile", "platinum", "bronze", "wood", "copper",
     "abs", "marble", "ceramic", "alloy", "hemp", "fibreglass", "elastane")
)  # fmt: skip
"""Materials whose words mean much else in running text: they count beside a word that claims them, or a share."""


@dataclass(frozen=True)
class Said:
    """One thing that a field states. Offsets are code points of the field's plain text.

    `kind` is "quantity", "version", "name", "number", "feature", "claim" or a group of values; `value` the id in it.
    `there` is False for a feature that the text denies.
    """

    kind: str
    value: str
    claims: Claims = field(repr=False)
    start: int
    end: int
    quantity: Quantity | None = None
    there: bool = True
    loose: bool = False

    @property
    def text(self) -> str:
        """The words that state it."""
        return self.claims.passage.plain[self.start : self.end]


def said(fields: Sequence[Claims]) -> list[Said]:
    """What a text states, in the order of its fields; a name or bare number only where nothing else covers it."""
    found: list[Said] = []
    for claims in fields:
        stated = [one for kind in _KINDS for one in of_kind(kind, claims)]
        found += sorted([*stated, *named(claims, stated)], key=lambda one: (one.start, -one.end))
    return found


def of_kind(kind: str, claims: Claims) -> Iterator[Said]:
    """What a field states of one kind, in order; names and bare numbers are told by `named`."""
    if kind == "quantity":
        return _quantities(claims)
    if kind == "version":
        return _versions(claims)
    return _features(claims) if kind == "feature" else _values(kind, claims)


def named(claims: Claims, stated: Sequence[Said]) -> Iterator[Said]:
    """The names and bare numbers of a field, outside of what else it states."""
    for kind, value, start, end in claims.once(_found, *((one.start, one.end) for one in stated)):
        yield Said(kind, value, claims, start, end)


def _found(claims: Claims, *taken: tuple[int, int]) -> list[names.Found]:
    return list(names.found(claims, taken))


def _quantities(claims: Claims) -> Iterator[Said]:
    for one in claims.quantities:
        yield Said("quantity", one.unit.kind, claims, one.start, one.end, one)


def _values(group: str, claims: Claims) -> Iterator[Said]:
    tokens, words = claims.scan.tokens, claims.words
    mentions = claims.told.mentions(group)
    for place, mention in enumerate(mentions):
        if group in ("material", "country") and only_looks(tokens, mention, words):
            continue
        start, end = claims.span(mention)
        written = claims.passage.plain[start:end]
        if group == "country" and written.islower() and len(written) == _CODE:
            continue  # "message us" names no country
        if group in _NAMED and _names_another(claims, start, end, words.book.facts.values[group].values[mention.value]):
            continue
        first, last = _claimed(group, claims, mention, mentions[place - 1].end if place else 0)
        loose = group == "material" and mention.value in _LOOSE and (first, last) == (start, end)
        loose = (loose and not _apposed(claims, start, end)) or (len(written) == 1 and written >= _HANGUL)
        yield Said(group, mention.value, claims, first, last, loose=loose)


def _names_another(claims: Claims, start: int, end: int, value: Value) -> bool:
    """Whether an acronym is a word in small letters, "keep out of reach", or the tail of another one, "BRC-GS"."""
    text = claims.passage.plain
    written = text[start:end]
    if len(written) > _SHORT or not written.isascii():
        return False
    small = not written.isupper() and any(name.isupper() and name.casefold() == written.casefold() for name in value.en)
    return small or (text[start - 1 : start] == "-" and text[start - 2 : start - 1].isalnum())


def _claimed(group: str, claims: Claims, mention: Mention, after: int) -> tuple[int, int]:
    """The span of a value with the words that claim it; a warning is its whole sentence."""
    if group == "warning":
        first, last = claims.scan.sentence(mention.start)
        return claims.span(Mention(mention.value, min(first, mention.start), max(last, mention.end)))
    how = {"material": "strong", "country": "made_in"}.get(group)
    if how is None:
        return claims.span(mention)
    first, last = claiming(claims.scan.tokens, mention, claims.words, how)
    return claims.span(Mention(mention.value, mention.start if first < after else first, last))


def _apposed(claims: Claims, start: int, end: int) -> bool:
    """Whether a value stands between signs, as in a list of specs; or in a script whose words are hardly ambiguous."""
    text = claims.passage.plain
    if claims.passage.language in ("zh", "ja", "ko"):
        return True
    before, after = text[:start].rstrip(" ")[-1:], text[end:].lstrip(" ")[:1]
    return before in ("", *",:;(/\n|") and after in ("", *",.;)/\n|")


def _versions(claims: Claims) -> Iterator[Said]:
    for one in claims.once(versions.named):
        yield Said("version", f"{one.name} {float(one.number):g}", claims, one.start, one.end)


def _features(claims: Claims) -> Iterator[Said]:
    for told in claims.once(features.said):
        start, end = claims.span(told.mention)
        yield Said("feature", told.mention.value, claims, start, end, there=told.there)
