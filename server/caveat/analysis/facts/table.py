"""The facts of a listing as a table: how much it tells, and whether what copy states stands in it."""

from collections.abc import Collection
from functools import cached_property

from caveat.analysis.facts.claims import Claims
from caveat.analysis.facts.ground import Ground
from caveat.analysis.facts.said import Said
from caveat.analysis.facts.sheet import Sheet
from caveat.analysis.facts.stated import Stated, folded, of_name
from caveat.analysis.facts.vocabulary import Words
from caveat.analysis.passage import Passage
from caveat.models import TextField

FULL = 5
"""How many facts make a table: who fills in fewer has not said what the thing is, and is not asked for more."""
_MEASURED = 1
"""How many of them at least hold a number with a unit, where the table is that of a thing that is measured."""
_FIELD = TextField(id="facts", role="attribute", text="")


class Table:
    """The facts of a listing, asked whether something stands in them."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet, self.facts, self.words = sheet, sheet.facts, sheet.words

    @cached_property
    def told(self) -> list[Stated]:
        """The spec fields that say what the thing is, not how it is sold."""
        return [
            fact for fact in self.sheet.fields
            if fact.value.strip() and not of_name(_of_the_sale, fact.name, self.words)
        ]  # fmt: skip

    @cached_property
    def full(self) -> bool:
        """Whether the seller states in fields what the thing is."""
        return len(self.told) >= FULL

    @cached_property
    def rich(self) -> bool:
        """Whether the fields state besides what can be measured of it."""
        return self.full and sum(bool(fact.quantities) for fact in self.told) >= _MEASURED

    @cached_property
    def ground(self) -> Ground:
        """What the facts state."""
        if self.sheet.reader is None:
            raise ValueError("a table without a listing to compare it with")
        text = "\n".join(f"{fact.name}: {fact.value}" for fact in self.facts)
        passage = Passage(self.sheet.reader, text, False, (f"={self.words.language}",), bare=True)
        return Ground([Claims(0, _FIELD, passage, self.words)], self.words.book.facts)

    def holds(self, one: Said) -> bool:
        """Whether something stands in the facts, in any unit or form."""
        return self.ground.mentions(one)

    def measures(self, thing: str | None) -> bool:
        """Whether some fact measures this already; a weight besides is then one of a part."""
        return any(one.thing == thing for fact in self.facts for one in fact.quantities)

    def tells(self, features: Collection[str], but: str) -> bool:
        """Whether the facts say of some feature, other than one, that it is there or not."""
        return any(one.value in features and one.value != but for one in self.ground.of("feature"))

    def speaks_of(self, feature: str) -> bool:
        """Whether the facts say of a feature, or of one that it is a kind of, that it is there or not."""
        table = self.words.book.facts.features.features
        kinds = {feature, *table[feature].is_}
        if any(word in self.ground.folded for word in table[feature].en):
            return True
        return any(kinds & {one.value, *table[one.value].is_} for one in self.ground.of("feature"))

    def names(self, group: str) -> bool:
        """Whether the facts name some value of a group."""
        return bool(self.ground.of(group))


def _of_the_sale(name: str, words: Words) -> bool:
    """Whether a fact's name speaks of how the thing is sold, not of what it is."""
    return any(word in folded(name) for word in words.book.facts.unstated.selling)
