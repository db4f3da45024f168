"""`caveat sent`: what left this computer for AI vendors, to the letter, and a way to forget it."""

import argparse
from collections.abc import Iterator

from caveat.cli.text import clean
from caveat.config import Settings
from caveat.store import Sent, Store


def run(args: argparse.Namespace) -> None:
    """Print the entries, newest first; with --text what was sent and answered; with --json one object a line."""
    with Store(Settings.from_environment(database=args.database).database_url) as store:
        if args.forget or args.forget_all:
            print(f"{store.sent.forget(args.forget)} forgotten")
            return
        found = store.sent.of(args.limit, vendor=args.vendor)
    for entry in found:
        print(entry.model_dump_json() if args.json else "\n".join(_lines(entry, args.text)))
    if not found and not args.json:
        print("Nothing was sent to any vendor.")


def _lines(entry: Sent, whole: bool) -> Iterator[str]:
    where = "  ".join([entry.vendor, entry.endpoint, *([entry.region] if entry.region else []), entry.model])
    listing = " ".join([entry.marketplace or "", entry.key or "(no key)", ", ".join(entry.fields)]).strip()
    cost = f"{entry.cost:.4f} {entry.currency}" if entry.cost else "no price known"
    yield f"{entry.id:>5}  {entry.at:%Y-%m-%d %H:%M:%S} UTC  {clean(where)}  {entry.outcome}"
    yield f"       {clean(listing) if not entry.forgotten else '(forgotten)'}"
    yield f"       {entry.tokens_in} tokens out of here, {entry.tokens_out} back, {cost}, sha256 {entry.sha256[:16]}"
    for sign, text in ((">", entry.text), ("<", entry.answer)) if whole else ():
        for line in (text or "").splitlines():
            yield f"       {sign} {clean(line)}"
