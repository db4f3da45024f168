"""Offers rewrites for the findings of a field, each read again by the engine first: one that adds a finding is out."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from caveat.analysis.analyse import Reading
from caveat.analysis.engine import Engine, Hit
from caveat.models import Suggestion
from caveat.rewrite import mend
from caveat.rewrite.guard import Guard, calm, foreign, misfit
from caveat.rewrite.loss import lost
from caveat.rewrite.offer import offer
from caveat.rewrite.quote import Facts
from caveat.rewrite.templates import Draft, Step, drafts, wider
from caveat.rulebook.schema import Locale
from caveat.text.normalise import Folded

MOST = 4
"""Suggestions per finding: a seller chooses among few."""
_TRIED = 6
"""Drafts per finding that are read again."""
_REACH = 600
"""How far a sentence without an end is read again, in characters."""
_AT_ONCE = 24
"""Drafts read in one go: a scan costs more to set up than a sentence to read."""


@dataclass(frozen=True)
class _Trial:
    """A draft, and the sentence it leaves behind."""

    place: int
    draft: Draft
    first: int
    last: int
    after: str
    calm: str
    """The same with new words in small letters where only the claim's capitals raised them."""


@dataclass(frozen=True)
class Offered:
    """A suggestion with the edit it is made of."""

    suggestion: Suggestion
    edit: mend.Edit


def suggest(guard: Guard, facts: Facts, reading: Reading, locale: Locale) -> list[list[Offered]]:
    """For each finding of a field the rewrites that stay true, in the order of the ladder.

    Where each of them would only bring out the next claim, the sentence goes as a whole.
    """
    engine, analysis, held = guard.engine, guard.analysis, _nothing(reading)
    smaller = [list(drafts(engine, analysis, reading, hit, facts)) for hit in reading.hits]
    _hold(guard, reading, _trials(reading, smaller), held)
    larger = [
        [] if found else list(wider(engine, analysis, reading, hit))
        for hit, found in zip(reading.hits, held, strict=True)
    ]
    _hold(guard, reading, _trials(reading, larger), held)
    return [[_offered(guard, reading, draft, locale) for draft in _first(found, MOST)] for found in held]


def _nothing(reading: Reading) -> list[list[Draft]]:
    return [[] for _ in reading.hits]


def _hold(guard: Guard, reading: Reading, trials: Iterator[_Trial], held: list[list[Draft]]) -> None:
    """Add the drafts that stay true to those of their finding."""
    waiting = list(trials)
    for start in range(0, len(waiting), _AT_ONCE):
        for trial in _true(guard, reading, _holding(guard, reading, waiting[start : start + _AT_ONCE])):
            held[trial.place].append(trial.draft)


def _offered(guard: Guard, reading: Reading, draft: Draft, locale: Locale) -> Offered:
    loses = lost(guard.analysis, reading, draft.edit)
    assumes = draft.assumes[locale] if draft.assumes else None
    safety = "review" if loses else draft.safety
    return Offered(offer(reading, draft.edit, draft.kind, safety, assumes, loses=loses), draft.edit)


def _first(found: Iterable[Draft], most: int) -> list[Draft]:
    """The first few of the ladder; the removal keeps its place as the last of them."""
    ranked = sorted(found, key=lambda draft: draft.order)
    return ranked if len(ranked) <= most else [*ranked[: most - 1], ranked[-1]]


def _trials(reading: Reading, made: list[list[Draft]]) -> Iterator[_Trial]:
    text = reading.passage.plain
    for place, hit in enumerate(reading.hits):
        different = {draft.edit: draft for draft in made[place]}
        for draft in _first(different.values(), _TRIED):
            edit = draft.edit
            if misfit(reading, edit) or (draft.step < Step.WORD and foreign(reading, edit)):
                continue
            first = mend.sentence(text, min(edit.start, hit.start), hit.start)[0]
            last = mend.sentence(text, hit.start, max(edit.end, hit.end))[1]
            first, last = max(first, edit.start - _REACH), min(last, max(edit.end, hit.end) + _REACH)
            left = [text[first : edit.start] + new + text[edit.end : last] for new in (edit.text, calm(text, edit))]
            yield _Trial(place, draft, first, last, *left)


def _holding(guard: Guard, reading: Reading, trials: list[_Trial]) -> list[_Trial]:
    """The trials whose sentence holds no finding that was not there before, and the one at hand no more."""
    engine = guard.engine
    joined = "\n".join(trial.after for trial in trials)
    scans = engine.read(joined, reading.passage.language, reading.passage.languages)
    left = engine.examine(joined, scans, reading.field.role, guard.analysis.around)
    if any(scan.truncated for scan in scans):
        return []
    start, kept = 0, []
    for trial in trials:
        end = start + len(trial.after)
        here = [hit for hit in left if hit.start < end and start < hit.end]
        others = _names(engine, _others(engine, reading, trial), reading.passage.plain)
        if not here or not _names(engine, here, joined) - others:
            kept.append(trial)
        start = end + 1
    return kept


def _true(guard: Guard, reading: Reading, trials: list[_Trial]) -> Iterator[_Trial]:
    """The trials that state nothing new. The wordings of a category state nothing at all; a test holds them to that."""
    for presumed in (False, True):
        stating = [one for one in trials if one.draft.step < Step.WORD and bool(one.draft.assumes) is presumed]
        new = guard.invented([one.calm for one in stating], reading.passage.language, presumed) if stating else {}
        yield from (one for place, one in enumerate(stating) if place not in new)
    yield from (one for one in trials if one.draft.step >= Step.WORD)


def _others(engine: Engine, reading: Reading, trial: _Trial) -> Iterator[Hit]:
    """The other findings that stood in the sentence before, or ran across it as those of form do."""
    for place, hit in enumerate(reading.hits):
        across = engine.book.rules[hit.rule].form and hit.start < trial.last and trial.first < hit.end
        if place != trial.place and (across or (trial.first <= hit.start and hit.end <= trial.last)):
            yield hit


def _names(engine: Engine, hits: Iterable[Hit], text: str) -> Counter[tuple[str, str]]:
    """What was found where; a finding of form is the same whichever words it runs across."""
    return Counter(
        (hit.rule, "" if engine.book.rules[hit.rule].form else Folded(text[hit.start : hit.end]).text) for hit in hits
    )
