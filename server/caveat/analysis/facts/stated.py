"""What a seller states: spec fields, and lines such as "Material: steel" inside a field."""

import re
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, partial
from typing import Any, TypeVar

from caveat.analysis.facts.depth import in_metres
from caveat.analysis.facts.sold import counted
from caveat.analysis.facts.vocabulary import Words
from caveat.analysis.memory import remember
from caveat.analysis.passage import Passage
from caveat.models import Listing
from caveat.quantities import Quantity, read
from caveat.text.normalise import Folded
from caveat.text.tokens import words

T = TypeVar("T")
_LINE = re.compile(r"[ \t•·*\-–✔✅►]{0,4}([^\n:：=\t]{2,40}?) ?[:：=\t] ?([^\n]{1,80})")
MALFORMED = re.compile(r"\d([.,])\d\1\d|\d([.,])\d{1,2}\2\d{1,2}(?![\d.,])|\d[A-Za-z]?[.,]{2,}\d")
"""A number that nobody can read: "1.2.3", "3..5"; Indian groups, "1,00,000", are none."""
_CELL = 40
"""Characters that a value may have on the line below its name, as the cells of a table stand."""
_NO_NAME = re.compile(
    r"(?i)\d|^(?:xxs|x?s|m|x*l|small|medium|large|x-?large|one size|größe|klein|mittel|groß|petit|moyen|grand|pequeño"
    r"|mediano|grande|piccolo|medio|size|talla|taille|taglia|尺码|サイズ|사이즈|[小中大]号?)$"
)
"""Names under which a line lists sizes to choose from, or says nothing."""
_NUMBERED = {"count": "pc", "sold": "pc", "sun-protection": "SPF"}
"""Attributes whose facts may be mere numbers, and their unit."""
_READ = 4096
_LATEST = 128
"""How many texts are remembered with their lines."""
_LONGEST = 6
"""Words in the name of a line."""
_STATED = 2000
"""Characters of a value that are read; nobody states one thing in more."""
_PROSE = 160
"""Characters above which a value is prose: it bears out what the copy says, but speaks of no one thing."""


@dataclass(eq=False)
class Stated:
    """A fact with the quantities it holds. `reading` and span: where in the copy it stands; None for a spec field."""

    name: str
    value: str
    quantities: tuple[Quantity, ...]
    reading: int | None = None
    start: int = 0
    end: int = 0
    attributes: frozenset[str] = frozenset()
    """What the name says that is stated, of the attributes the rule book knows."""

    @property
    def prose(self) -> bool:
        """Whether the value is a text about many things, or a name: it bears out the copy, and contradicts nothing."""
        return len(self.value) > _PROSE or "name" in self.attributes

    @cached_property
    def answers(self) -> dict[Callable[..., Any], Any]:
        """What follows from the name and the value, worked out once."""
        return {}

    @cached_property
    def folded_name(self) -> str:
        """The name as rules read it."""
        return folded(self.name)

    @cached_property
    def name_tokens(self) -> list[str]:
        """The name as tokens."""
        return tokens_of(self.name)

    @cached_property
    def last_name(self) -> str:
        """The last part of the name: "Comms: NFC" speaks of NFC."""
        return _last(self.name)

    @cached_property
    def last_tokens(self) -> list[str]:
        """The last part of the name as tokens."""
        return tokens_of(self.last_name)

    @cached_property
    def value_tokens(self) -> list[str]:
        """The value as tokens."""
        return tokens_of(self.value[:_STATED])

    @property
    def tokens(self) -> list[str]:
        """Name and value as tokens."""
        return [*self.name_tokens, ":", *self.value_tokens]


def stated(listing: Listing, words: Words) -> list[Stated]:
    """The facts of a listing's spec fields."""
    return [_known(fact.name, fact.value, words) for fact in listing.facts if fact.name.strip() and fact.value.strip()]


def _known(name: str, value: str, words: Words) -> Stated:
    latest: dict[Hashable, Stated] = words.latest_facts
    known = latest.get((name, value))
    if known is None and len(value) > _STATED:
        return _made(name, value, words)
    return known or remember(latest, (name, value), partial(_made, name, value, words), _READ)


