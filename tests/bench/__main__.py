"""How fast Caveat is, as ratios taken in one run. A report: it always ends with status 0.

python tests/bench [serving] [starting] [analysing] [rewriting] [facts] [reading] [peers] [keys] [--json FILE]
"""

from __future__ import annotations

import argparse
import importlib
import json
import platform
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "e2e")]
PARTS = {
    "serving": "HTTP: Flask, the store and the network too",
    "starting": "from the start of a process to its first check, and the memory it takes",
    "analysing": "the analysis by itself: more rules, long and hostile texts, Chinese",
    "rewriting": "the offline rewrites, each read again before it is offered",
    "facts": "what the copy says against what the facts say",
    "reading": "texts that keep the readers of numbers, facts and JSON busy",
    "peers": "the same text through harper.js and proselint",
    "keys": "what a key costs in a real browser, and what rest costs",
}


def main() -> None:
    """Measure the parts asked for (all of them if none is named) and print one table."""
    options = argparse.ArgumentParser(prog="python tests/bench", description=__doc__.splitlines()[0])
    options.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}")
    options.add_argument("--json", type=Path, metavar="FILE", help="write the same as JSON")
    asked = options.parse_args()
    if unknown := set(asked.parts) - PARTS.keys():
        options.error(f"no such part: {', '.join(sorted(unknown))}")

    from caveat import checker
    from report import Row, missing, table

    book = checker.engine().ref
    rows: list[Row] = []
    for name, what in PARTS.items():
        if asked.parts and name not in asked.parts:
            continue
        print(f"{name}: {what} ...", file=sys.stderr, end=" ", flush=True)
        began = time.monotonic()
        try:
            rows += importlib.import_module(name).measure()
        except Exception as error:  # noqa: BLE001 (a part that cannot run is a line of the report, not its end)
            rows.append(missing(name, f"{type(error).__name__}: {error}"))
        print(f"{time.monotonic() - began:.0f} s", file=sys.stderr)
    print(f"\nrule book {book.version} with {book.rules} rules; Python {platform.python_version()}")
    print("medians of interleaved repetitions; CPU is processor time of a whole process")
    print("the garbage collector runs in the servers as it does in service, and is off for analyses\n")
    print(table(rows))
    if asked.json:
        asked.json.write_text(json.dumps({"rules": book.rules, "rows": [row.data() for row in rows]}, indent=2) + "\n")


if __name__ == "__main__":
    main()
