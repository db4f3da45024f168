"""Offers rewrites for the findings of a field, each read again by the engine first: one that adds a finding is out."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from caveat.analysis.analyse import Analysis, Reading
from caveat.analysis.engine import Engine, Hit
from caveat.models import Suggestion
from caveat.rewrite import mend
from caveat.rewrite.offer import offer
from caveat.rewrite.quote import Facts
from caveat.rewrite.templates import Draft, drafts
from caveat.rulebook.schema import Locale
from caveat.text.normalise import Folded

MOST = 4
"""Suggestions per finding: a seller chooses among few."""
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


def suggest(engine: Engine, analysis: Analysis, reading: Reading, locale: Locale) -> list[list[Suggestion]]:
    """For each finding of a field the rewrites that stay true, in the order of the ladder."""
    trials = list(_trials(engine, analysis, reading))
    held: list[list[Draft]] = [[] for _ in reading.hits]
    for start in range(0, len(trials), _AT_ONCE):
        for trial in _holding(engine, analysis, reading, trials[start : start + _AT_ONCE]):
            held[trial.place].append(trial.draft)
    return [
        [
            offer(reading, draft.edit, draft.kind, draft.safety, draft.assumes[locale] if draft.assumes else None)
            for draft in _chosen(found)
        ]
        for found in held
    ]


def _chosen(found: list[Draft]) -> list[Draft]:
    """The first few of the ladder; the removal keeps its place as the last of them."""
    ranked = sorted(found, key=lambda draft: draft.order)
    return ranked if len(ranked) <= MOST else [*ranked[: MOST - 1], ranked[-1]]


def _trials(engine: Engine, analysis: Analysis, reading: Reading) -> Iterator[_Trial]:
    text, facts = reading.passage.plain, Facts(engine, analysis)
    for place, hit in enumerate(reading.hits):
        seen = set()
        for draft in drafts(engine, analysis, reading, hit, facts):
            edit = draft.edit
            if edit in seen:
                continue
            seen.add(edit)
            first = mend.sentence(text, min(edit.start, hit.start), hit.start)[0]
            last = mend.sentence(text, hit.start, max(edit.end, hit.end))[1]
            first, last = max(first, edit.start - _REACH), min(last, max(edit.end, hit.end) + _REACH)
            yield _Trial(place, draft, first, last, text[first : edit.start] + edit.text + text[edit.end : last])


def _holding(engine: Engine, analysis: Analysis, reading: Reading, trials: list[_Trial]) -> Iterator[_Trial]:
    """The trials whose sentence holds no finding that was not there before, and the one at hand no more."""
    joined = "\n".join(trial.after for trial in trials)
    scans = engine.read(joined, reading.passage.language, reading.passage.languages)
    left = engine.examine(joined, scans, reading.field.role, analysis.around)
    if any(scan.truncated for scan in scans):
        return
    start = 0
    for trial in trials:
        end = start + len(trial.after)
        here = [hit for hit in left if hit.start < end and start < hit.end]
        others = _names(engine, _others(engine, reading, trial), reading.passage.plain)
        if not here or not _names(engine, here, joined) - others:
            yield trial
        start = end + 1


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
