"""`caveat check`: files in, findings out, and an exit status for scripts."""

import argparse
import sys
from datetime import date
from pathlib import Path

from caveat import intake
from caveat.checker import check
from caveat.cli import VERDICTS
from caveat.cli.text import Printer
from caveat.errors import BadInput, CaveatError
from caveat.models import Listing, Report


def run(args: argparse.Namespace) -> int:
    """0: nothing at or above --fail-on. 1: something. 2: a file that cannot be read; the others are still checked."""
    on = _day(args.on)
    printer = Printer(sys.stdout, colour=sys.stdout.isatty())
    status = 0
    for name in args.files:
        try:
            listings = _read(name, args)
        except CaveatError as error:
            print(f"caveat: {error.message}", file=sys.stderr)
            status = 2
            continue
        for listing in listings:
            report = check(listing, on=on, locale=args.language)
            if args.format == "json":
                print(report.model_dump_json())
            else:
                printer.print(name if len(listings) == 1 else f"{name}: {listing.key or '-'}", listing, report)
            status = max(status, int(_fails(report, args.fail_on)))
    return status


def _read(name: str, args: argparse.Namespace) -> list[Listing]:
    given = {"marketplace": args.marketplace, "markets": _markets(args.market), "product_type": args.product_type}
    if name == "-":
        return intake.read_all(sys.stdin.buffer.read(), name="standard input", **given)
    return intake.read_all(Path(name), name=name, **given)


def _markets(codes: list[str]) -> list[str]:
    return [code.strip().upper() for given in codes for code in given.split(",")]


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise BadInput(f"--on: {text!r} is not a day such as 2026-11-21") from None


def _fails(report: Report, fail_on: str) -> bool:
    worst = VERDICTS[: VERDICTS.index(fail_on) + 1]
    return any(finding.verdict in worst for finding in report.findings)
