"""Whether copy says that something is there or is not: one "no" covers a whole list, until the sentence turns."""

from caveat.analysis.facts.claims import Claims
from caveat.analysis.facts.lexicon import Lexicon
from caveat.analysis.facts.vocabulary import Words

_NEAR = 3
"""How many tokens before a verb its denial may stand: "does not come with"."""
_AFTER = 2
"""How many tokens after the thing a bare denial may stand: "NFC (absent)"."""
_UNSURE = 4
_LIST = 80
"""How many tokens a list may have of which the first or the last is denied."""


def denied(claims: Claims, start: int, end: int, words: Words) -> bool:
    """Whether the copy says that what is named from a token to another is not there."""
    tokens = claims.scan.tokens
    first, last = claims.scan.sentence(start)
    first, last = max(first, start - _LIST), min(last, end + _LIST)
    return _before(tokens, first, start, words) or _after(tokens, end, last, words)


def unsure(claims: Claims, start: int, words: Words) -> bool:
    """Whether the copy does not say that the thing itself has what is named: "compatible with", "optional"."""
    tokens = claims.scan.tokens
    first, _ = claims.scan.sentence(start)
    phrases = words.denial("unsure")
    return any(phrases.at(tokens, place) for place in range(max(first, start - _UNSURE), start))


def _before(tokens: list[str], first: int, start: int, words: Words) -> bool:
    """Whether the nearest word that settles it, going back from the thing, denies."""
    before, claiming, turns = words.denial("before"), words.denial("claims"), words.denial("turns")
    settling = words.settling
    for place in range(start - 1, first - 1, -1):
        if tokens[place] not in settling:
            continue
        if turns.at(tokens, place):
            return False
        if before.at(tokens, place):
            return True
        found = claiming.at(tokens, place)
        if found and found.end <= start:
            return _denies(tokens, max(first, place - _NEAR), place, before, turns)
    return False


def _denies(tokens: list[str], first: int, place: int, before: Lexicon, turns: Lexicon) -> bool:
    for near in range(place - 1, first - 1, -1):
        if tokens[near] in ",，" or turns.at(tokens, near):
            return False
        if before.at(tokens, near):
            return True
    return False


def _after(tokens: list[str], end: int, last: int, words: Words) -> bool:
    """Whether a denial follows, at once or behind the rest of the list."""
    after, lists, named = words.denial("after"), words.denial("lists"), words.features
    if tokens[end : end + 1] == ["?"]:
        return True
    place = end
    while place < last:
        found = after.at(tokens, place)
        if found and (found.end - found.start > 1 or place - end < _AFTER):
            return True
        between = lists.at(tokens, place) or named.at(tokens, place)
        if not between:
            return False
        place = between.end
    return False
