"""`caveat history` and `caveat restore`: what a field said before; nothing of it is written into a shop."""

import argparse
import difflib
import sys
from collections.abc import Iterator
from pathlib import Path

from caveat.config import Settings
from caveat.errors import BadInput, NotFound
from caveat.store import Revision, Store


def run(args: argparse.Namespace) -> None:
    """Print the versions, newest first: as lines that differ, or with --json one object a line."""
    with Store(Settings.from_environment(database=args.database).database_url) as store:
        found = store.revisions.of(
            args.limit, key=args.key, any_key=args.key is None, marketplace=args.marketplace, field=args.field,
            proposed=args.proposed,
        )  # fmt: skip
    for revision in found:
        print(revision.model_dump_json() if args.json else "\n".join(_lines(revision)))


def restore(args: argparse.Namespace) -> None:
    """Print the text before a change, or with --after what came of it; with -o to a file, every byte as it was."""
    with Store(Settings.from_environment(database=args.database).database_url) as store:
        revision = store.revisions.get(args.number)
    text = revision.text_after if args.after else revision.text_before
    if text is None:
        raise NotFound(f"Version {args.number} does not hold this text.")
    if not args.output:
        sys.stdout.write(text if text.endswith("\n") else f"{text}\n")
        return
    try:
        Path(args.output).write_bytes(text.encode())
    except OSError as error:
        raise BadInput(f"{args.output}: {error.strerror}", code="bad-file") from None
    print(args.output)


def _lines(revision: Revision) -> Iterator[str]:
    who = f"{revision.origin} {revision.model}" if revision.model else revision.origin
    where = [revision.marketplace, revision.key or "(no key)", revision.field or "(no field)", who, revision.rule]
    yield f"{revision.id:>5}  {revision.at:%Y-%m-%d %H:%M:%S} UTC  {_plain('  '.join(where))}"
    if revision.action == "saved":
        yield f"       saved as it was: {_plain(revision.reason or '(no reason given)')}"
    before, after = (revision.text_before or "").splitlines(), (revision.text_after or "").splitlines()
    for line in difflib.ndiff(before, after):
        if line[0] in "-+":
            yield f"       {line[0]} {_plain(line[2:])}"


def _plain(text: str) -> str:
    """Without what a terminal would obey."""
    return "".join(one if one.isprintable() else " " for one in text)
