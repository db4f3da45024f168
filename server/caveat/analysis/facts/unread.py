"""Facts that name a measure and whose number cannot be read: they are compared with nothing, and that is said."""

import re
from collections.abc import Iterator
from functools import lru_cache

from caveat.analysis.facts.stated import MALFORMED
from caveat.models import Fact, NotChecked
from caveat.quantities import read
from caveat.quantities.things import names

_THINGS = ("weight", "length", "width", "height", "depth", "thickness", "diameter", "volume", "battery", "power",
           "voltage", "current", "storage", "memory", "screen")  # fmt: skip
_BARE = re.compile(r"[\d.,'’ \u00a0/x×*-]+")
"""A number alone may have its unit in a control beside it."""
_LONGEST = 80


def unread(facts: list[Fact], language: str) -> Iterator[NotChecked]:
    """The facts that were left out of the comparison, each with why."""
    for fact in facts:
        if not fact.value.isascii() or any(sign.isdigit() for sign in fact.value):
            why = _why(fact.name, fact.value, language)
            if why:
                yield NotChecked(what=f"fact:{fact.name}", why=why)


@lru_cache(maxsize=4096)
def _why(name: str, value: str, language: str) -> str | None:
    if len(value) > _LONGEST or not re.search(r"\d", value) or _BARE.fullmatch(value) or not names(name, _THINGS):
        return None
    if MALFORMED.search(value):
        return "its number cannot be read"
    return None if read(f"{name}: {value}", language) else "its unit is not known"
