"""The file: one line with its kind and SHA-256, then a ZIP archive of tables, evidence files and their hashes."""

import hashlib
import io
import json
import os
import re
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import IO

from caveat.backups.seal import seal, unseal
from caveat.errors import BadBackup, CaveatError
from caveat.store import Files, values

FORMAT = 1
MAGIC = b"caveat-backup "
_HEAD = re.compile(rb"caveat-backup \d+ (plain |sealed) ([0-9a-f]{64})\n")
_HEAD_SIZE = len(MAGIC) + 2 + 7 + 64 + 1
_MANIFEST, _TABLE, _FILE = "manifest.json", "tables/{}.jsonl", "evidence/{}"
_DAMAGED = "This backup is damaged or cut short: it is not what was written. Use another copy; nothing was changed."


@dataclass
class Contents:
    """The manifest: hashes by entry, rows by table, and evidence files that were already missing or damaged."""

    format: int = FORMAT
    made: str = field(default_factory=lambda: datetime.now(UTC).isoformat())
    sha256: dict[str, str] = field(default_factory=dict)
    rows: Counter[str] = field(default_factory=Counter)
    missing: list[str] = field(default_factory=list)


class Backup:
    """An open backup, all of it verified."""

    def __init__(self, archive: zipfile.ZipFile, contents: Contents) -> None:
        self._archive = archive
        self.contents = contents
        self.files = [name.partition("/")[2] for name in contents.sha256 if name.startswith(_FILE.format(""))]

    def lines(self) -> Iterator[tuple[str, str]]:
        """Table and row, as `Rows.merge` takes them."""
        for name in self.contents.rows:
            with self._archive.open(_TABLE.format(name)) as entry:
                for line in entry:
                    yield name, line.decode().rstrip("\n")

    def file(self, digest: str) -> bytes:
        """An evidence file."""
        return self._archive.read(_FILE.format(digest))


def write(path: Path, lines: Iterable[tuple[str, str]], files: Files, password: bytes | None) -> Contents:
    """Write a backup beside `path`, verify it, and put it there. A file that is no backup is not written over."""
    if path.exists() and not _is_backup(path):
        raise BadBackup(f"{path} is there already and is no backup. Choose another name.", code="backup-exists")
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")  # for its owner alone
    try:
        with os.fdopen(handle, "w+b") as file:
            file.write(b" " * _HEAD_SIZE)
            if password is None:
                contents = _fill(file, lines, files)
            else:  # in memory, so that nothing unsealed ever lies on the disk
                memory = io.BytesIO()
                contents = _fill(memory, lines, files)
                file.write(seal(memory.getvalue(), password))
            file.seek(_HEAD_SIZE)
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            file.seek(0)
            file.write(b"%s%d %s %s\n" % (MAGIC, FORMAT, b"sealed" if password else b"plain ", digest.encode()))
            file.flush()
            os.fsync(file.fileno())
        with opened(Path(name), password):  # read back, every byte and row of it
            Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)
    return contents


@contextmanager
def opened(path: Path, password: bytes | None) -> Iterator[Backup]:
    """A backup, verified to its last byte and row. BadBackup: `not-a-backup`, `backup-newer`, `backup-damaged`, ..."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise BadBackup(f"{path}: {error.strerror}", code="backup-missing") from None
    with file:
        body = _body(file, password)
        try:
            archive = zipfile.ZipFile(body)
            backup = Backup(archive, _contents(archive))
            for name, line in backup.lines():
                values(name, line)
        except (zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError):
            raise BadBackup(_DAMAGED, code="backup-damaged") from None
        with archive:
            yield backup


def _body(file: io.BufferedReader, password: bytes | None) -> IO[bytes]:
    """The archive in a file whose hash is right, unsealed."""
    head = file.read(_HEAD_SIZE)
    if not head.startswith(MAGIC):
        raise BadBackup("This is no backup of Caveat; `caveat backup FILE` makes one.", code="not-a-backup")
    version = re.match(rb"caveat-backup (\d+) ", head)
    if version and int(version[1]) > FORMAT:
        raise BadBackup("This backup was made by a newer Caveat. Update Caveat, then import it.", code="backup-newer")
    found = _HEAD.fullmatch(head)
    if not found or hashlib.file_digest(file, "sha256").hexdigest().encode() != found[2]:
        raise BadBackup(_DAMAGED, code="backup-damaged")
    file.seek(_HEAD_SIZE)
    if found[1] != b"sealed":
        return file
    if password is None:
        raise BadBackup("This backup is sealed. Name the file of its password: --password-file.", code="backup-sealed")
    return io.BytesIO(unseal(file.read(), password))


def _fill(file: IO[bytes], lines: Iterable[tuple[str, str]], files: Files) -> Contents:
    contents, digests = Contents(), dict[str, None]()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in groupby(lines, key=itemgetter(0)):
            digest = hashlib.sha256()
            with archive.open(_TABLE.format(name), "w", force_zip64=True) as entry:
                for _, line in rows:
                    data = line.encode() + b"\n"
                    entry.write(data)
                    digest.update(data)
                    contents.rows[name] += 1
                    digests |= {kept: None for kept in [json.loads(line).get("file_sha256")] if kept}
            contents.sha256[_TABLE.format(name)] = digest.hexdigest()
        for kept in digests:
            try:
                archive.writestr(_FILE.format(kept), files.read(kept), zipfile.ZIP_STORED)
                contents.sha256[_FILE.format(kept)] = kept
            except CaveatError:  # it was lost before: what is left is saved all the same, and the loss is told
                contents.missing.append(kept)
        archive.writestr(_MANIFEST, json.dumps(vars(contents), indent=1))
    return contents


def _contents(archive: zipfile.ZipFile) -> Contents:
    """The manifest, every entry held against it. ValueError: they differ."""
    contents = Contents(**json.loads(archive.read(_MANIFEST)))
    contents.rows = Counter(contents.rows)
    if set(archive.namelist()) != {*contents.sha256, _MANIFEST}:
        raise ValueError("entries")
    for name, digest in contents.sha256.items():
        with archive.open(name) as entry:
            if hashlib.file_digest(entry, "sha256").hexdigest() != digest:  # type: ignore[arg-type]  # it reads bytes
                raise ValueError(name)
    return contents


def _is_backup(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC
