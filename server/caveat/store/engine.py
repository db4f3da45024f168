"""Opening the database: SQLite in WAL mode or PostgreSQL, brought up to date before anyone reads it."""

import logging
import os
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, OperationalError

from caveat.errors import CaveatError

MIGRATIONS = Path(__file__).parent / "migrations"


class BadDatabase(CaveatError):
    """A database that cannot be opened; the message names it, without its password."""

    code = "bad-database"


def open_engine(url: str) -> Engine:
    """Connect and migrate. A PostgreSQL URL may leave out the driver; a new SQLite file is the owner's alone.

    Raises BadDatabase when the URL cannot be read or nothing answers there.
    """
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise BadDatabase("database: this is no URL such as sqlite:///caveat.sqlite3") from None
    if parsed.drivername in ("postgresql", "postgres"):
        parsed = parsed.set(drivername="postgresql+psycopg")
    try:
        engine = create_engine(parsed, pool_pre_ping=parsed.drivername.startswith("postgresql"))
        if engine.dialect.name == "sqlite":
            _set_up_sqlite(engine)
        _migrate(engine)
    except (OperationalError, NoSuchModuleError, ModuleNotFoundError, OSError) as error:
        reason = str(getattr(error, "orig", None) or error).partition("\n")[0]
        raise BadDatabase(f"database {parsed.render_as_string(hide_password=True)}: {reason}") from None
    return engine


def _set_up_sqlite(engine: Engine) -> None:
    if engine.url.database and engine.url.database != ":memory:":
        os.close(os.open(engine.url.database, os.O_CREAT | os.O_RDWR, 0o600))

    def on_connect(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")  # what was answered survives even a loss of power
        connection.execute("PRAGMA busy_timeout = 5000")

    event.listen(engine, "connect", on_connect)


def _migrate(engine: Engine) -> None:
    logging.getLogger("alembic").setLevel(logging.WARNING)  # it reports each start, its import included
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":  # two servers of a team may start at once
            connection.execute(text("SELECT pg_advisory_xact_lock(7628328)"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
