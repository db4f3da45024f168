"""Backups: one verified file, back from it byte for byte, and nothing touched by one that is not whole."""

import logging
import os
import stat
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest
from caveat import backups
from caveat.backups import archive
from caveat.backups.schedule import Schedule
from caveat.cli import main
from caveat.config import Settings
from caveat.errors import BadBackup
from caveat.store import DecisionRequest, EvidenceFile, NewEvidence, Outcome, Proposal, Sending, Store

TEXTS = ["Kills germs", "Wischt sauber\r\n\tganz", "抗菌 🔥 \u2028 e\u0301", "", '\ufffd \\ " \x7f', "x" * 70_000]
PASSWORD = "schlüssel".encode()


def fill(store: Store) -> None:
    """Decisions with and without texts, evidence with a file, one piece withdrawn."""
    for number, said in enumerate(TEXTS):
        given = {"fingerprint": f"f{number}", "rule": "green/eco-friendly", "marketplace": "amazon", "field": "title"}
        given |= {"action": "applied", "text_before": said, "text_after": said[::-1], "origin": "facts"}
        store.decisions.record(DecisionRequest.model_validate(given | {"key": None if number == 2 else "SKU-1"}))
    store.decisions.record(DecisionRequest(fingerprint="f", rule="r", action="dismissed", reason="stock_phrase"))
    data = bytes(range(256)) * 50
    file = EvidenceFile(name="Prüfung.pdf", type="pdf", size=len(data), sha256=store.files.keep(data))
    scope = {"keys": ["SKU-1"], "markets": ["US"]}
    given = {"kind": "test-report", "number": "T-1", "issuer": "Lab", "expires": "2030-01-31", "scope": scope}
    store.evidence.add(NewEvidence.model_validate(given), file, "me")
    store.evidence.add(NewEvidence.model_validate(given | {"replaces": 1, "note": "newer"}), None, "me")
    sending = {"vendor": "local", "endpoint": "http://127.0.0.1:1/v1", "model": "m", "fields": ["title"]}
    log = [store.sent.begin(Sending(**sending, marketplace="amazon", key="SKU-1", text=said)) for said in TEXTS]
    store.sent.end(log[0], Outcome(outcome="answered", answer=TEXTS[2], tokens_in=7, cost=0.25, currency="EUR"))
    store.sent.forget(log[1])
    proposal = {"marketplace": "amazon", "key": None, "field": "title", "text_before": TEXTS[0], "text_after": TEXTS[2]}
    proposal |= {"origin": "local", "model": "m", "suggestion": "s", "rule": "r", "fingerprint": "f"}
    store.revisions.propose([Proposal.model_validate(proposal)] * 2)


def content(store: Store) -> tuple[list[tuple[str, str]], dict[str, bytes]]:
    """Every row, and every evidence file."""
    folder = store.files._folder
    return list(store.rows.read()), {one.name: one.read_bytes() for one in folder.iterdir()} if folder.exists() else {}


@pytest.fixture
def full(tmp_path: Path) -> Store:
    with Store(f"sqlite:///{tmp_path / 'full.sqlite3'}", tmp_path / "full") as store:
        fill(store)
        yield store


@pytest.mark.parametrize("password", [None, PASSWORD], ids=["plain", "sealed"])
def test_all_comes_back_byte_for_byte_in_either_database(
    full: Store, store: Store, tmp_path: Path, password: bytes | None
) -> None:
    path, again = tmp_path / "a.backup", tmp_path / "b.backup"
    made = backups.make(full, path, password)
    assert made.rows == {"decision": len(TEXTS) + 1, "revision": len(TEXTS) + 2, "evidence": 2, "sent": len(TEXTS)}
    assert stat.S_IMODE(path.stat().st_mode) == 0o600 or sys.platform == "win32"
    assert (b"germs" in path.read_bytes()) is False
    merged, _ = backups.take_in(store, path, password, tmp_path / "aside")
    assert merged.added == made.rows and not merged.conflicts
    assert content(store) == content(full)
    assert backups.make(store, again, password).sha256 == made.sha256
    merged, _ = backups.take_in(store, again, password, tmp_path / "aside")
    assert merged.same == made.rows and not merged.added
    assert store.decisions.record(DecisionRequest(fingerprint="f", rule="r", action="applied")) == len(TEXTS) + 2
    (piece,) = store.evidence.active()
    assert piece.note == "newer" and store.evidence.get(1).file.name == "Prüfung.pdf"


