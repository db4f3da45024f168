"""Judges the places of a listing that disagree: which rule speaks of them, and what that means for this listing."""

from collections.abc import Iterator
from dataclasses import dataclass

from caveat.analysis.engine import Engine, Surroundings
from caveat.analysis.facts.compare import Disagreement, disagreements
from caveat.analysis.facts.vocabulary import Words
from caveat.analysis.passage import Passage, language_of
from caveat.analysis.verdict import Judgement
from caveat.models import Listing, TextField


@dataclass(frozen=True)
class Split:
    """Two places that disagree, with the rule that says so and the judgement on it."""

    rule: str
    judgement: Judgement
    what: Disagreement


def splits(
    engine: Engine, listing: Listing, around: Surroundings, read: list[tuple[TextField, Passage]]
) -> Iterator[Split]:
    """What disagrees in a listing, in the order of its fields. A book or film may be called what it likes."""
    if not engine.book.disagreeing or around.setting.product_type == "book-media":
        return
    words: Words = engine.words((listing.language or language_of(passage for _, passage in read))[:2])
    for one in disagreements(listing, read, words):
        name = engine.book.disagreeing.get(one.kind)
        role = read[one.place][0].role if one.place is not None else "attribute"
        judgement = around.court.judge(name, role, False) if name else None
        if name and judgement:
            yield Split(name, judgement, one)
