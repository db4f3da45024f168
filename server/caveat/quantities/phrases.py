"""Words around a number that say how to read it: "set of", "up to", "per", and the nouns that are counted bare."""

import re
import tomllib
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "phrases.toml"
QUALIFIERS = {
    "up_to": "up to",
    "at_least": "at least",
    "about": "about",
    "less_than": "less than",
    "more_than": "more than",
}


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


@cache
def before(name: str, language: str) -> re.Pattern[str]:
    """A phrase of a list, right before a number."""
    phrases = sorted({*_table()[name].get("en", []), *_table()[name].get(language, [])}, key=len, reverse=True)
    edged = "|".join(rf"(?<![^\W\d_]){re.escape(one)}" if one[0] < "\u1100" else re.escape(one) for one in phrases)
    return re.compile(rf"(?:{edged})[ :：(.]{{0,2}}$", re.IGNORECASE)


@cache
def after(name: str, language: str) -> re.Pattern[str]:
    """A phrase of a list, right after a number."""
    phrases = {*_table()[name].get("en", []), *_table()[name].get(language, [])}
    return re.compile(rf" (?:{'|'.join(map(re.escape, sorted(phrases)))})(?![^\W\d_])", re.IGNORECASE)


@cache
def countable(language: str) -> frozenset[str]:
    """Nouns that are counted without a unit, singular and plural."""
    own, english = _table()["countable"].get(language, []), _table()["countable"]["en"]
    return frozenset((*own, *english, *(f"{noun}s" for noun in english)))


def qualifier(left: str, language: str) -> str | None:
    """What is said of a number right before it: "up to", "about"."""
    for name, said in QUALIFIERS.items():
        if before(name, language).search(left):
            return said
    return None