def test_rows_that_differ_are_told_and_stay(full: Store, store: Store, tmp_path: Path) -> None:
    path = tmp_path / "a.backup"
    backups.make(full, path)
    own = {"fingerprint": "own", "rule": "r", "action": "applied", "text_before": "mine", "text_after": "mine too"}
    store.decisions.record(DecisionRequest.model_validate(own))
    before = content(store)[0]
    merged, aside = backups.take_in(store, path, None, tmp_path / "aside")
    assert merged.conflicts == [("decision", 1), ("revision", 1)]
    assert store.revisions.get(1).text_after == "mine too" and store.revisions.get(2).text_before == TEXTS[1]
    with archive.opened(aside, None) as kept:
        assert list(kept.lines()) == before


def test_a_decision_that_is_here_under_another_number_is_not_doubled(store: Store, tmp_path: Path) -> None:
    sent = {"fingerprint": "f", "rule": "r", "action": "applied", "uid": "u", "text_before": "a", "text_after": "b"}
    path = tmp_path / "a.backup"
    with Store(f"sqlite:///{tmp_path / 'other.sqlite3'}") as other:
        other.decisions.record(DecisionRequest(fingerprint="f", rule="r", action="dismissed"))
        other.decisions.record(DecisionRequest.model_validate(sent))
        backups.make(other, path)
    store.decisions.record(DecisionRequest.model_validate(sent))
    store.decisions.record(DecisionRequest(fingerprint="g", rule="r", action="dismissed"))
    merged, _ = backups.take_in(store, path, None, tmp_path / "aside")
    assert ("decision", 2) in merged.conflicts
    assert [one.uid for one in store.decisions.of(None)] == [None, "u"]


def refused(store: Store, path: Path, password: bytes | None = None) -> str:
    """The code with which an import is refused; nothing was touched."""
    before, aside = content(store), path.parent / "aside"
    with pytest.raises(BadBackup) as caught:
        backups.take_in(store, path, password, aside)
    assert content(store) == before and not aside.exists()
    assert caught.value.message.endswith(f"({caught.value.code})")
    return caught.value.code


