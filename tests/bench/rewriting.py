"""What the offline rewrites cost, each read again before it is offered: against the analysis of the same listings."""

from __future__ import annotations

import gc
import time

import listings
from analysing import BATCH, REPETITIONS, TODAY
from caveat import checker
from caveat.analysis.analyse import Analysis, analyse
from caveat.rewrite.batch import together
from caveat.rewrite.guard import Guard
from caveat.rewrite.quote import Facts
from caveat.rewrite.suggest import suggest
from report import Row, ratio


def measure() -> list[Row]:
    """Each repetition rewrites listings that were not read before, five claims in each."""
    stream, pairs = listings.stream(seed=11), []
    for repetition in range(REPETITIONS + 1):
        pair = _batch([next(stream) for _ in range(BATCH // 3)])
        if repetition:  # the first warms up
            pairs.append(pair)
    return [ratio("offline rewrites with their re-check / the analysis of the listing", pairs, 4)]


def _batch(batch: list[listings.Listing]) -> tuple[float, float]:
    """Seconds of processor time for the rewrites of some listings, and for their analysis."""
    engine = checker.engine()
    gc.collect()
    gc.disable()
    try:
        began = time.process_time()
        analyses = [analyse(engine, listing, TODAY) for listing in batch]
        between = time.process_time()
        offered = [_rewrites(one) for one in analyses]
        ended = time.process_time()
    finally:
        gc.enable()
    assert min(offered) >= listings.CLAIMS, "a listing whose claims have no rewrite measures nothing"
    return ended - between, between - began


def _rewrites(analysis: Analysis) -> int:
    """How many rewrites a listing is offered."""
    engine = checker.engine()
    with engine.lock:
        guard, facts, count = Guard(engine, analysis), Facts(engine, analysis), 0
        for reading in analysis.readings:
            offered = suggest(guard, facts, reading, "en")
            together(guard, reading, offered)
            count += sum(map(len, offered))
    return count


if __name__ == "__main__":
    for row in measure():
        print(*row.cells(), sep=" | ")
