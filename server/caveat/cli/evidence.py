"""`caveat evidence`: file what proves a claim, see what is held and what soon ends, write the substantiation file."""

import argparse
import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from caveat import checker, intake
from caveat.config import Settings
from caveat.errors import BadEvidence, BadInput
from caveat.locker import Locker
from caveat.store import NewEvidence, Store, StoredEvidence
from caveat.substantiation import page


def kinds(args: argparse.Namespace) -> None:
    """The kinds of evidence, what each needs, and the form of its number."""
    for name, kind in checker.engine().book.evidence.items():
        form = f", like {kind.number.example}" if kind.number else ""
        print(
            f"{name:24} {kind.name[args.language]}: {kind.proves[args.language]}; needs {', '.join(kind.needs)}{form}"
        )


def add(args: argparse.Namespace) -> None:
    """File a piece. Raises BadEvidence that says what does not fit; nothing was kept then."""
    scope = {"keys": args.key, "lines": args.line, "markets": args.market, "rules": args.rule}
    names = ("kind", "number", "issuer", "issued", "expires", "note", "replaces")
    try:
        new = NewEvidence.model_validate({name: getattr(args, name) for name in names} | {"scope": scope})
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        raise BadEvidence(f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from None
    with _locker(args) as (locker, settings):
        file = _file(args.file, settings.max_file) if args.file else None
        _print(locker.add(new, file, f"{_user()}, command line"))


def show(args: argparse.Namespace) -> None:
    """One piece; with --save also its file, its hash checked."""
    with _locker(args) as (locker, _):
        piece = locker.get(args.number)
        _print(piece)
        for name in ("note", "added", "added_by", "replaces", "withdrawn", "withdrawn_by", "withdrawn_why"):
            if (value := getattr(piece, name)) is not None:
                print(f"  {name}: {_plain(str(value))}")
        if piece.file:
            print(f"  sha256: {piece.file.sha256} ({locker.fault(piece.file) or 'whole'})")
        if args.save:
            _write(args.save, locker.file(args.number)[1])


def show_all(args: argparse.Namespace) -> None:
    """Pieces, the newest first; with --expiring those whose last day is near."""
    with _locker(args) as (locker, _):
        for piece in locker.pieces(key=args.key, expiring=args.expiring, withdrawn=args.all):
            print(piece.model_dump_json()) if args.format == "json" else _print(piece)


def withdraw(args: argparse.Namespace) -> None:
    """Let a piece count no longer; its record stays."""
    with _locker(args) as (locker, _):
        _print(locker.withdraw(args.number, f"{_user()}, command line", args.why))


def report(args: argparse.Namespace) -> None:
    """Write the substantiation file of a listing."""
    name = args.listing
    listing = intake.read(sys.stdin.buffer.read(), name="standard input") if name == "-" else intake.read(Path(name))
    try:
        on = date.fromisoformat(args.on) if args.on else None
    except ValueError:
        raise BadInput(f"--on: {args.on!r} is not a day such as 2026-11-21") from None
    with _locker(args) as (locker, _):
        text = page(listing, locker, on=on, locale=args.language)
    if args.output:
        _write(args.output, text.encode("utf-8", "replace"))
        print(args.output)
    else:
        sys.stdout.write(text)


@contextmanager
def _locker(args: argparse.Namespace) -> Iterator[tuple[Locker, Settings]]:
    settings = Settings.from_environment(database=args.database)
    with Store(settings.database_url, settings.files_folder) as store:
        yield Locker(store, checker.engine().book, settings.max_file), settings


def _file(name: str, largest: int) -> tuple[str, bytes]:
    """The file's own name and bytes; of one that is too large only so much as tells."""
    try:
        with Path(name).open("rb") as file:
            return Path(name).name, file.read(largest + 1)
    except OSError as error:
        raise BadInput(f"{name}: {error.strerror}", code="bad-file") from None


def _write(name: str, data: bytes) -> None:
    try:
        Path(name).write_bytes(data)
    except OSError as error:
        raise BadInput(f"{name}: {error.strerror}", code="bad-file") from None


def _print(piece: StoredEvidence) -> None:
    applies = {None: "", True: "", False: "  not for this listing"}[piece.applies]
    parts = [piece.number, piece.issuer, f"until {piece.expires}" if piece.expires else None]
    parts += [_scope(piece), piece.file.name if piece.file else None]
    said = "  ".join(_plain(part) for part in parts if part)
    print(f"{piece.id:>5}  {piece.state:9}  {piece.kind:20}  {said}  ({piece.standing}){applies}")


def _scope(piece: StoredEvidence) -> str:
    keys = [*piece.scope.keys, *(f"{line}*" for line in piece.scope.lines)]
    return f"[{', '.join(keys) or 'all'}; {', '.join(piece.scope.markets) or 'all markets'}]"


def _plain(text: str) -> str:
    """Without what a terminal would obey."""
    return "".join(one if one.isprintable() else " " for one in text)


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "somebody"