@pytest.mark.parametrize("password", [None, PASSWORD], ids=["plain", "sealed"])
def test_a_damaged_or_cut_backup_is_refused(full: Store, tmp_path: Path, password: bytes | None) -> None:
    path, bad = tmp_path / "a.backup", tmp_path / "bad.backup"
    backups.make(full, path, password)
    whole = path.read_bytes()
    for at in [20, 60, *range(archive._HEAD_SIZE, len(whole), len(whole) // 25), len(whole) - 1]:
        bad.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert refused(full, bad, password) == "backup-damaged", at
        bad.write_bytes(whole[:at])
        assert refused(full, bad, password) == "backup-damaged", at
    bad.write_bytes(whole + b"\n")
    assert refused(full, bad, password) == "backup-damaged"


def test_other_refusals_have_codes_of_their_own(full: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, bad = tmp_path / "a.backup", tmp_path / "bad.backup"
    backups.make(full, path, PASSWORD)
    assert refused(full, path) == "backup-sealed"
    assert refused(full, path, b"other") == "backup-wrong-password"
    bad.write_bytes(b"PK\x03\x04" * 50)
    assert refused(full, bad) == "not-a-backup"
    bad.write_bytes(path.read_bytes().replace(b"backup 1 ", b"backup 2 ", 1))
    assert refused(full, bad) == "backup-newer"
    assert refused(full, tmp_path / "nothing") == "backup-missing"
    monkeypatch.setitem(sys.modules, "cryptography.hazmat.primitives.ciphers.aead", None)
    assert refused(full, path, PASSWORD) == "backup-cannot-seal"
    with pytest.raises(BadBackup, match="pip install"):
        backups.make(full, tmp_path / "c.backup", PASSWORD)
    assert not list(tmp_path.glob(".new-*")) and not (tmp_path / "c.backup").exists()


def test_a_row_with_a_column_of_tomorrow_is_of_a_newer_caveat(full: Store, tmp_path: Path) -> None:
    assert refused_lines(full, tmp_path, [("decision", '{"id": 1, "mood": "good"}')]) == "backup-newer"
    assert refused_lines(full, tmp_path, [("mood", '{"id": 1}')]) == "backup-newer"


def refused_lines(store: Store, folder: Path, lines: list[tuple[str, str]]) -> str:
    with pytest.raises(BadBackup) as caught:
        archive.write(folder / "b.backup", lines, store.files, None)
    assert not (folder / "b.backup").exists()
    return caught.value.code


def test_only_a_backup_is_written_over(full: Store, tmp_path: Path) -> None:
    path = tmp_path / "listing.json"
    path.write_text("mine")
    with pytest.raises(BadBackup) as caught:
        backups.make(full, path)
    assert caught.value.code == "backup-exists" and path.read_text() == "mine"
    backups.make(full, tmp_path / "a.backup")
    backups.make(full, tmp_path / "a.backup")
    with pytest.raises(BadBackup) as caught:
        backups.make(full, tmp_path / "no" / "folder")
    assert caught.value.code == "backup-unwritable"


def test_a_lost_evidence_file_is_told_and_the_rest_is_saved(full: Store, tmp_path: Path) -> None:
    (lost,) = (tmp_path / "full").iterdir()
    lost.unlink()
    made = backups.make(full, tmp_path / "a.backup")
    assert made.missing == [lost.name] and made.rows["evidence"] == 2


def test_the_command_line(full: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    password = tmp_path / "password"
    password.write_bytes(PASSWORD + b"\n")
    sealed = ["--password-file", str(password)]
    monkeypatch.setenv("CAVEAT_BACKUP_FOLDER", str(tmp_path / "aside"))
    monkeypatch.setenv("CAVEAT_FILES", str(tmp_path / "full"))
    path, other = str(tmp_path / "a.backup"), f"sqlite:///{tmp_path / 'other.sqlite3'}"
    assert main(["backup", path, *sealed, "--database", str(full.engine.url)]) == 0
    assert "8 versions, 2 pieces of evidence, 1 files; read back and whole" in capsys.readouterr().out
    assert main(["import", path, "--database", other]) == 2
    assert capsys.readouterr().err.endswith("(backup-sealed)\n")
    assert main(["import", path, *sealed, "--database", other]) == 0
    assert "added: 7 decisions, 8 versions" in capsys.readouterr().out
    password.write_bytes(b"\n")
    assert main(["import", path, *sealed, "--database", other]) == 2
    with Store(other, tmp_path / "full") as store:
        assert content(store) == content(full)


def test_the_server_backs_up_when_due_and_keeps_the_last(full: Store, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    schedule = Schedule(full, folder, timedelta(hours=24), 3)
    assert schedule.look() == 86400
    (first,) = folder.iterdir()
    assert 86300 < schedule.look() <= 86400 and list(folder.iterdir()) == [first]
    first.unlink()
    for day in range(1, 6):
        past = datetime.now(UTC) - timedelta(days=day, hours=1)
        backups.make(full, folder / f"caveat-{past:%Y%m%d-%H%M%S}.backup")
    (folder / "caveat-mine.backup").write_text("not Caveat's to remove")
    assert schedule.look() == 86400
    assert len(list(folder.iterdir())) == 4 and (folder / "caveat-mine.backup").exists()


def test_nothing_is_backed_up_where_there_is_nothing(tmp_path: Path) -> None:
    with Store(f"sqlite:///{tmp_path / 'empty.sqlite3'}", tmp_path / "files") as store:
        assert Schedule(store, tmp_path / "kept", timedelta(hours=1), 3).look() == 3600
    assert not (tmp_path / "kept").exists()


def test_a_folder_that_fails_is_logged_and_tried_again(full: Store, tmp_path: Path, caplog) -> None:
    (tmp_path / "file").write_text("no folder")
    with caplog.at_level(logging.DEBUG):
        assert Schedule(full, tmp_path / "file" / "kept", timedelta(hours=24), 3).look() == 900
        assert Schedule(full, tmp_path / "k", timedelta(hours=24), 3, str(tmp_path / "no")).look() == 900
    assert caplog.text.count("No backup was made") == 2
    assert not any(said in caplog.text for said in TEXTS if said)


def test_the_thread_makes_one_and_ends(full: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("caveat.backups.schedule.FIRST_LOOK", 0.01)
    schedule = Schedule(full, tmp_path / "kept", timedelta(hours=24), 3)
    schedule.start()
    end = datetime.now() + timedelta(seconds=20)
    while not list((tmp_path / "kept").glob("caveat-*")) and datetime.now() < end:
        schedule.join(0.05)
    schedule.stop()
    schedule.join(10)
    assert not schedule.is_alive() and len(list((tmp_path / "kept").iterdir())) == 1


def test_settings_of_backups() -> None:
    assert Settings.from_environment({"CAVEAT_BACKUP_EVERY": "6"}).backup_every == 6
    assert Settings.from_environment({"CAVEAT_BACKUP_FOLDER": os.sep}).backups_folder == Path(os.sep)
    with pytest.raises(ValueError, match="backup_keep"):
        Settings.from_environment({"CAVEAT_BACKUP_KEEP": "0"})


def test_a_backup_can_be_looked_into_with_any_unzip(full: Store, tmp_path: Path) -> None:
    backups.make(full, tmp_path / "a.backup")
    with ZipFile(tmp_path / "a.backup") as opened:
        assert {"manifest.json", "tables/revision.jsonl"} < set(opened.namelist())
