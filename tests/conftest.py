"""What the tests share: an app, a client of it, a real server, and both kinds of database."""

import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

import pytest
from caveat.app import create_app
from caveat.config import Settings
from caveat.store import Store
from flask.testing import FlaskClient
from flask_openapi3 import OpenAPI
from waitress import wasyncore
from waitress.server import create_server


def pytest_configure(config: pytest.Config) -> None:
    """The compiled rule book is kept for this run and its servers, not among the user's files; so are keys."""
    folder = TemporaryDirectory(prefix="caveat-cache-")
    config.add_cleanup(folder.cleanup)
    os.environ["XDG_CACHE_HOME"] = folder.name
    os.environ["XDG_DATA_HOME"] = f"{folder.name}/data"
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"


@pytest.fixture
def app(tmp_path: Path) -> Iterator[OpenAPI]:
    own = {"vendors": str(tmp_path / "vendors.toml"), "keys": str(tmp_path / "keys")}
    app = create_app(Settings(database=f"sqlite:///{tmp_path / 'caveat.sqlite3'}", **own))
    yield app
    app.extensions["caveat"].store.close()


@pytest.fixture
def client(app: OpenAPI) -> FlaskClient:
    """A client that carries the token of the server's own pages."""
    client = app.test_client()
    client.environ_base["HTTP_X_CAVEAT_TOKEN"] = app.extensions["caveat"].page_token
    return client


@pytest.fixture
def server(app: OpenAPI) -> Iterator[int]:
    """The port of the app behind waitress, as `caveat serve` runs it."""
    from caveat.cli.serve import waitress_options

    server = create_server(app, **waitress_options(app.extensions["caveat"].settings) | {"port": 0})
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield server.effective_port
    server.task_dispatcher.shutdown()  # first the threads that answer, then, in its own thread, the loop
    server.trigger.pull_trigger(lambda: wasyncore.close_all(server._map, ignore_all=True))
    thread.join(5)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a real PostgreSQL of our own on a Unix socket; skips where no server is installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl")) or [
        Path(path) for path in [shutil.which("pg_ctl")] if path
    ]
    if not found:
        pytest.skip("no PostgreSQL server is installed")
    binaries = found[-1].parent
    folder = Path(mkdtemp(prefix="caveat-pg-"))
    owner = {}
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        shutil.chown(folder, "postgres")
        owner = {"user": "postgres", "cwd": "/"}
    data = folder / "data"
    options = f"-k {folder} -c listen_addresses='' -c fsync=off"

    def run(*command: str | Path) -> None:
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run(list(map(str, command)), check=True, **quiet, **owner)

    run(binaries / "initdb", "-D", data, "-U", "caveat", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8")
    run(binaries / "pg_ctl", "-D", data, "-w", "-o", options, "-l", folder / "log", "start")
    yield f"postgresql://caveat@/postgres?host={folder}"
    run(binaries / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
    shutil.rmtree(folder)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'store.sqlite3'}"
        return
    from sqlalchemy import create_engine, text

    url = request.getfixturevalue("postgres")
    yield url
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:", 1))
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE; CREATE SCHEMA public"))
    engine.dispose()


@pytest.fixture
def store(database: str, tmp_path: Path) -> Iterator[Store]:
    with Store(database, tmp_path / "evidence") as store:
        yield store
