"""What a seller states: spec fields, and lines such as "Material: steel" inside a field."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from caveat.analysis.passage import Passage
from caveat.models import Listing
from caveat.quantities import Quantity, read
from caveat.text.normalise import Folded
from caveat.text.tokens import words

_LINE = re.compile(
    r"^[ \t•·*\-–✔✅►]{0,4}([^\n:：=\t]{2,40}?) ?(?:[:：=\t]|\n(?=[^\n]{1,40}$)) ?([^\n]{1,80})$", re.MULTILINE
)
_READ = 4096


@dataclass(frozen=True)
class Stated:
    """A fact with the quantities it holds. `reading` and span: where in the copy it stands; None for a spec field."""

    name: str
    value: str
    quantities: tuple[Quantity, ...]
    reading: int | None = None
    start: int = 0
    end: int = 0

    @cached_property
    def folded_name(self) -> str:
        """The name as rules read it."""
        return _folded(self.name)

    @property
    def name_tokens(self) -> list[str]:
        """The name as tokens."""
        return _tokens(self.name)

    @property
    def last_tokens(self) -> list[str]:
        """The last part of the name as tokens: "Comms: NFC" speaks of NFC."""
        return _tokens(_last(self.name))

    @property
    def value_tokens(self) -> list[str]:
        """The value as tokens."""
        return _tokens(self.value)

    @property
    def tokens(self) -> list[str]:
        """Name and value as tokens."""
        return [*self.name_tokens, ":", *self.value_tokens]


def stated(listing: Listing, language: str) -> list[Stated]:
    """The facts of a listing's spec fields."""
    return [
        Stated(fact.name, fact.value, _quantities(_last(fact.name), fact.value, language)) for fact in listing.facts
    ]


def lines(passages: Sequence[Passage], language: str) -> Iterator[Stated]:
    """The facts that stand as lines inside the fields."""
    for place, passage in enumerate(passages):
        if "\n" not in passage.plain and ":" not in passage.plain and "：" not in passage.plain:
            continue
        for match in _LINE.finditer(passage.plain):
            yield Stated(match[1].strip(), match[2].strip(), _quantities(match[1].strip(), match[2].strip(), language),
                         place, match.start(1), match.end(2))  # fmt: skip


def _last(name: str) -> str:
    """ "Body: Weight" is a weight."""
    return name.rsplit(": ", 1)[-1] or name


@lru_cache(maxsize=_READ)
def _folded(said: str) -> str:
    return Folded(said).text


@lru_cache(maxsize=_READ)
def _tokens(said: str) -> list[str]:
    return words(Folded(said).text)


@lru_cache(maxsize=_READ)
def _quantities(name: str, value: str, language: str) -> tuple[Quantity, ...]:
    """Facts hardly change between two checks of a listing, so what they hold is remembered."""
    return tuple(read(f"{name}: {value}", language))
