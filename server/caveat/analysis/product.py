"""Guesses what is being sold from the title and the category, because a word's meaning hangs on it."""

from collections import Counter
from collections.abc import Iterable

from caveat.analysis.passage import Passage

_TAIL = frozenset(("for", "with", "by", "in", "für", "mit", "pour", "avec", "para", "con", "per", ","))


def infer(titles: Iterable[Counter[str]]) -> str | None:
    """The product type with the most votes of all titles; None when there is none, or two have as many."""
    ranked = sum(titles, Counter()).most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


def votes(passage: Passage) -> Counter[str]:
    """How often a title names each product type; what stands before the first "for" or comma counts threefold."""
    found: Counter[str] = Counter()
    for scan in passage.scans:
        tail = next((n for n, token in enumerate(scan.tokens) if n and token in _TAIL), len(scan.tokens))
        for slot, name in scan.index.types.items():
            for start, _ in scan.spans_of(slot):
                found[name] += 3 if start < tail else 1
    return found
