"""The words beside a quantity of the copy, which say what it is of."""

import re

from caveat.analysis.facts.claims import Claims
from caveat.quantities import Quantity
from caveat.text.language import FUNCTION_WORDS

_WORD = re.compile(r"[^\W\d_]{3,}|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2}")
_CLAUSE = re.compile(r"[.!?;:。！？；：\n|•,，、()（）/+–—-](?:(?<![–—-])|(?<= .)(?= ))")
"""Where a clause ends: a sign, but a dash only between blanks. It begins with signs, so that most text is skipped."""
REACH = 32
"""How far a word may stand from a number to say what it is of, in characters."""
_EMPTY = frozenset(
    "set pack pcs pieces all each our your more than about over only just every per use using up using time times "
    "weigh measure hold last run wide long tall deep thick high wiegt misst pèse mesure pesa mide misura".split()
)
_OF = re.compile(
    r"\b(?:sets?|packs?|boxe?s?|lot|juego|paquete|confezione|er-set|set) (?:of|de|da|di|von|mit|aus) *(?:\d|$)"
)
"""What counts the pieces of a set: all the words behind it may name them."""


def words_beside(claims: Claims, quantity: Quantity, after: int, before: int) -> frozenset[str]:
    """The words beside a quantity, in its clause and between its neighbours."""
    text, language = claims.passage.plain, claims.passage.language
    left = _CLAUSE.split(text[max(quantity.start - REACH, after) : quantity.start].casefold())[-1]
    right = _CLAUSE.split(text[quantity.end : min(quantity.end + REACH, before)].casefold())[0]
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
