"""Previous versions: written with their decision, told over HTTP and on the command line, and never lost or logged."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from caveat.cli import main
from caveat.errors import NotFound
from caveat.store import DecisionRequest, Store, engine
from flask.testing import FlaskClient
from sqlalchemy import text

SECRET = "Wipes xylophones clean"
WRITES, KILLS = 200, 4


def applied(**other: str | None) -> DecisionRequest:
    given = {"fingerprint": "f1", "rule": "pesticide/kills-germs", "marketplace": "amazon", "key": "SKU-1"}
    given |= {"field": "title", "action": "applied", "text_before": "Kills germs", "text_after": "Wipes clean"}
    return DecisionRequest.model_validate(given | other)


def downgrade(store: Store, version: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(engine.MIGRATIONS))
    with store.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, version)


def test_a_version_is_kept_with_where_its_words_are_from(store: Store) -> None:
    decision = store.decisions.record(applied(origin="facts", suggestion="s1", text_after="Splash-resistant\r\n é🔥"))
    store.decisions.record(applied(action="dismissed", text_before=None, text_after=None))
    (kept,) = store.revisions.of(10, key="SKU-1")
    assert kept.decision == decision and kept.text_before == "Kills germs"
    assert (kept.origin, kept.model, kept.suggestion) == ("facts", None, "s1")
    assert store.revisions.get(kept.id).text_after == "Splash-resistant\r\n é🔥"
    with pytest.raises(NotFound):
        store.revisions.get(kept.id + 1)


def test_texts_of_an_older_database_move_there_and_back(database: str) -> None:
    with Store(database) as first:
        first.decisions.record(applied(action="dismissed", text_before=None, text_after=None))
        first.decisions.record(applied())
        first.decisions.record(applied(action="reopened", text_before="Wipes clean", text_after="Kills germs"))
        downgrade(first, "0002")
        with first.engine.connect() as connection:
            rows = connection.execute(text("SELECT text_before FROM decision ORDER BY id")).scalars().all()
        assert rows == [None, "Kills germs", "Wipes clean"]
    with Store(database) as again:
        assert [(one.origin, one.decision) for one in again.revisions.of(9, key="SKU-1")] == [
            ("seller", 3),
            ("rule", 2),
        ]
        assert [one.text_after for one in again.decisions.of("SKU-1")] == ["Kills germs", "Wipes clean", None]


def test_a_form_saved_as_it_was_is_told_with_its_reason(
    client: FlaskClient, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    texts = {"text_before": "Kills germs", "text_after": "Kills germs", "origin": "seller"}
    saved = applied(action="saved", reason="seen by\tcounsel", **texts)
    assert client.post("/api/v1/decisions", json=saved.model_dump()).status_code == 201
    client.post("/api/v1/decisions", json=applied().model_dump())
    newest, oldest = client.get("/api/v1/history?key=SKU-1&marketplace=amazon").json["revisions"]
    assert (newest["action"], newest["reason"]) == ("applied", None)
    assert (oldest["action"], oldest["reason"], oldest["text_before"]) == ("saved", "seen by\tcounsel", "Kills germs")
    place = ["--database", f"sqlite:///{tmp_path / 'own.sqlite3'}"]
    with Store(place[1]) as store:
        store.decisions.record(saved)
    assert main(["history", *place]) == 0
    assert "saved as it was: seen by counsel" in capsys.readouterr().out


def test_pages_of_history(client: FlaskClient) -> None:
    for number in range(5):
        client.post("/api/v1/decisions", json=applied(text_after=f"Version {number}").model_dump())
    client.post("/api/v1/decisions", json=applied(key="SKU-2").model_dump())
    client.post("/api/v1/decisions", json=applied(field="bullet_1").model_dump())
    seen, before = [], ""
    while before is not None:
        page = client.get(f"/api/v1/history?key=SKU-1&marketplace=amazon&field=title&limit=2{before}").json
        seen += [one["text_after"] for one in page["revisions"]]
        before = page["before"] and f"&before={page['before']}"
    assert seen == [f"Version {number}" for number in (4, 3, 2, 1, 0)]
    assert client.get("/api/v1/history").json == {"revisions": [], "before": None}
    assert client.get("/api/v1/history?limit=0").status_code == 422


def test_history_needs_a_token(client: FlaskClient) -> None:
    assert client.get("/api/v1/history", headers={"X-Caveat-Token": "guess"}).status_code == 401


def test_the_command_line_shows_what_differs_and_gives_it_back(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    place = ["--database", f"sqlite:///{tmp_path / 'own.sqlite3'}"]
    before = "A board.\r\nKills \x1b[31mgerms\r\n"
    with Store(place[1]) as store:
        store.decisions.record(applied(text_before=before, text_after="A board.\r\nWipes clean\r\n"))
        store.decisions.record(applied(key="SKU-2"))
    assert main(["history", "--key", "SKU-1", *place]) == 0
    shown = capsys.readouterr().out
    assert "- Kills  [31mgerms" in shown and "+ Wipes clean" in shown and "A board" not in shown
    assert main(["history", "--json", *place]) == 0
    assert [json.loads(line)["key"] for line in capsys.readouterr().out.splitlines()] == ["SKU-2", "SKU-1"]
    saved = tmp_path / "old.txt"
    assert main(["restore", "1", "-o", str(saved), *place]) == 0
    assert saved.read_bytes() == before.encode()
    capsys.readouterr()
    assert main(["restore", "2", "--after", *place]) == 0
    assert capsys.readouterr().out == "Wipes clean\n"
    assert main(["restore", "9", *place]) == 2 and "caveat history" in capsys.readouterr().err


class Server:
    """`caveat serve` as a process of its own, which can be killed and started again."""

    def __init__(self, folder: Path) -> None:
        self.database = f"sqlite:///{folder / 'caveat.sqlite3'}"
        self.log = folder / "log"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        with Store(self.database) as store:
            self.token = store.pairings.pair(store.pairings.new_code(), None)
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        call = [sys.executable, "-m", "caveat.cli", "serve", "--port", str(self.port), "--database", self.database]
        with self.log.open("ab") as log:
            environment = os.environ | {"CAVEAT_LOG_LEVEL": "DEBUG"}
            self.process = subprocess.Popen(call, stdout=log, stderr=log, env=environment)
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                return urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=2).close()
            except OSError:
                time.sleep(0.05)
        raise AssertionError(self.log.read_text())

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def write(self, said: str) -> bool:
        """Whether the server took it for kept before it died."""
        headers = {"X-Caveat-Token": self.token, "Content-Type": "application/json"}
        body = applied(text_after=said).model_dump_json().encode()
        call = urllib.request.Request(f"http://127.0.0.1:{self.port}/api/v1/decisions", body, headers)
        try:
            with urllib.request.urlopen(call, timeout=10) as answer:
                return answer.status == 201
        except (urllib.error.URLError, ConnectionError):
            return False


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_kill_9_loses_no_acknowledged_text(tmp_path: Path) -> None:
    """The server is killed while writes are under way; the writer notes what it was told is kept."""
    server, kept = Server(tmp_path), []
    for turn in range(KILLS):
        server.start()
        end = threading.Timer(0.3 + 0.1 * turn, server.kill)
        for number in range(WRITES // KILLS):
            if number == WRITES // KILLS // 2:
                end.start()
            kept += [said] if server.write(said := f"{SECRET} {turn}.{number}") else []
            time.sleep(0.005)
        end.join()
    server.start()
    server.kill()
    with Store(server.database) as store:
        found = [one.text_after for one in reversed(store.revisions.of(WRITES * 2, key="SKU-1"))]
        assert len(store.decisions.of("SKU-1", limit=WRITES * 2)) == len(found)
    assert len(kept) >= WRITES // 2 and set(kept) <= set(found)
    assert SECRET not in server.log.read_text()