def lines(passages: Sequence[Passage], words: Words) -> Iterator[Stated]:
    """The facts that stand as lines inside the fields: "Material: steel", or two cells of a table."""
    for place, passage in enumerate(passages):
        if "\n" not in passage.plain and ":" not in passage.plain and "：" not in passage.plain:
            continue
        found = remember(words.latest_lines, passage.key, partial(_in_lines, passage.plain, words), _LATEST)
        yield from (replace(one, reading=place) for one in found)


def _in_lines(text: str, words: Words) -> list[Stated]:
    return [
        replace(_made(name, value, words), start=start, end=end)
        for name, value, start, end in _pairs(text, words)
        if _speaks(name, words)
    ]


def _speaks(name: str, words: Words) -> bool:
    """Whether what stands before a colon is the name of something that is stated: "Weight", not "Note"."""
    tokens = tokens_of(name)
    if not tokens or len(tokens) > _LONGEST:
        return False
    return (
        words.generic(tokens) or bool(of_name(_attributes, name, words) or words.parts_of(tokens)) or words.heads(name)
    )


def _pairs(text: str, words: Words) -> Iterator[tuple[str, str, int, int]]:
    """Name and value of each line, with their span."""
    start, cell = 0, None
    for line in text.split("\n"):
        found = _LINE.fullmatch(line)
        if cell and 0 < len(line) <= _CELL and not found:
            yield cell[0], line.strip(), cell[1], start + len(line)
            cell = None
        else:
            name = line.strip()
            cell = (name, start) if 2 < len(name) <= _CELL and words.names(tokens_of(name)) else None
        if found and not _NO_NAME.search(found[1].strip()) and found[2].strip():
            yield found[1].strip(), found[2].strip(), start + found.start(1), start + found.end(2)
        start += len(line) + 1


def _made(name: str, value: str, words: Words) -> Stated:
    attributes = of_name(_attributes, name, words)
    found = _quantities(_last(name), value[:_STATED], words.language)
    return Stated(name, value, tuple(_as_named(found, value, attributes, words)), attributes=attributes)


def of_name(what: Callable[[str, Words], T], name: str, words: Words) -> T:
    """What follows from the name of a fact; forms have few names, so each is asked once."""
    latest: dict[Hashable, T] = words.latest_names
    key = what, name
    return latest[key] if key in latest else remember(latest, key, partial(what, name, words), _READ)


def generic(name: str, words: Words) -> bool:
    """Whether a fact's name says nothing that sets it apart."""
    return words.generic(tokens_of(name))


def of_fact(what: Callable[[Stated, Words], T], fact: Stated, words: Words) -> T:
    """What follows from the name and the value of a fact: forms have many facts that hardly vary."""
    answers = fact.answers
    if what not in answers:
        answers[what] = what(fact, words)
    found: T = answers[what]
    return found


def _attributes(name: str, words: Words) -> frozenset[str]:
    tokens = tokens_of(name)
    found = list(words.attributes.mentions(tokens))
    return frozenset(one.value for one in found if one.value != "name" or one.end - one.start == len(tokens))


def _as_named(found: Sequence[Quantity], value: str, attributes: frozenset[str], words: Words) -> Iterator[Quantity]:
    """The quantities of a fact as what its name says they measure."""
    for attribute, unit in _NUMBERED.items():
        if attribute in attributes and (not found or attribute == "sold"):
            yield from counted(value, words.language, attribute, unit)
            return
    for one in found:
        if one.thing == "weight" and "load" in attributes:
            yield replace(one, thing="load")
        elif "water-depth" in attributes:
            yield in_metres(one) or one
        elif one.unit.kind != "mass" or "network" not in attributes:
            yield one


def _last(name: str) -> str:
    """ "Body: Weight" is a weight."""
    return name.rsplit(": ", 1)[-1] or name


@lru_cache(maxsize=_READ)
def folded(said: str) -> str:
    """A name as rules read it."""
    return Folded(said).text


@lru_cache(maxsize=_READ)
def tokens_of(said: str) -> list[str]:
    """A name or value as tokens."""
    return words(Folded(said).text)


@lru_cache(maxsize=_READ)
def _quantities(name: str, value: str, language: str) -> tuple[Quantity, ...]:
    """Facts hardly change between two checks of a listing, so what they hold is remembered."""
    if value.isascii() and not any(sign.isdigit() for sign in value):
        return ()
    return () if MALFORMED.search(value) else tuple(read(f"{name}: {value}", language))
