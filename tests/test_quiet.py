"""No key, no text of a listing and nobody's address is in any log, at any level, whatever goes wrong."""

import json
import logging
from collections.abc import Iterator

import pytest
from caveat.cli import main
from flask.testing import FlaskClient
from speaker import Speaker

KEY = "sk-quiet-9876543210abcdef"
WORDS = ("Zyzzyva", "ann.quiet@mail.example", "555 0100 777", "Xylograph")
"""In the listing, its private parts, and what the vendor writes: none of them stands in any source of ours."""
TEXT = f"{WORDS[0]} sponge kills 99.9% of bacteria. Write to {WORDS[1]} or call {WORDS[2]}."
LISTING = {"key": "QUIET-1", "markets": ["US"], "fields": [{"id": "b", "role": "bullet", "text": TEXT}]}
ECHO = {"message": f"Incorrect API key provided: {KEY}. Prompt was: {TEXT}", "code": "x"}
ANSWERS = [
    {"rewrites": [f"{WORDS[0]} sponge wipes clean", WORDS[3]], "claims": [{"quote": WORDS[0], "category": "PERF"}]},
    f"no JSON but {WORDS[3]}",
    {"rewrites": WORDS[3]},
    *((status, {"error": ECHO}) for status in (400, 401, 402, 403, 404, 409, 429, 500, 503)),
    (302, {"error": ECHO}),
]


@pytest.fixture
def speaker() -> Iterator[Speaker]:
    with Speaker(lambda body: {}) as running:
        yield running


def test_nothing_of_it_is_logged(
    client: FlaskClient, speaker: Speaker, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    vendor = {"name": "quiet", "preset": "vllm", "model": "m", "base_url": speaker.url, "key": KEY}
    outcomes = set()
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("sqlalchemy.engine").setLevel(logging.NOTSET)
        for answer in ANSWERS:
            speaker.says = lambda body, answer=answer: answer
            client.delete("/api/v1/vendors/quiet")
            client.post("/api/v1/vendors", json=vendor)
            shown = client.get("/api/v1/vendors/quiet/example").json
            client.post(f"/api/v1/vendors/quiet/consent?terms={shown['terms']}", json={})
            client.delete("/api/v1/sent")
            finding = client.post("/api/v1/check", json=LISTING).json["findings"][0]["id"]
            told = client.post("/api/v1/suggest", json={"listing": LISTING, "finding": finding}).text
            outcomes |= {json.loads(line)["code"] or "answered" for line in told.splitlines()}
            assert KEY not in told
            client.post("/api/v1/vendors/quiet/test", json={})
        client.post("/api/v1/suggest", json={"listing": LISTING, "finding": 5})
        client.post("/api/v1/vendors", json=vendor | {"base_url": KEY, "name": TEXT[:50]})
        client.post("/api/v1/vendors", json=vendor | {"name": "other", "key": f"{KEY} {KEY}"})
    assert len(speaker.seen) >= 2 * len(ANSWERS) and {"answered", "quota", "bad-key", "rate", "redirect"} <= outcomes
    logged = caplog.text + "".join(map(repr, (vars(record) for record in caplog.records))) + "".join(capfd.readouterr())
    for private in (KEY, KEY[3:], *WORDS, "QUIET-1"):
        assert private not in logged, private


def test_the_command_line_shows_the_log_and_never_a_key(
    client: FlaskClient, speaker: Speaker, capsys: pytest.CaptureFixture[str]
) -> None:
    client.post(
        "/api/v1/vendors", json={"name": "quiet", "preset": "vllm", "model": "m", "base_url": speaker.url, "key": KEY}
    )
    client.post("/api/v1/vendors/quiet/test", json={})
    url = str(client.application.extensions["caveat"].settings.database)
    for more in ([], ["--text"], ["--json"]):
        assert main(["sent", "--database", url, *more]) == 0
    said = capsys.readouterr().out
    assert "127.0.0.1" in said and KEY not in said and speaker.keys == [f"Bearer {KEY}"]
