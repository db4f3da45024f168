"""The rule book: data files and their loader. A file that does not fit is an error that names the file."""

import hashlib
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from caveat.errors import BadRuleBook
from caveat.rulebook import pattern as patterns
from caveat.rulebook.schema import Entry, Guard, Law, Policy, ProductTypeEntry, Rule, Shape

HERE = Path(__file__).parent
M = TypeVar("M", bound=BaseModel)
_SHARED = {"lexicons", "laws", "policies", "book", "product_types"}
Tables = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class RuleBook:
    """Everything Caveat knows, as loaded. `sha256` covers the bytes of every file."""

    version: str
    sha256: str
    rules: dict[str, Rule]
    laws: dict[str, Law]
    policies: dict[str, Policy]
    lexicons: dict[str, dict[str, list[str]]]
    shapes: dict[str, Shape]
    product_types: dict[str, ProductTypeEntry]
    guards: dict[str, Guard]

    @cached_property
    def markets(self) -> list[str]:
        """The markets that some law of the book speaks for."""
        return sorted({law.market for law in self.laws.values()})


class _Meta(Entry):
    version: str
    guards: dict[str, Guard]
    shapes: dict[str, Shape]


@dataclass(frozen=True)
class Files:
    """The files of a rule book, unread, by their paths. `sha256` covers the bytes of every one."""

    contents: dict[str, bytes]
    sha256: str


@cache
def load(root: Path = HERE) -> RuleBook:
    """Read every file below `root`. BadRuleBook names the file and the place in it."""
    files = read(root)
    book = assemble(parse(files), files.sha256)
    _check_names(book)
    return book


def read(root: Path = HERE) -> Files:
    """The files below `root`."""
    contents = {file.relative_to(root).as_posix(): file.read_bytes() for file in sorted(root.rglob("*.toml"))}
    digest = hashlib.sha256()
    for name, data in contents.items():
        digest.update(name.encode() + b"\0" + data)
    return Files(contents, digest.hexdigest())


def parse(files: Files) -> Tables:
    """What the files say, by their paths without `.toml`. BadRuleBook names the file that is not TOML."""
    return {name.removesuffix(".toml"): _parse(name, data) for name, data in files.contents.items()}


def assemble(tables: Tables, sha256: str) -> RuleBook:
    """The book made of tables; whether what they name exists is not looked at. BadRuleBook names file and place."""
    meta = _fit(_Meta, tables["book"], "book")
    types = {name: _fit(ProductTypeEntry, entry, "product_types") for name, entry in tables["product_types"].items()}
    laws = {id_: _fit(Law, entry, f"{name}: {id_}") for name, id_, entry in _entries(tables, "laws")}
    policies = {id_: _fit(Policy, entry, f"{name}: {id_}") for name, id_, entry in _entries(tables, "policies")}
    lexicons = {name.removeprefix("lexicons/"): table for name, table in tables.items() if name.startswith("lexicons/")}
    rules = {name: _fit(Rule, table, name) for name, table in tables.items() if name.split("/")[0] not in _SHARED}
    return RuleBook(meta.version, sha256, rules, laws, policies, lexicons, meta.shapes, types, meta.guards)


def _entries(tables: Tables, folder: str) -> Iterator[tuple[str, str, Any]]:
    """File, id and entry of each record below a folder."""
    for name, table in tables.items():
        if name.startswith(f"{folder}/"):
            yield from ((name, id_, entry) for id_, entry in table.items())


def _parse(name: str, data: bytes) -> dict[str, Any]:
    try:
        return tomllib.loads(data.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadRuleBook(f"{name}: {error}") from error


def _fit(model: type[M], data: Any, name: str) -> M:
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise BadRuleBook(f"{name}.toml: {place or 'file'}: {first['msg']}") from error


def _check_names(book: RuleBook) -> None:
    """Every law, lexicon and guard that a rule names exists, and every pattern can be read."""
    known = book.lexicons.keys() | book.shapes.keys() | {"number"}
    for name, rule in book.rules.items():
        for law in rule.laws:
            if law not in book.laws:
                raise BadRuleBook(f"{name}.toml: laws: no law {law}")
        for guard in rule.without_guards:
            if guard not in book.guards:
                raise BadRuleBook(f"{name}.toml: without_guards: no guard {guard}")
        for table in (rule.patterns, rule.unless, rule.needs, rule.lifted_by):
            for source in (source for sources in table.values() for source in sources):
                _check_pattern(name, source, known)


def _check_pattern(name: str, source: str, known: set[str]) -> None:
    try:
        parsed = patterns.parse(source)
    except ValueError as error:
        raise BadRuleBook(f"{name}.toml: {error}") from error
    for slot in (slot for pattern in parsed for slot in pattern.slots):
        if slot.name and slot.name not in known:
            raise BadRuleBook(f"{name}.toml: pattern {source!r}: no lexicon or shape {slot.name}")
    if any(len(word.strip("=*?)")) < 4 for word in source.replace("(", " ").replace("|", " ").split() if "*" in word):
        raise BadRuleBook(f"{name}.toml: pattern {source!r}: a `*` needs four letters beside it")
    if any(all(slot.name == "number" for slot in pattern.slots) for pattern in parsed):
        raise BadRuleBook(f"{name}.toml: pattern {source!r} has no word to find it by")
