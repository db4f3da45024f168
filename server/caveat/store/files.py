"""Evidence files by the SHA-256 of their bytes, in a folder that only the owner can open. Nothing here is executed."""

import hashlib
import os
import re
import tempfile
from pathlib import Path

from caveat.errors import CaveatError, NotFound

_DIGEST = re.compile(r"[0-9a-f]{64}")


class Files:
    """The folder. A file's name is the hash of its bytes, so the same file twice is kept once."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def keep(self, data: bytes) -> str:
        """Keep the bytes; their hash. A damaged copy of the same file is written anew."""
        folder, digest = self._place(), hashlib.sha256(data).hexdigest()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = folder / digest
        if path.is_file() and _sha256(path.read_bytes()) == digest:
            return digest
        handle, name = tempfile.mkstemp(dir=folder, prefix=".new-")  # for its owner alone
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                os.fsync(file.fileno())
            Path(name).replace(path)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
        return digest

    def read(self, digest: str) -> bytes:
        """The bytes of a file. NotFound: it is gone (`file-missing`). CaveatError: it was changed (`file-damaged`)."""
        path = self._place() / digest
        if not _DIGEST.fullmatch(digest) or path.is_symlink() or not path.is_file():
            raise NotFound("The file of this evidence is not where it was kept.", code="file-missing")
        data = path.read_bytes()
        if _sha256(data) != digest:
            said = "The file of this evidence was changed after it was kept: its SHA-256 is another."
            raise CaveatError(said, code="file-damaged", status=409)
        return data

    def fault(self, digest: str) -> str | None:
        """Why a file cannot be read, as a code; None for one that is whole."""
        try:
            self.read(digest)
        except CaveatError as error:
            return error.code
        return None

    def _place(self) -> Path:
        if self._folder is None:
            raise NotFound("No folder for evidence files is set.", code="file-missing")
        return self._folder


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
