"""All that sellers decided, wrote and filed, as rows that any database gives and takes: what a backup holds.

Pairings and consents are not among them: they are given on one computer, and another asks for its own.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Date, Engine, Table, func, insert, select, text
from sqlalchemy.exc import DBAPIError

from caveat.errors import BadBackup
from caveat.store.engine import BadDatabase
from caveat.store.tables import Base, Moment

NAMES = ("decision", "revision", "evidence", "sent")
"""The tables, each after those that it refers to."""


@dataclass
class Merged:
    """What came of a merge, by table. Of a row in conflict the one that was here stands."""

    added: Counter[str] = field(default_factory=Counter)
    same: Counter[str] = field(default_factory=Counter)
    conflicts: list[tuple[str, int]] = field(default_factory=list)


class Rows:
    """Reading everything as of one moment, and merging it into another database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def read(self) -> Iterator[tuple[str, str]]:
        """Table and row, a line of JSON; in the order of NAMES, then of ids. BadDatabase: it cannot be read now."""
        try:
            with self._engine.connect() as connection:
                if connection.dialect.name == "sqlite":
                    connection.exec_driver_sql("BEGIN")  # the driver begins none for reading
                else:
                    connection.execution_options(isolation_level="REPEATABLE READ")
                for name in NAMES:
                    query = select(_table(name)).order_by(_table(name).c.id).execution_options(yield_per=200)
                    for row in connection.execute(query).mappings():
                        yield name, json.dumps(dict(row), default=lambda value: value.isoformat(), sort_keys=True)
        except DBAPIError as error:
            raise BadDatabase(f"database: {type(error.orig).__name__} while reading") from None

    def merge(self, lines: Iterable[tuple[str, str]]) -> Merged:
        """Take rows in, all or, where something breaks, none. The same row again changes nothing."""
        merged = Merged()
        try:
            with self._engine.begin() as connection:
                _lock(connection)
                for name, line in lines:
                    _take(connection, name, values(name, line), merged)
                for name in NAMES:
                    _count_on(connection, name)
        except DBAPIError as error:
            raise BadDatabase(f"database: {type(error.orig).__name__} while importing; nothing was changed") from None
        return merged


def values(name: str, line: str) -> dict[str, Any]:
    """A row as its table takes it. BadBackup: it is of a newer Caveat, or no row at all."""
    table = Base.metadata.tables[name] if name in NAMES else None
    row = json.loads(line)
    if table is None or not row.keys() <= set(table.columns.keys()):
        raise BadBackup("This backup was made by a newer Caveat. Update Caveat, then import it.", code="backup-newer")
    read: dict[type, Any] = {Moment: datetime.fromisoformat, Date: date.fromisoformat}
    for column in table.columns:
        if row.setdefault(column.name, None) is not None and type(column.type) in read:
            row[column.name] = read[type(column.type)](row[column.name])
    return dict(row)


def _table(name: str) -> Table:
    return Base.metadata.tables[name]


def _take(connection: Connection, name: str, row: dict[str, Any], merged: Merged) -> None:
    table, number = _table(name), row["id"]
    here = connection.execute(select(table).where(table.c.id == number)).mappings().one_or_none()
    of_others = any((key.column.table.name, row[key.parent.name]) in merged.conflicts for key in table.foreign_keys)
    if of_others or (dict(here) != row if here is not None else _is_elsewhere(connection, table, row)):
        merged.conflicts.append((name, number))
    elif here is not None:
        merged.same[name] += 1
    else:
        connection.execute(insert(table).values(row))
        merged.added[name] += 1


def _is_elsewhere(connection: Connection, table: Table, row: dict[str, Any]) -> bool:
    """Whether what may be there only once is there already, under another number."""
    unique = [column for column in table.columns if column.unique and row[column.name] is not None]
    return any(connection.scalar(select(table.c.id).where(column == row[column.name])) is not None for column in unique)


def _lock(connection: Connection) -> None:
    """Nobody else writes meanwhile."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.execute(text(f"LOCK TABLE {', '.join(NAMES)} IN SHARE ROW EXCLUSIVE MODE"))


def _count_on(connection: Connection, name: str) -> None:
    """PostgreSQL counts ids by itself and has to be told of those that came with a row."""
    if connection.dialect.name == "postgresql":
        last = select(func.max(_table(name).c.id)).scalar_subquery()
        connection.execute(
            select(func.setval(func.pg_get_serial_sequence(name, "id"), func.coalesce(last, 1), last.is_not(None)))
        )
