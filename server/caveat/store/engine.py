"""Opening the database: SQLite in WAL mode or PostgreSQL, brought up to date before anyone reads it."""

import os
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, make_url, text

MIGRATIONS = Path(__file__).parent / "migrations"


def open_engine(url: str) -> Engine:
    """Connect and migrate. A PostgreSQL URL may leave out the driver; a new SQLite file is the owner's alone."""
    parsed = make_url(url)
    if parsed.drivername in ("postgresql", "postgres"):
        parsed = parsed.set(drivername="postgresql+psycopg")
    engine = create_engine(parsed, pool_pre_ping=parsed.drivername.startswith("postgresql"))
    if engine.dialect.name == "sqlite":
        if parsed.database and parsed.database != ":memory:":
            os.close(os.open(parsed.database, os.O_CREAT | os.O_RDWR, 0o600))
        event.listen(engine, "connect", _set_up_sqlite)
    _migrate(engine)
    return engine


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA busy_timeout = 5000")


def _migrate(engine: Engine) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":  # two servers of a team may start at once
            connection.execute(text("SELECT pg_advisory_xact_lock(7628328)"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
