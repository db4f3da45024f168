"""The log of what left this computer: written before, completed after, told to the letter, and forgotten on demand."""

import json
from datetime import timedelta

import pytest
from caveat.cli import main
from caveat.errors import NotFound
from caveat.store import Outcome, Proposal, Sending, Store
from flask.testing import FlaskClient

BODY = '{"messages": ["Wipes xylophones clean 🔥"]}'


def sending(**other: object) -> Sending:
    given = {"vendor": "here", "endpoint": "http://127.0.0.1:1/v1", "model": "m", "marketplace": "amazon"}
    return Sending.model_validate(given | {"key": "SKU-1", "fields": ["title", "facts"], "text": BODY} | other)


def test_an_entry_is_there_before_the_answer_and_completed_by_it(store: Store) -> None:
    number = store.sent.begin(sending())
    (begun,) = store.sent.of(10)
    assert (begun.outcome, begun.text, begun.answer, begun.at.utcoffset()) == ("sending", BODY, None, timedelta(0))
    store.sent.end(number, Outcome(outcome="answered", answer="{}", tokens_in=9, tokens_out=2, cost=0.5, ms=7))
    (ended,) = store.sent.of(10)
    assert (ended.outcome, ended.answer, ended.tokens_in, ended.cost) == ("answered", "{}", 9, 0.5)


def test_forgetting_takes_the_texts_and_leaves_that_it_was_sent(store: Store) -> None:
    numbers = [store.sent.begin(sending()) for _ in range(3)]
    store.sent.end(numbers[1], Outcome(outcome="answered", answer="{}", cost=0.25))
    assert store.sent.forget(numbers[1]) == 1
    store.sent.end(numbers[1], Outcome(outcome="answered", answer="late", cost=0.25))
    gone = next(one for one in store.sent.of(10) if one.id == numbers[1])
    assert (gone.text, gone.answer, gone.key, gone.fields) == (None, None, None, [])
    assert gone.forgotten and gone.cost == 0.25 and len(gone.sha256) == 64
    assert store.sent.forget() == 2 and store.sent.forget() == 0
    with pytest.raises(NotFound):
        store.sent.forget(99)


def test_consent_holds_for_its_terms_until_it_is_withdrawn(store: Store) -> None:
    assert store.consents.given("here", "a" * 64) is None
    store.consents.give("here", "a" * 64, "a page of the server")
    assert store.consents.given("here", "a" * 64) is not None
    assert store.consents.given("here", "b" * 64) is None and store.consents.given("there", "a" * 64) is None
    store.consents.withdraw("here")
    assert store.consents.given("here", "a" * 64) is None


def test_what_was_proposed_is_kept_apart_from_what_was_applied(store: Store) -> None:
    given = {"marketplace": "amazon", "key": "SKU-1", "field": "title", "text_before": "Kills germs"}
    given |= {"text_after": "Wipes clean", "origin": "here", "model": "m", "suggestion": "s", "rule": "r"}
    store.revisions.propose([Proposal.model_validate(given | {"fingerprint": "f"})])
    assert store.revisions.of(10, key="SKU-1") == []
    (kept,) = store.revisions.of(10, key="SKU-1", proposed=True)
    assert (kept.decision, kept.origin, kept.model, kept.text_after) == (None, "here", "m", "Wipes clean")


def test_what_was_proposed_is_told_on_the_command_line(tmp_path, capsys: pytest.CaptureFixture[str]) -> None:
    url = f"sqlite:///{tmp_path / 'log.sqlite3'}"
    given = {"marketplace": "amazon", "key": "SKU-1", "field": "title", "text_before": "Kills germs", "model": "m"}
    given |= {"text_after": "Wipes clean", "origin": "here", "suggestion": "s", "rule": "r", "fingerprint": "f"}
    with Store(url) as store:
        store.revisions.propose([Proposal.model_validate(given)])
    assert main(["history", "--database", url]) == 0 and capsys.readouterr().out == ""
    assert main(["history", "--proposed", "--database", url]) == 0
    assert "+ Wipes clean" in capsys.readouterr().out


def test_the_log_is_told_in_pages_and_forgotten_over_http(client: FlaskClient) -> None:
    log = client.application.extensions["caveat"].store.sent
    numbers = [log.begin(sending()) for _ in range(3)]
    first = client.get("/api/v1/sent?limit=2").json
    assert [one["id"] for one in first["sent"]] == numbers[:0:-1] and first["before"] == numbers[1]
    assert client.get(f"/api/v1/sent?before={numbers[1]}").json["sent"][0]["text"] == BODY
    assert client.get("/api/v1/sent?vendor=there").json == {"sent": [], "before": None}
    assert client.delete(f"/api/v1/sent/{numbers[0]}").json == {"forgotten": 1}
    assert client.delete("/api/v1/sent/99").status_code == 404
    assert client.delete("/api/v1/sent").json == {"forgotten": 2}


def test_the_log_on_the_command_line(tmp_path, capsys: pytest.CaptureFixture[str]) -> None:
    url = f"sqlite:///{tmp_path / 'log.sqlite3'}"
    assert main(["sent", "--database", url]) == 0
    assert "Nothing was sent" in capsys.readouterr().out
    with Store(url) as store:
        number = store.sent.begin(sending(text="one\n\x1b[2Jtwo"))
    assert main(["sent", "--database", url, "--text"]) == 0
    told = capsys.readouterr().out
    assert "http://127.0.0.1:1/v1" in told and "> one" in told and "\x1b" not in told
    assert main(["sent", "--database", url, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["text"] == "one\n\x1b[2Jtwo"
    assert main(["sent", "--database", url, "--forget", str(number)]) == 0
    assert main(["sent", "--database", url, "--json"]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["text"] is None
