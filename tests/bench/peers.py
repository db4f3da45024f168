"""The analysis against harper.js and proselint on the same texts.

They look for other things (grammar, style): same text, not same task.
"""

from __future__ import annotations

import itertools
import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import listings
from analysing import cpu, reader
from caveat import Listing, checker
from report import Row, interleaved, missing, ratio

HERE = Path(__file__).parent
REPETITIONS = 7
BATCH = 15
Work = Callable[[list[Listing]], float]
"""Seconds of processor time a listing."""


def measure() -> list[Row]:
    """One row a peer; a peer that is not installed says so in its row."""
    rows = []
    for name, peer, aim in (("harper.js", _harper, 30), ("proselint", _proselint, 8)):
        what = f"analysis of a 2 kB listing: times faster than {name}"
        try:
            with peer() as work:
                rows.append(ratio(what, _pairs(work), aim, faster=True))
        except (ImportError, OSError) as error:
            rows.append(missing(what, error))
    return rows


def _pairs(peer: Work) -> list[tuple[float, float]]:
    """Both read the same batch of a repetition, and no batch twice; the first one warms up."""
    stream = listings.stream(seed=5)
    batches = [list(itertools.islice(stream, BATCH)) for _ in range(REPETITIONS + 1)]
    peer(batches[0])
    read = reader(checker.engine())
    cpu(read, batches[0])
    mine, theirs = iter(batches[1:]), iter(batches[1:])
    return interleaved(REPETITIONS, lambda: cpu(read, next(mine)), lambda: peer(next(theirs)))


@contextmanager
def _harper() -> Iterator[Work]:
    node = shutil.which("node")
    if node is None or not (HERE / "node_modules/harper.js").is_dir():
        raise FileNotFoundError("harper.js is not installed: make bench")
    process = subprocess.Popen(
        [node, "harper.mjs"], cwd=HERE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )  # fmt: skip
    assert process.stdin and process.stdout
    stdin, stdout = process.stdin, process.stdout

    def work(batch: list[Listing]) -> float:
        print(json.dumps([listings.text(listing) for listing in batch]), file=stdin, flush=True)
        answer = stdout.readline()
        if not answer:
            raise OSError(f"harper.mjs ended with status {process.wait(15)}")
        return float(json.loads(answer)["microseconds"]) / 1e6 / len(batch)

    with process:
        yield work
        stdin.close()


@contextmanager
def _proselint() -> Iterator[Work]:
    from proselint.checks import __register__
    from proselint.registry import CheckRegistry
    from proselint.tools import LintFile

    CheckRegistry().register_many(__register__)

    def lint(listing: Listing) -> None:
        LintFile("listing", listings.text(listing)).lint()

    yield lambda batch: cpu(lint, batch)
