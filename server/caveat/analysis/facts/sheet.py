"""The facts of a listing, and what follows from them alone: worked out once while a seller types in the copy."""

from collections.abc import Hashable, Sequence
from functools import cached_property

from caveat.analysis.facts.stated import Stated, lines, stated
from caveat.analysis.facts.vocabulary import Words
from caveat.analysis.memory import Remembering, remember
from caveat.analysis.passage import Passage, Reader
from caveat.models import Listing

_LATEST, _LONG = 16, 20_000
"""How many sheets are remembered, and how long their names and values may be together, in characters."""


class Sheet(Remembering):
    """The facts of a listing. `fields` are those of its form, `reader` is what reads a text."""

    def __init__(self, facts: Sequence[Stated], words: Words, reader: Reader | None) -> None:
        super().__init__()
        self.facts, self.words, self.reader = facts, words, reader
        self.fields = [fact for fact in facts if fact.reading is None]

    @cached_property
    def written(self) -> str:
        """Names and values as they are written, in small letters."""
        return " ".join(f"{fact.name}: {fact.value}" for fact in self.facts).casefold()


def sheet_of(listing: Listing, passages: Sequence[Passage], words: Words) -> Sheet:
    """The facts of a listing's form and of the lines in its fields, remembered unless they are very long."""
    inside, reader = list(lines(passages, words)), passages[0].reader if passages else None
    form = tuple((fact.name, fact.value) for fact in listing.facts)
    if sum(len(name) + len(value) for name, value in form) > _LONG:
        return Sheet([*stated(listing, words), *inside], words, reader)
    latest: dict[Hashable, Sheet] = words.latest_sheets
    key = form, tuple((one.name, one.value, one.reading, one.start, one.end) for one in inside)
    return remember(latest, key, lambda: Sheet([*stated(listing, words), *inside], words, reader), _LATEST)
