"""Keeps the compiled rule book, its examples passed, so that only the first start on a computer works it out.

The file lies in a folder that only the user can write to and is read if it is the user's own, whole, and made by this
very code from these very rules; else the log says why not, and it is written anew. The rules are JSON, the indexes
`marshal`, the format in which Python keeps its own compiled modules: unlike pickle it can name no class and call
nothing, and it reads the sets that an index is made of. It holds nothing that a seller wrote.
"""

import gc
import hashlib
import json
import logging
import marshal
import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import caveat.analysis
import caveat.text
from caveat import config, rulebook
from caveat.analysis.engine import Engine
from caveat.analysis.index import LANGUAGES, LanguageIndex
from caveat.analysis.plain import plain, restored
from caveat.analysis.selfcheck import selfcheck
from caveat.rulebook import Files, RuleBook
from caveat.rulebook.schema import Language

_NAME = "rulebook"
_DIGEST = hashlib.sha256().digest_size
_LOG = logging.getLogger(__name__)


def engine(root: Path = rulebook.HERE, folder: Path | None = None) -> Engine:
    """The rule book below `root`, compiled, its own examples passed here or on an earlier start.

    `folder` is where it is kept, the user's cache folder if left out. BadRuleBook names the file and place.
    """
    files = rulebook.read(root)
    key = _key(files)
    try:
        kept = _read((folder or config.cache_folder()) / _NAME, key)
    except (OSError, ValueError) as error:
        _LOG.warning("The rule book as kept cannot be used: %s", error)
        kept = None
    if kept:
        return _engine(files, kept)
    made = Engine(rulebook.load(root))
    selfcheck(made)
    try:
        _write((folder or config.cache_folder()) / _NAME, key, files, made)
    except OSError as error:
        _LOG.warning("The rule book cannot be kept for the next start: %s", error)
    return made


@contextmanager
def _without_collector() -> Iterator[None]:
    """A kept book is half a million things that stay; to search them for rubbish again and again doubles a start."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()


def _key(files: Files) -> bytes:
    """Changes with the rules, with the code that reads them, and with Python, whose tables of letters change too."""
    digest = hashlib.sha256(f"{sys.version}\0{files.sha256}".encode())
    for package in (caveat.text, rulebook, caveat.analysis):
        for file in sorted(Path(package.__path__[0]).rglob("*.*")):
            digest.update(file.name.encode() + b"\0" + (file.read_bytes() if file.suffix in (".py", ".txt") else b""))
    return digest.digest()


def _engine(files: Files, kept: dict[str, Any]) -> Engine:
    def index(book: RuleBook, language: Language) -> LanguageIndex:
        with _without_collector():
            return restored(language, marshal.loads(kept["indexes"].pop(language)))

    with _without_collector():
        return Engine(rulebook.assemble(json.loads(kept["tables"]), files.sha256), index)


def _read(path: Path, key: bytes) -> dict[str, Any] | None:
    """What is kept of these rules; None if nothing is. ValueError or OSError say why it cannot be used."""
    if not path.exists():
        _LOG.info("%s: no rule book is kept yet", path)
        return None
    with path.open("rb") as file:
        for place in (path.parent.stat(), os.fstat(file.fileno())):
            if hasattr(os, "getuid") and (place.st_uid != os.getuid() or place.st_mode & (stat.S_IWGRP | stat.S_IWOTH)):
                raise ValueError(f"{path}: somebody else can write to it")
        found, digest, data = file.read(_DIGEST), file.read(_DIGEST), file.read()
    if hashlib.sha256(found + data).digest() != digest:
        raise ValueError(f"{path}: damaged")
    if found != key:
        _LOG.info("%s: made of other rules or by other code", path)
        return None
    kept: dict[str, Any] = marshal.loads(data)
    return kept


def _write(path: Path, key: bytes, files: Files, made: Engine) -> None:
    """Keep it: readers see all of it or nothing."""
    data = marshal.dumps(
        {
            "tables": json.dumps(rulebook.parse(files), default=str),  # a date as TOML writes it
            "indexes": {language: marshal.dumps(plain(made.index(language))) for language in LANGUAGES},
        }
    )
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=_NAME)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(key + hashlib.sha256(key + data).digest() + data)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink()
        raise
