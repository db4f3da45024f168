"""`caveat backup` and `caveat import`: everything in one file, and back from it on this or another computer."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from caveat import backups
from caveat.config import Settings
from caveat.store import Store

_NOUNS = {"decision": "decisions", "revision": "versions", "evidence": "pieces of evidence"}


def run(args: argparse.Namespace) -> None:
    """Write the file and read it back. Evidence files that were lost before are named."""
    settings = Settings.from_environment(database=args.database)
    with Store(settings.database_url, settings.files_folder) as store:
        contents = backups.make(store, Path(args.file), backups.password_in(args.password_file))
    files = sum(name.startswith("evidence/") for name in contents.sha256)
    print(f"{args.file}: {_counted(contents.rows)}, {files} files; read back and whole")
    for digest in contents.missing:
        print(f"caveat: the evidence file {digest} is missing or damaged here and could not be saved", file=sys.stderr)


def take_in(args: argparse.Namespace) -> int:
    """Merge a backup into what is here; 1 where rows of it are in conflict with rows here, which stay."""
    settings = Settings.from_environment(database=args.database)
    with Store(settings.database_url, settings.files_folder) as store:
        password = backups.password_in(args.password_file)
        own = backups.password_in(settings.backup_password_file)
        merged, before = backups.take_in(store, Path(args.file), password, settings.backups_folder, own)
    print(f"added: {_counted(merged.added)}; here already: {_counted(merged.same)}")
    print(f"what was here before: {before}")
    print("restart a running server, so that it sees the decisions")
    _tell(merged.conflicts)
    return 1 if merged.conflicts else 0


def _counted(numbers: Mapping[str, int]) -> str:
    return ", ".join(f"{numbers.get(name, 0)} {noun}" for name, noun in _NOUNS.items())


def _tell(conflicts: Sequence[tuple[str, int]]) -> None:
    for name, number in conflicts:
        print(f"caveat: {name} {number} is another one here, which stays as it is", file=sys.stderr)
