"""Guesses what is being sold from the title and the category, because a word's meaning hangs on it."""

from collections import Counter
from collections.abc import Iterable
from functools import partial

from caveat.analysis.passage import Passage

_TAIL = frozenset(("for", "with", "by", "in", "für", "mit", "pour", "avec", "para", "con", "per", ","))


def infer(titles: Iterable[Passage]) -> str | None:
    """The product type most named before the first "for" or comma; None when nothing or two things alike are named."""
    votes: Counter[str] = Counter()
    for passage in titles:
        votes.update(passage.engine.votes(passage, partial(_votes, passage)))
    ranked = votes.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


def _votes(passage: Passage) -> Counter[str]:
    votes: Counter[str] = Counter()
    for scan in passage.scans:
        tail = next((n for n, token in enumerate(scan.tokens) if n and token in _TAIL), len(scan.tokens))
        for slot, name in scan.index.types.items():
            for start, _ in scan.spans_of(slot):
                votes[name] += 3 if start < tail else 1
    return votes
