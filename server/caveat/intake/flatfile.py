"""Reads the flat files of marketplaces, one Listing a row: copy columns become fields, the others facts."""

import csv
import io
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from caveat.errors import BadInput
from caveat.models import Fact, FieldRole, Listing, TextField

_FILE = Path(__file__).parent / "columns.toml"
_HEADER_WITHIN = 10
"""Rows that may stand above the names of the columns; Amazon writes up to four."""
_MOST_ROWS = 100_000
_BRACKETS = re.compile(r"\[[^\]]*\]")
_NTH = re.compile(r"#(\d+)(?:\.value)?$")
_LONGEST_FACT = 500
Role = Literal["title", "bullet", "description", "search_terms", "other"]


@dataclass(frozen=True)
class Layout:
    """Which columns of a file hold what (`columns.toml`)."""

    name: str
    marketplace: str
    anchor: list[str]
    key: list[str]
    title: list[str]
    bullet: list[str] = field(default_factory=list)
    description: list[str] = field(default_factory=list)
    search_terms: list[str] = field(default_factory=list)
    other: list[str] = field(default_factory=list)
    brand: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)
    skip: list[str] = field(default_factory=list)
    pairs: list[list[str]] = field(default_factory=list)


def read_rows(text: str) -> list[Listing]:
    """The listings of a flat file: comma, semicolon or tab separated. A row without any copy (a variant) is left out.

    Raises BadInput (`bad-file`) where no row names columns that are known, or a row cannot be read, with its number.
    """
    if len(text) > csv.field_size_limit():
        csv.field_size_limit(len(text))
    rows = list(_rows(text))
    heads = [[_plain(name) for name in row] for row in rows[:_HEADER_WITHIN]]
    for layout in layouts():
        for number, names in enumerate(heads):
            if all(any(_any(name, anchor.split("|")) for name in names) for anchor in layout.anchor):
                found = (_listing(layout, rows[number], names, cells) for cells in rows[number + 1 :])
                return [listing for listing in found if listing]
    raise BadInput("no row names columns that are known, such as title", code="bad-file")


@cache
def layouts() -> list[Layout]:
    """The layouts, the particular ones first."""
    table = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return [Layout(name=name, **entry) for name, entry in table.items()]


def _rows(text: str) -> Iterator[list[str]]:
    first = text[: text.find("\n")] if "\n" in text else text
    head = text[:4000]
    delimiter = max("\t;,", key=lambda mark: (first.count(mark), head.count(mark)))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for number, row in enumerate(reader):
            if number >= _MOST_ROWS:
                raise BadInput(f"more than {_MOST_ROWS} rows", code="too-large", status=413)
            if any(cell.strip() for cell in row):
                yield row
    except csv.Error as error:
        raise BadInput(f"line {reader.line_num}: {error}", code="bad-file") from None


def _plain(name: str) -> str:
    """A column's name as layouts write it: "bullet_point[language_tag=en_US]#1.value" is bullet_point."""
    return _bare(name).casefold()


def _bare(name: str) -> str:
    """A column's name without the mark of a required one, and without what Amazon writes in brackets and behind."""
    plain = _BRACKETS.sub("", name.strip().removeprefix("\ufeff").lstrip("*").strip())
    return _NTH.sub("", plain).removesuffix(".value")


def _any(name: str, patterns: Sequence[str]) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns)


def _listing(layout: Layout, header: list[str], names: list[str], cells: list[str]) -> Listing | None:
    values = [_unquoted(cell) for cell in cells] + [""] * (len(names) - len(cells))
    fields, facts, used = [], [], set()
    for role in get_args(Role):
        patterns = getattr(layout, role)
        columns = [place for place, name in enumerate(names) if _any(name, patterns) and place not in used]
        used.update(columns)
        filled = [place for place in columns if values[place]]
        for number, place in enumerate(filled, 1):
            fields.append(
                _field(role, number, len(columns) > 1, values[place], header[place], names[place] in layout.html)
            )
    if not fields:
        return None
    for pair in layout.pairs:
        at = [next((place for place, name in enumerate(names) if name == one), -1) for one in pair]
        used.update(at)
        if min(at) >= 0 and values[at[0]] and values[at[1]]:
            facts.append(_fact(values[at[0]], values[at[1]]))
    for place, name in enumerate(names):
        settled = place in used or _any(name, [*layout.key, *layout.brand, *layout.skip])
        if not settled and name and values[place]:
            facts.append(_fact(_title(header[place]), values[place]))
    return Listing(
        key=_first(layout.key, names, values),
        marketplace=layout.marketplace,
        brand=_first(layout.brand, names, values),
        fields=fields,
        facts=facts,
    )


def _field(role: FieldRole, number: int, many: bool, text: str, label: str, markup: bool) -> TextField:
    return TextField(
        id=f"{role}_{number}" if many else role, role=role, text=text, label=label.strip(),
        format="html" if markup and "<" in text else "text",
    )  # fmt: skip


def _fact(name: str, value: str) -> Fact:
    return Fact(name=name, value=value[:_LONGEST_FACT], source="column")


def _first(patterns: Sequence[str], names: list[str], values: list[str]) -> str | None:
    for pattern in patterns:
        for name, value in zip(names, values, strict=False):
            if fnmatchcase(name, pattern) and value:
                return value[:200]
    return None


def _title(name: str) -> str:
    """What a column is called: "C:Material" and "material_type" are Material and material type."""
    return re.sub(r"^C:|\s*\(product\.metafields.*\)$", "", _bare(name)).replace("_", " ").strip()


def _unquoted(cell: str) -> str:
    """A value without the dress that keeps spreadsheets from changing it: ="00123"."""
    return cell.strip().removeprefix('="').removesuffix('"') if cell.strip().startswith('="') else cell.strip()
