"""From the start of a process to its first check, with and without a kept rule book, and the memory it takes.

The imports of Python and pydantic are not counted: they are the same for any program of this kind.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile

from report import Row, duration

REPETITIONS, FIRST_STARTS = 7, 3
_PROGRAM = """
import json, re, time
from pathlib import Path
import caveat.checker
began = time.process_time()
from caveat import Listing, check
from caveat.analysis.index import LANGUAGES
check(Listing(markets=["US"], fields=[{"id": "title", "role": "title", "text": "Kills 99.9% of bacteria"}]))
first = time.process_time() - began
for language in LANGUAGES:
    caveat.checker.engine().index(language)
whole = time.process_time() - began
most = re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())
print(json.dumps([first, whole, int(most[1]) / 1024]))
"""


def measure() -> list[Row]:
    """Times in seconds, memory in megabytes at its highest (Linux says it; what getrusage says starts with ours)."""
    first, whole, most = zip(*_starts(REPETITIONS), strict=True)
    _, cold, cold_most = zip(*[run for _ in range(FIRST_STARTS) for run in _starts(0)], strict=True)
    memory = f"{statistics.median(most):.0f} MB", f"{statistics.median(cold_most):.0f} MB on the first start"
    return [
        Row("start to first check, with a kept rule book", duration(first, "CPU"), "", first, "s", 0.3),
        Row("start until all languages are loaded", duration(whole, "CPU"), duration(cold, "first"), whole, "s", 0.3),
        Row("memory of a process with all languages, at most", *memory, most, "MB", 100),
    ]


def _starts(count: int) -> list[tuple[float, float, float]]:
    """So many starts after a first one that kept the rule book; that first one where none is asked for."""
    with tempfile.TemporaryDirectory() as folder:
        first = _start(folder)
        return [_start(folder) for _ in range(count)] or [first]


def _start(folder: str) -> tuple[float, float, float]:
    """Seconds to the first check, seconds until all is loaded, and megabytes of a process with this cache folder."""
    environment = os.environ | {"XDG_CACHE_HOME": folder}
    run = subprocess.run([sys.executable, "-c", _PROGRAM], env=environment, capture_output=True, text=True, check=True)
    first, whole, memory = json.loads(run.stdout)
    return first, whole, memory
