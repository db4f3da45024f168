"""Backups: everything a seller decided, wrote and filed in one verified file, and back from it on any computer."""

from datetime import UTC, datetime
from pathlib import Path

from caveat.backups.archive import Contents, opened, write
from caveat.errors import BadBackup
from caveat.store import Merged, Store

__all__ = ["Contents", "Merged", "make", "name_now", "password_in", "take_in"]


def make(store: Store, path: Path, password: bytes | None = None) -> Contents:
    """Write a backup, read it back, and only then put it in the place of `path`. BadBackup says what hindered it."""
    try:
        return write(path, store.rows.read(), store.files, password)
    except OSError as error:
        raise BadBackup(f"{path}: {error.strerror}. Choose another place.", code="backup-unwritable") from None


def take_in(
    store: Store, path: Path, password: bytes | None, aside: Path, own_password: bytes | None = None
) -> tuple[Merged, Path]:
    """Merge a backup into the store; also the backup of what was here before, in `aside`, sealed as our own are.

    Nothing is touched before all of the file is verified. BadBackup has a code for each thing that can be wrong.
    """
    with opened(path, password) as backup:
        aside.mkdir(mode=0o700, parents=True, exist_ok=True)
        before = aside / f"before-import-{name_now()}"
        make(store, before, own_password)
        for digest in backup.files:
            store.files.keep(backup.file(digest))
        return store.rows.merge(backup.lines()), before


def name_now() -> str:
    """The name of a backup made now, such as `caveat-20261122-043015.backup`; names sort by time, which is UTC."""
    return f"caveat-{datetime.now(UTC):%Y%m%d-%H%M%S}.backup"


def password_in(name: str) -> bytes | None:
    """The password that a file holds, its last line end left out; None for no file. BadBackup: there is none in it."""
    if not name:
        return None
    try:
        password = Path(name).read_bytes().rstrip(b"\r\n")
    except OSError as error:
        raise BadBackup(f"{name}: {error.strerror}", code="backup-password") from None
    if not password:
        raise BadBackup(f"{name}: holds no password. Write one line into it.", code="backup-password")
    return password
