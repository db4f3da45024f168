"""Facts and contradictions against the rules, on the same listings: 2 kB and thirty facts, all new, or one typed."""

from __future__ import annotations

import gc
import itertools
import random
import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import TypeVar

import listings
from caveat import Listing, checker
from caveat.analysis.analyse import analyse, disagreeing
from caveat.models import Fact
from report import Row, ratio

T = TypeVar("T")

REPETITIONS = 7
BATCH = 60
TODAY = date(2026, 11, 22)
_FACTS = (
    ("Material", "Steel"), ("Color", "Slate"), ("Item Weight", "{k} kg"), ("Package Weight", "{n} kg"),
    ("Item Width", "{n} cm"), ("Item Height", "{m} cm"), ("Item Depth", "{k} cm"), ("Cord Length", "{n} cm"),
    ("Number of Items", "{k}"), ("Country of Origin", "Portugal"), ("Finish Type", "Powder coated"), ("Style", "Plain"),
    ("Maximum Weight Recommendation", "{n} kg"), ("Capacity", "{k} l"), ("Voltage", "230 V"), ("Wattage", "{n} W"),
    ("Battery Capacity", "{n}00 mAh"), ("Runtime", "{k} hours"), ("Assembly Required", "No"), ("Shape", "Round"),
    ("Warranty", "{k} years"), ("Connectivity Technology", "Bluetooth"), ("Noise Level", "{n} dB"), ("Theme", "Plain"),
    ("Frame Material", "Oak"), ("Handle Material", "Beech"), ("Temperature", "{n} °C"), ("Flow Rate", "{k} l/min"),
    ("Included Components", "Screws, manual, {k} hooks"), ("Care Instructions", "Wipe clean"),
)  # fmt: skip


def measure() -> list[Row]:
    """Each repetition reads texts that were not read before; while typing one field in eight is new, and no fact."""
    chance = random.Random(63)
    new = (_with_facts(listing, chance) for listing in listings.stream(61))
    form = _with_facts(next(listings.stream(64)), chance).facts
    typed = (listing.model_copy(update={"facts": form}) for listing in listings.typing(62))
    changed = (_with_facts(listing, chance) for listing in listings.typing(65))
    return [
        _against("facts and contradictions / the rules of the same listing, 2 kB and 30 facts", new, 2),
        _against("the same while one of eight fields is typed in", typed, None),
        _against("the same while all facts change, too", changed, None),
    ]


def _against(what: str, given: Iterator[Listing], aim: float | None) -> Row:
    engine = checker.engine()
    pairs = []
    for _ in range(REPETITIONS + 1):
        rules = facts = 0.0
        for listing in itertools.islice(given, BATCH):
            analysed, spent = _timed(partial(analyse, engine, listing, TODAY))
            rules += spent
            facts += _timed(partial(disagreeing, engine, analysed))[1]
        pairs.append((facts / BATCH, rules / BATCH))
    return ratio(what, pairs[1:], aim)


def _with_facts(listing: Listing, chance: random.Random) -> Listing:
    """A listing with thirty facts of its own numbers, as new to every cache as its text."""
    facts = [
        Fact(name=name, value=value.format(n=chance.randrange(9999), m=chance.randrange(999), k=chance.randrange(99)))
        for name, value in _FACTS
    ]
    return listing.model_copy(update={"facts": facts})


def _timed(work: Callable[[], T]) -> tuple[T, float]:
    """What work answers, and its processor time in seconds, without the garbage collector."""
    gc.disable()
    try:
        before = time.process_time()
        return work(), time.process_time() - before
    finally:
        gc.enable()
