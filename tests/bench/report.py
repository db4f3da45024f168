"""What a measurement hands back, and the one table and the one file made of them."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from typing import Any

HEAD = ("what is measured", "Caveat", "against", "result", "range", "aim", "")


@dataclass(frozen=True)
class Row:
    """One figure against its aim. `results` holds one value a repetition; the median is what counts."""

    what: str
    ours: str
    against: str
    results: tuple[float, ...] = ()
    unit: str = "x"
    aim: float | None = None
    at_least: bool = False

    @property
    def median(self) -> float:
        return statistics.median(self.results)

    @property
    def verdict(self) -> str:
        """In words: an aim that is not met is said to be not met."""
        if not self.results:
            return "NOT MEASURED"
        if self.aim is None:
            return "no aim"
        met = self.median >= self.aim if self.at_least else self.median <= self.aim
        return "met" if met else "FALLS SHORT"

    def cells(self) -> tuple[str, ...]:
        """The row as people read it."""
        if not self.results:
            return (self.what, self.ours, self.against, "-", "-", self._aim(), self.verdict)
        low, high = min(self.results), max(self.results)
        return (
            self.what, self.ours, self.against, f"{self.median:.2f} {self.unit}", f"{low:.2f} - {high:.2f}",
            self._aim(), self.verdict,
        )  # fmt: skip

    def _aim(self) -> str:
        return "" if self.aim is None else f"{'>=' if self.at_least else '<='} {self.aim:g} {self.unit}"

    def data(self) -> dict[str, Any]:
        """The row as programs read it."""
        return asdict(self) | {"median": self.median if self.results else None, "verdict": self.verdict}


def ratio(
    what: str, pairs: Iterable[tuple[float, float]], aim: float | None, *, faster: bool = False, names: str = "CPU",
) -> Row:  # fmt: skip
    """A row from pairs of seconds (ours, theirs), one a repetition: ours over theirs, or how much faster we are."""
    ours, theirs = zip(*pairs, strict=True)
    results = tuple(them / us if faster else us / them for us, them in zip(ours, theirs, strict=True))
    return Row(what, duration(ours, names), duration(theirs, names), results, aim=aim, at_least=faster)


def duration(seconds: Iterable[float], names: str) -> str:
    """The median in the unit that reads best."""
    median = statistics.median(seconds)
    return f"{median * 1e3:.2f} ms {names}" if median >= 1e-3 else f"{median * 1e6:.0f} µs {names}"


def missing(what: str, why: object) -> Row:
    """A row for what could not be measured here, and why."""
    return Row(what, "", " ".join(str(why).split())[:60])


def interleaved(repetitions: int, ours: Callable[[], float], theirs: Callable[[], float]) -> list[tuple[float, float]]:
    """Run both in turn, each first as often as the other, so that a busy machine burdens both alike."""
    pairs = []
    for repetition in range(repetitions):
        if repetition % 2:
            other = theirs()
            pairs.append((ours(), other))
        else:
            own = ours()
            pairs.append((own, theirs()))
    return pairs


def table(rows: Iterable[Row]) -> str:
    """All rows as aligned text."""
    lines = [HEAD, *(row.cells() for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD))]
    lines.insert(1, tuple("-" * width for width in widths))
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
                     for line in lines)  # fmt: skip
