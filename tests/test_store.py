"""The store against real SQLite and real PostgreSQL."""

import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from caveat.errors import Refused
from caveat.store import DecisionRequest, Store, decisions, pairings
from caveat.store.engine import BadDatabase
from caveat.store.tables import Base, Pairing, PairingCode
from sqlalchemy import text
from sqlalchemy.orm import Session

EXTENSION = "chrome-extension://abcdefghijklmnop"


def decision(action: str = "dismissed", **other: str | None) -> DecisionRequest:
    given = {"fingerprint": "f1", "rule": "pesticide/kills-germs", "marketplace": "amazon", "key": "SKU-1"}
    return DecisionRequest.model_validate(given | {"action": action} | other)


def test_migrations_make_what_the_tables_say(store: Store) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_opening_again_loses_nothing(database: str) -> None:
    with Store(database) as first:
        number = first.decisions.record(decision(reason="a real registration is on file"))
        token = first.pairings.pair(first.pairings.new_code(), EXTENSION)
    with Store(database) as second:
        assert [one.id for one in second.decisions.of("SKU-1")] == [number]
        assert second.pairings.admits(token, EXTENSION)


def test_a_database_from_before_the_locker_is_brought_up_to_date(database: str) -> None:
    with Store(database) as first, first.engine.begin() as connection:
        for table in ("evidence", "sent", "consent"):
            connection.execute(text(f"DROP TABLE {table}"))
        connection.execute(text("DROP TABLE revision"))
        connection.execute(text("DROP INDEX ix_decision_uid"))
        connection.execute(text("ALTER TABLE decision DROP COLUMN uid"))
        for name in ("text_before", "text_after"):
            connection.execute(text(f"ALTER TABLE decision ADD COLUMN {name} TEXT"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    with Store(database) as before:
        before.decisions.record(decision())
        assert before.evidence.all() == []
    with Store(database) as after:
        assert len(after.decisions.of("SKU-1")) == 1


def test_sqlite_is_the_owners_alone_and_logs_ahead(tmp_path: Path) -> None:
    path = tmp_path / "own.sqlite3"
    with Store(f"sqlite:///{path}") as store, store.engine.connect() as connection:
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"


def test_last_decision_counts_per_listing(store: Store) -> None:
    store.decisions.record(decision("dismissed"))
    store.decisions.record(decision("reopened"))
    store.decisions.record(decision("applied", key="SKU-2", text_before="kills germs", text_after="wipes clean"))
    assert store.decisions.last("amazon", "SKU-1", "f1").action == "reopened"
    assert store.decisions.last("amazon", "SKU-2", "f1").action == "applied"
    assert store.decisions.last("ebay", "SKU-1", "f1") is None
    assert store.decisions.last("amazon", None, "f1") is None
    kept = store.decisions.of("SKU-2")[0]
    assert (kept.text_before, kept.text_after, kept.at.utcoffset()) == ("kills germs", "wipes clean", timedelta(0))


def test_a_decision_that_is_sent_twice_is_recorded_once(store: Store) -> None:
    again = decision("applied", uid="u-1", text_before="kills germs", text_after="wipes clean")
    with ThreadPoolExecutor(8) as pool:
        (number,) = set(pool.map(lambda _: store.decisions.record(again), range(16)))
    store.decisions.record(decision("reopened", uid="u-2"))
    assert store.decisions.record(again) == number
    assert [one.uid for one in store.decisions.of("SKU-1")] == ["u-2", "u-1"]
    assert len(store.revisions.of(10, key="SKU-1")) == 1
    assert store.decisions.last("amazon", "SKU-1", "f1").action == "reopened"
    for _ in range(2):
        store.decisions.record(decision(key="SKU-2"))
    assert len(store.decisions.of("SKU-2")) == 2


def test_decisions_of_another_server_are_seen(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decisions, "REREAD_EVERY", 0.0)
    with Store(database) as one, Store(database) as other:
        assert other.decisions.last("amazon", "SKU-1", "f1") is None
        one.decisions.record(decision("applied"))
        assert other.decisions.last("amazon", "SKU-1", "f1").action == "applied"


def test_code_lets_in_once(store: Store) -> None:
    code = store.pairings.new_code()
    token = store.pairings.pair(code.lower().replace("-", " "), EXTENSION, "Chromium")
    assert store.pairings.admits(token, EXTENSION)
    assert store.pairings.admits(token, None)
    assert not store.pairings.admits(token, "chrome-extension://another")
    assert not store.pairings.admits("guess", EXTENSION)
    assert store.pairings.origins() == {EXTENSION}
    with pytest.raises(Refused, match="used up") as caught:
        store.pairings.pair(code, EXTENSION)
    assert caught.value.code == "code-spent"


def test_only_hashes_are_kept(store: Store) -> None:
    code = store.pairings.new_code()
    token = store.pairings.pair(code, EXTENSION)
    with Session(store.engine) as session:
        kept = [*session.query(Pairing), *session.query(PairingCode)]
        rows = " ".join(str(value) for row in kept for value in vars(row).values())
    assert token not in rows and code not in rows and code.replace("-", "") not in rows


def test_sixth_try_is_refused_though_right(store: Store) -> None:
    code = store.pairings.new_code()
    for _ in range(pairings.WRONG_TRIES):
        with pytest.raises(Refused) as caught:
            store.pairings.pair("WRONG-WRONG", EXTENSION)
        assert caught.value.code == "bad-code"
    with pytest.raises(Refused) as caught:
        store.pairings.pair(code, EXTENSION)
    assert caught.value.code == "code-spent"
    assert store.pairings.pair(store.pairings.new_code(), EXTENSION)


def test_old_and_replaced_codes_are_refused(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    replaced = store.pairings.new_code()
    store.pairings.new_code()
    with pytest.raises(Refused):
        store.pairings.pair(replaced, EXTENSION)
    monkeypatch.setattr(pairings, "CODE_LIFE", timedelta(seconds=-1))
    with pytest.raises(Refused, match="too old"):
        store.pairings.pair(store.pairings.new_code(), EXTENSION)


def test_revoked_token_is_refused_elsewhere_too(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store(database) as one, Store(database) as other:
        token = one.pairings.pair(one.pairings.new_code(), EXTENSION)
        assert one.pairings.admits(token, EXTENSION) and other.pairings.admits(token, EXTENSION)
        one.pairings.revoke(token)
        assert not one.pairings.admits(token, EXTENSION)
        monkeypatch.setattr(pairings, "ASKED_AGAIN_AFTER", timedelta(0))
        assert not other.pairings.admits(token, EXTENSION)


def test_many_threads_pair_one_code_once(store: Store) -> None:
    code = store.pairings.new_code()

    def attempt(_number: int) -> bool:
        try:
            return bool(store.pairings.pair(code, EXTENSION))
        except Refused:
            return False

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(attempt, range(8))) == 1


def test_many_threads_lose_no_decision(store: Store) -> None:
    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(lambda number: store.decisions.record(decision(field=f"bullet_{number}")), range(80)))
    assert len(set(numbers)) == 80
    assert [one.id for one in store.decisions.of("SKU-1")] == sorted(numbers, reverse=True)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("nonsense", "database: this is no URL"),
        ("papyrus://host/db", "database papyrus://host/db: Can't load plugin"),
        ("sqlite:////no/such/folder/a.sqlite3", "database sqlite:////no/such/folder/a.sqlite3: "),
        ("postgresql://me:secret@127.0.0.1:1/db", "database postgresql+psycopg://me:***@127.0.0.1:1/db: "),
    ],
)
def test_database_that_cannot_be_opened_is_named(url: str, said: str) -> None:
    with pytest.raises(BadDatabase) as caught:
        Store(url)
    assert caught.value.message.startswith(said) and "secret" not in caught.value.message
