"""Judges the places of a listing that disagree: which rule speaks of them, and what that means for this listing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from caveat.analysis.engine import Engine, Surroundings
from caveat.analysis.facts.compare import Comparison, Disagreement
from caveat.analysis.passage import Passage, language_of
from caveat.analysis.verdict import Judgement
from caveat.models import Listing, TextField


@dataclass(frozen=True)
class Split:
    """Two places that disagree, with the rule that says so and the judgement on it."""

    rule: str
    judgement: Judgement
    what: Disagreement


def compared(engine: Engine, listing: Listing, read: Sequence[tuple[TextField, Passage]]) -> Comparison:
    """The fields of a listing beside each other and its facts."""
    language = listing.language or language_of(passage for _, passage in read)
    return Comparison(listing, read, engine.words(language[:2]))


def splits(engine: Engine, around: Surroundings, comparison: Comparison) -> Iterator[Split]:
    """What disagrees in a listing, in the order of its fields. A book or film may be called what it likes."""
    if not engine.book.disagreeing or around.setting.product_type == "book-media":
        return
    for one in comparison.disagreements():
        name = engine.book.disagreeing.get(one.kind)
        role = comparison.read[one.place][0].role if one.place is not None else "attribute"
        judgement = around.court.judge(name, role, False) if name else None
        if name and judgement:
            yield Split(name, judgement, one)
