"""Texts made to keep the readers of quantities, of contradictions and of JSON busy, against ordinary ones as long."""

from __future__ import annotations

import gc
import itertools
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import listings
from caveat import Listing, check
from caveat.intake import wire
from caveat.models import Fact
from caveat.quantities import read
from report import Row, interleaved, ratio

T = TypeVar("T")

REPETITIONS = 5
SIZE = 40_000
_NUMBERS = itertools.count(1000)
_LINES = (Path(__file__).parents[1] / "facts" / "quantities.jsonl").read_text("utf-8").splitlines()
_PLAIN = "\n".join(json.loads(line)["text"] for line in _LINES) * 4
"""Lines that sellers write, with a quantity or two in each."""
_FACTS = [Fact(name="Item Weight", value="3 kg"), Fact(name="Units Sold", value="5"), Fact(name="Wattage", value="7 W")]
_QUANTITIES = (
    "1", "1 x ", "1/", "1,", "1.", "- 1 ", "1 ", "1'", '1" ', "½", "one ", "一", "1 000 ", "1 lb 1 oz ", "1万", "$",
)  # fmt: skip
_CLAIMS = ("1 1 1 ", "1 kg ", "Set of 4 cups. ", "all 6 cups ", "10 W/", "100k sold ", "a. b ", "S: 1\n")
_JSON = (b'"\\"', b'"a', b"{}", b"[", b'["')


def measure() -> list[Row]:
    """The costliest of the repeated pieces counts."""
    return [
        _worst("quantities of 40 kB of “{}”", _QUANTITIES, lambda text: read(text, "en"), 8),
        _worst("check of 40 kB of “{}” beside facts", _CLAIMS, lambda text: check(_listing(text)), 5),
        _depth(),
    ]


def _worst(what: str, pieces: tuple[str, ...], work: Callable[[str], object], aim: float) -> Row:
    times = {piece: _cpu(work, _repeated(piece)) for piece in pieces}
    worst = max(times, key=times.__getitem__)
    pairs = interleaved(
        REPETITIONS,
        lambda: _cpu(work, _repeated(worst)),
        lambda: _cpu(work, f"{next(_NUMBERS)} {_PLAIN}"[:SIZE]),
    )
    return ratio(f"{what.format(worst.strip())}, worst of {len(times)} / of ordinary lines", pairs, aim)


def _depth() -> Row:
    """Four times as much JSON may cost four times as much."""

    def cost(size: int) -> float:
        return sum(_cpu(lambda data: wire._is_deeper(data, 64), b"[" * 20 + piece * size) for piece in _JSON)

    pairs = interleaved(REPETITIONS, lambda: cost(400_000), lambda: cost(100_000))
    return ratio("depth of 400,000 hostile pieces of JSON / of 100,000", pairs, 6)


def _repeated(piece: str) -> str:
    """With another number in front each time, so that no text is read twice."""
    return f"{next(_NUMBERS)} {piece * (SIZE // len(piece))}"


def _listing(text: str) -> Listing:
    return listings.one_field(text).model_copy(update={"facts": _FACTS})


def _cpu(work: Callable[[T], object], given: T) -> float:
    gc.collect()
    gc.disable()
    try:
        before = time.process_time()
        work(given)
        return time.process_time() - before
    finally:
        gc.enable()
