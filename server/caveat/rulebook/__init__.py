"""The rule book: data files and their loader. A file that does not fit is an error that names the file."""

import hashlib
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from caveat.errors import BadRuleBook
from caveat.rulebook.checks import check, twins
from caveat.rulebook.evidence import EvidenceKind
from caveat.rulebook.faults import fault, meant, place
from caveat.rulebook.schema import Entry, Guard, Law, Policy, ProductTypeEntry, Rule, Shape
from caveat.rulebook.values import (
    FactWords,
    Features,
    Named,
    Nutrition,
    Quoted,
    Unstated,
    Value,
    ValueGroup,
    ValueHead,
    Worded,
)  # fmt: skip
from caveat.rulebook.wordings import ANY, Wording, Wordings

HERE = Path(__file__).parent
M = TypeVar("M", bound=BaseModel)
_SHARED = {"lexicons", "facts", "laws", "policies", "neutral", "book", "product_types", "evidence"}
_VALUES = "facts/values/"
_NEUTRAL = "neutral/"
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
    facts: FactWords
    shapes: dict[str, Shape]
    product_types: dict[str, ProductTypeEntry]
    guards: dict[str, Guard]
    evidence: dict[str, EvidenceKind]
    neutral: dict[str, list[Wording]]
    """Neutral wordings by category in small letters."""
    root: Path = field(default=HERE, compare=False)

    def place(self, name: str, written: str) -> str:
        """File and line at which something is written in a rule's file."""
        return place(self.root, name, (), written)

    @cached_property
    def absent(self) -> list[str]:
        """The rules that find by absence."""
        return [name for name, rule in self.rules.items() if rule.finds == "absence"]

    @cached_property
    def formal(self) -> list[str]:
        """The rules that find by form."""
        return [name for name, rule in self.rules.items() if rule.finds == "form"]

    @cached_property
    def disagreeing(self) -> dict[str, str]:
        """What can disagree, or be stated without a fact, and the rule that speaks of it."""
        return {kind: name for name, rule in self.rules.items() for kind in rule.disagrees}

    def wordings(self, name: str, product_type: str | None) -> Iterator[Wording]:
        """The neutral wordings that what a rule finds can give way to, on goods of a type.

        Those for the rule come first, then those for the type; of equals those of its category, then those of any.
        """
        groups = self.neutral.get(self.rules[name].category.lower(), []), self.neutral.get(ANY, [])
        suiting = [one for group in groups for one in group if one.suits(name, product_type)]
        yield from sorted(suiting, key=lambda one: (not one.rules, not one.product_types))

    def lifts(self, kind: str, rule: Rule, market: str) -> bool:
        """Whether evidence of a kind can lift what a rule finds, in a market."""
        known = self.evidence.get(kind)
        if known is None:
            return kind in rule.evidence
        accepted = kind in rule.evidence or any(other in rule.evidence for other in known.counts_as)
        return accepted and known.speaks_in(market) and (not known.categories or rule.category in known.categories)

    @cached_property
    def adding(self) -> dict[str, str]:
        """What a draft can add, and the rule that speaks of it."""
        return {kind: name for name, rule in self.rules.items() for kind in rule.adds}

    @cached_property
    def changing(self) -> str | None:
        """The rule that speaks of what a draft changes."""
        return next((name for name, rule in self.rules.items() if rule.finds == "change"), None)

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
    """Read every file below `root`. BadRuleBook names the file, the line where it is known, and what to do."""
    files = read(root)
    tables = parse(files)
    for said in twins(tables):
        raise BadRuleBook(said)
    book = assemble(tables, files.sha256, root)
    check(book)
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


