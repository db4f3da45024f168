"""What makes a match harmless whatever the rule: denial, statutory wording, titles, print, own brand, questions.

Each guard is one function from (scan, match, setting, listing context) to "this is harmless". Which categories a guard
does not hold for is data (`rulebook/book.toml`).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from caveat.analysis.match import Match
from caveat.analysis.scan import Scan
from caveat.rulebook import RuleBook
from caveat.rulebook.schema import Guard, Rule
from caveat.text.disguise import readable
from caveat.text.normalise import Folded
from caveat.text.tokens import BREAKS, words

_ENDS_DENIAL = frozenset((",", "，", "、", "&", "but", "mais", "pero", "ma", "et", "y", "e", "ed"))
"""What a denial does not reach across: "sans BPA et biodégradable" still says biodegradable."""
_COMMAS = frozenset((",", "，", "、"))
_OR = frozenset(("or", "nor", "oder", "noch", "ou", "ni", "o", "u", "né", "或"))
"""The last item of a list follows one of these: "does not treat, cure or prevent"."""
_BARE = {"en": "", "de": "en", "fr": "er ir re", "es": "ar er ir", "it": "are ere ire"}
"""How a verb ends that leans on a verb before the list, as all of its items do; English shows it by no ending."""
_FINITE = ("s", "ed", "ing")
_LIST = 16
"""How many tokens a denied list may run back to its denial."""
_OPENING, _CLOSING = "\"“„«「『'", "\"”“»」』'"


@dataclass(frozen=True)
class Setting:
    """What the guards know of the listing around the field."""

    product_type: str | None
    brand: tuple[str, ...]
    ai_picture: str | None = None
    """The first picture that the seller discloses to be made by AI."""


def harmless(scan: Scan, match: Match, rule: Rule, book: RuleBook, setting: Setting) -> str | None:
    """The name of the first guard that silences the match, or None."""
    for name, guard in GUARDS.items():
        entry = book.guards[name]
        if rule.category not in entry.off and name not in rule.without_guards and guard(scan, match, entry, setting):
            return name
    return None


def _negation(scan: Scan, match: Match, guard: Guard, setting: Setting) -> bool:
    """A negator shortly before, in a gap, or (in languages that deny at the end) right after."""
    first = match.start
    for place in range(match.start - 1, max(match.start - guard.window, 0) - 1, -1):
        if scan.tokens[place] in BREAKS or scan.tokens[place] in _ENDS_DENIAL:
            break
        first = place
    inside = {place for start, end in match.parts for place in range(start, end)}
    before = [place for place in range(first, match.end) if place not in inside]
    after = range(match.end, min(match.end + 3, len(scan.tokens)))
    listed = _list_before(scan, match)
    return any(_denied(reading, (*listed, *before), after) for reading in scan.readings)


def _list_before(scan: Scan, match: Match) -> range:
    """The earlier items of a list that the match ends or is an item of: a denial of the first denies them all.

    Without an "or" a comma begins a claim of its own: "contains no BPA, kills germs".
    """
    tokens, comma = scan.tokens, -1
    first = match.start
    for place in range(match.start - 1, max(match.start - _LIST, 0) - 1, -1):
        if tokens[place] in BREAKS or (tokens[place] in _ENDS_DENIAL and tokens[place] not in _COMMAS):
            break
        if tokens[place] in _COMMAS and comma < 0:
            comma = place
        first = place
    if comma < 0:
        return range(0)
    joined = _OR.intersection(tokens[comma : match.start]) or (
        _bare(scan, match) and _OR.union(("zu",)).intersection(tokens[match.start : match.end])
    )
    return range(first, match.start) if joined else range(0)


def _bare(scan: Scan, match: Match) -> bool:
    """Whether the match begins with, or in German holds, a verb without an ending of its own."""
    language = scan.readings[-1].index.language
    endings = tuple(_BARE.get(language, "-").split())
    if language == "de":
        return any(token.endswith(endings) for token in scan.tokens[match.start : match.end])
    verb = scan.tokens[match.start]
    return verb.endswith(endings) if endings else not verb.endswith(_FINITE)


def _denied(scan: Scan, before: Iterable[int], after: Iterable[int]) -> bool:
    named = scan.index.named
    negators, exceptions = scan.starts(named["negator"]), scan.starts(named["not_negator"])
    if any(place in negators and place not in exceptions for place in before):
        return True
    at_the_end = scan.starts(named["negator_after"])
    return any(place in at_the_end for place in after)


def _statutory(scan: Scan, match: Match, guard: Guard, setting: Setting) -> bool:
    """The match lies inside the wording of a statutory disclaimer or warning."""
    regions = scan.starts(scan.index.named["statutory"])
    return any(start <= match.start and match.end <= max(ends) for start, ends in regions.items())


def _media(scan: Scan, match: Match, guard: Guard, setting: Setting) -> bool:
    """A book, film or poster: its title claims nothing of the item."""
    if setting.product_type == "book-media":
        return True
    named = scan.starts(scan.index.named["media"])
    if not named:
        return False
    start, end = scan.sentence(match.start)
    return any(start <= place < end for place in named)


def _printed(scan: Scan, match: Match, guard: Guard, setting: Setting) -> bool:
    """The words are quoted, and something in the field says that they are printed on the item."""
    if not scan.starts(scan.index.named["printed"]):
        return False
    start, end = scan.sentence(match.start)
    if any(start <= place < end for place in scan.starts(scan.index.named["speaker"])):
        return False  # words of a customer or a magazine are a claim, not a print
    text, spans = scan.folded.text, scan.spans
    before, after = text[: spans[match.start][0]], text[spans[match.end - 1][1] :]
    opened = max(before.rfind(mark) for mark in _OPENING)
    closed = min((place for mark in _CLOSING if (place := after.find(mark)) >= 0), default=-1)
    return opened >= 0 and len(before) - opened < 60 and 0 <= closed < 60


def _brand(scan: Scan, match: Match, guard: Guard, setting: Setting) -> bool:
    """The match is the seller's own brand name, or lies inside it."""
    brand, size = setting.brand, len(setting.brand)
    if not brand:
        return False
    first, last = max(match.end - size, 0), match.start
    language = scan.readings[-1].index.language
    names = {brand, tuple(readable(word, language) for word in brand)}
    return any(tuple(scan.tokens[place : place + size]) in names for place in range(first, last + 1))


def _question(scan: Scan, match: Match, guard: Guard, setting: Setting) -> bool:
    """The match is all of a question, or of one that is answered with no: nothing is claimed."""
    start, end = scan.sentence(match.start)
    if end >= len(scan.tokens) or scan.tokens[end] not in ("?", "？"):
        return False
    denied = any(end + 1 in reading.starts(reading.index.named["no_answer"]) for reading in scan.readings)
    return denied or end - start <= match.end - match.start + 2


GUARDS: dict[str, Callable[[Scan, Match, Guard, Setting], bool]] = {
    "negation": _negation,
    "statutory": _statutory,
    "media": _media,
    "printed": _printed,
    "brand": _brand,
    "question": _question,
}


def brand_tokens(brand: str | None) -> tuple[str, ...]:
    """A brand name as the tokens of the fields."""
    return tuple(words(Folded(brand).text)) if brand else ()