def assemble(tables: Tables, sha256: str, root: Path = HERE) -> RuleBook:
    """The book made of tables; whether what they name exists is not looked at. BadRuleBook names file and place."""
    meta = _fit(root, _Meta, tables["book"], "book")
    types = _each(root, tables, "product_types", ProductTypeEntry)
    laws, policies = _records(root, tables, "laws", Law), _records(root, tables, "policies", Policy)
    lexicons = {name.removeprefix("lexicons/"): table for name, table in tables.items() if name.startswith("lexicons/")}
    rules = {name: _fit(root, Rule, table, name) for name, table in tables.items() if name.split("/")[0] not in _SHARED}
    facts = _fact_words(root, tables)
    evidence = _each(root, tables, "evidence", EvidenceKind)
    neutral = {
        name.removeprefix(_NEUTRAL): _fit(root, Wordings, table, name).wordings
        for name, table in tables.items()
        if name.startswith(_NEUTRAL)
    }
    made = meta.version, sha256, rules, laws, policies, lexicons, facts, meta.shapes, types, meta.guards, evidence
    return RuleBook(*made, neutral, root)


def _fact_words(root: Path, tables: Tables) -> FactWords:
    """What the files below `facts` say."""
    kinds = {name: table for name, table in tables.items() if name.startswith(_VALUES)}
    return FactWords(
        values={name.removeprefix(_VALUES): _group(root, table, name) for name, table in kinds.items()},
        named=_each(root, tables, "facts/named", Named),
        phrases=_each(root, tables, "facts/phrases", Worded),
        attributes=_each(root, tables, "facts/attributes", Worded),
        nutrition=_fit(root, Nutrition, tables.get("facts/nutrition", {}), "facts/nutrition"),
        features=_fit(root, Features, tables.get("facts/features", {}), "facts/features"),
        unstated=_fit(root, Unstated, tables.get("facts/unstated", {}), "facts/unstated"),
        quoted=_each(root, tables, "facts/quoted", Quoted),
    )


def _each(root: Path, tables: Tables, name: str, model: type[M]) -> dict[str, M]:
    """The entries of one file."""
    return {key: _fit(root, model, entry, name, key) for key, entry in tables.get(name, {}).items()}


def _records(root: Path, tables: Tables, folder: str, model: type[M]) -> dict[str, M]:
    """The records below a folder by their ids; an id stands for one record in all of its files."""
    found: dict[str, M] = {}
    files: dict[str, str] = {}
    for file, table in tables.items():
        for id_, entry in table.items() if file.startswith(f"{folder}/") else ():
            if id_.casefold() in files:
                said = f"this id stands in {files[id_.casefold()]}.toml already; rename one or take it out"
                raise fault(root, file, (id_,), said)
            files[id_.casefold()] = file
            found[id_] = _fit(root, model, entry, file, id_)
    return found


def _group(root: Path, table: dict[str, Any], name: str) -> ValueGroup:
    """The values of a file; its entry `_` speaks of them all."""
    values = {key: _fit(root, Value, entry, name, key) for key, entry in table.items() if key != "_"}
    group = ValueGroup(head=_fit(root, ValueHead, table.get("_", {}), name, "_"), values=values)
    for value, said in group.faults:
        raise fault(root, name, (value,), said)
    return group


def _parse(name: str, data: bytes) -> dict[str, Any]:
    """One file as a table; the parser's own message says the line."""
    try:
        return tomllib.loads(data.decode())
    except tomllib.TOMLDecodeError as error:
        said, _, line = str(error).partition(" (at line ")
        where = f":{line.split(',')[0]}" if line else ""
        raise BadRuleBook(f"{name}{where}: {said}; this is not TOML, compare the files beside it") from error
    except UnicodeDecodeError as error:
        raise BadRuleBook(f"{name}: {error}; save it as UTF-8") from error


def _fit(root: Path, model: type[M], data: Any, name: str, *inside: str) -> M:
    try:
        return model.model_validate(data)
    except ValidationError as error:
        found = error.errors()  # a misspelt entry is also a missing one
        first = next((one for one in found if one["type"] == "extra_forbidden"), found[0])
        keys, said = (*inside, *first["loc"]), first["msg"]
        if first["type"] == "extra_forbidden":
            said = f"no such entry{meant(str(keys[-1]), model.model_fields)} rulebook/schema.py says which there are"
        elif first["type"] == "missing":
            said = "this entry is missing; write it, as the files beside this one do"
        raise fault(root, name, keys, said, str(first["input"]) if isinstance(first["input"], str) else "") from error
