"""Vendors at their worst: nothing is raised, time is kept, the next answers, the cause is said, and no key is told."""

import json
import logging
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path

import fault_server
import pytest
from caveat.providers import Answer, Failure, Keys, Message, Price, Request, Vendor, Vendors, presets
from caveat.providers.extract import json_objects
from caveat.providers.faults import kinds, signs
from caveat.providers.line import Reply
from caveat.providers.reading import read
from fault_server import ANSWERS, FAULTS, GOOD, PLAYS, FaultServer
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

KEY = "sk-test-0123456789abcdef"
SECRET = "Lumo lamp, our secret listing text"


class Texts(BaseModel):
    texts: list[str]


REQUEST = Request((Message("system", "Rewrite."), Message("user", SECRET)), Texts, frozenset({"title"}))


@pytest.fixture(scope="module")
def server() -> Iterator[FaultServer]:
    Vendors.warm()
    with fault_server.running() as server:
        yield server


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    keys = Keys(tmp_path / "keys")
    keys.put("k", KEY)
    return keys


@pytest.fixture(autouse=True)
def nothing_is_told(caplog):
    """No key and no listing text in any log, at any level."""
    caplog.set_level(logging.DEBUG)
    for name in ("openai", "httpx2", "httpcore2"):
        caplog.set_level(logging.DEBUG, logger=name)
    yield
    for record in caplog.records:
        told = f"{record.getMessage()} {record.args} {record.exc_info}"
        assert KEY not in told
        assert SECRET not in told


def vendor(server: FaultServer, fault: str, preset: str = "openai", **more) -> Vendor:
    more = {"model": "m", "key": "file:k", "sends": ["title"], "price": Price(input=1, output=2)} | more
    return Vendor(name=more.pop("name", fault), preset=preset, base_url=more.pop("url", server.url(fault)), **more)


def kind(outcome: Answer | Failure) -> str:
    assert isinstance(outcome, Failure), outcome
    return outcome.faults[0].kind.id


def timed(ask) -> tuple[Answer | Failure, float]:
    """What comes of it, and the seconds it takes: the least of three, since a busy computer may stumble."""
    runs = []
    for _ in range(3):
        start = time.monotonic()
        runs.append((ask(), time.monotonic() - start))
    return min(runs, key=lambda run: run[1])


PLAYED = {
    "headers-hang": "timeout", "headers-drip": "timeout", "body-hang": "timeout", "body-drip": "timeout",
    "chunk-drip": "timeout", "error-drip": "timeout", "reset-at-once": "reset", "reset-halfway": "reset",
    "closed-halfway": "reset", "no-http": "reset", "long-headers": "reset", "redirect-loop": "redirect",
    "redirect-away": "redirect", "endless": "too-large", "bomb": "not-json", "echo": "bad-key", "refusal": "declined",
    "bom": None, "strange-usage": None, "strange-charset": None, "deep-json": "bad-request", "no-utf-8": "wrong-shape",
    "stream": "not-json", "slow": None,
}  # fmt: skip
ALL = (
    [(one["name"], one["preset"], one["kind"]) for one in FAULTS]
    + [(name, "openai", fault) for name, (_, _, fault) in ANSWERS.items()]
    + [(name, "openai", fault) for name, fault in PLAYED.items()]
)


def test_every_play_is_played():
    assert PLAYED.keys() == PLAYS.keys()


@pytest.mark.parametrize(("fault", "preset", "expected"), ALL, ids=[fault for fault, _, _ in ALL])
def test_a_fault_is_named_and_the_next_vendor_answers(server, keys, fault, preset, expected):
    steps = []
    listed = [vendor(server, fault, preset), vendor(server, "good", name="next")]
    start, before = time.monotonic(), len(server.seen)
    outcome = Vendors(listed, keys).ask(REQUEST, 2, told=steps.append)
    assert time.monotonic() - start < 2.2
    assert isinstance(outcome, Answer)
    assert outcome.data.model_dump() == GOOD
    asked = [name for name, _, _ in server.seen[before:]]
    if expected is None:
        assert (outcome.vendor, asked) == (fault, [fault])
        return
    assert (outcome.vendor, asked) == ("next", [fault, "good"])  # each once: no retry, no redirect followed
    assert [(step.state, step.vendor) for step in steps] == [
        ("asking", fault), ("failed", fault), ("asking", "next"), ("answered", "next"),
    ]  # fmt: skip
    (found,) = outcome.faults
    assert found.kind.id == expected
    title = listed[0].title
    assert presets()[preset].title in title
    for language in ("en", "zh"):
        assert title in found.sentence(language)
        assert found.kind.says(language, title) in found.sentence(language)
    assert not [text for text in (found.said, repr(outcome), repr(steps), found.sentence("en")) if KEY in text]
    assert SECRET not in repr(outcome) + repr(steps)
    assert found.said == found.said.encode().decode()


@pytest.mark.parametrize("one", [one for one in FAULTS if "retry_after" in one], ids=lambda one: one["name"])
def test_what_a_vendor_asks_to_wait_is_kept(server, keys, one):
    vendors = Vendors([vendor(server, one["name"], one["preset"])], keys)
    vendors.ask(REQUEST, 1)
    (standing,) = vendors.standing()
    assert standing.fault.retry_after == pytest.approx(max(one["retry_after"], standing.fault.kind.pause_s), abs=1)


def _gone() -> int:
    """A port at which nobody is."""
    with fault_server.socket.create_server(("127.0.0.1", 0)) as closed:
        return closed.getsockname()[1]


def _distrusted(folder: Path) -> ssl.SSLContext:
    """A server's side of TLS with a certificate that it gave itself."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, now, now + timedelta(days=1))
    file = folder / "self.pem"
    file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


CONNECTIONS = {
    "connect-hang": ("http", lambda folder: fault_server.nobody_accepts(), "timeout"),
    "refused": ("http", lambda folder: nullcontext(_gone()), "unreachable"),
    "tls-hang": ("https", lambda folder: fault_server.tls(None), "timeout"),
    "tls-distrusted": ("https", lambda folder: fault_server.tls(_distrusted(folder)), "certificate"),
}


@pytest.mark.parametrize("fault", CONNECTIONS)
def test_a_connection_that_does_not_come_about(server, keys, tmp_path, fault):
    scheme, play, expected = CONNECTIONS[fault]
    with play(tmp_path) as port:
        broken = vendor(server, fault, url=f"{scheme}://127.0.0.1:{port}/v1")
        start = time.monotonic()
        outcome = Vendors([broken, vendor(server, "good")], keys).ask(REQUEST, 2)
        assert time.monotonic() - start < 2.2
    assert isinstance(outcome, Answer)
    assert outcome.faults[0].kind.id == expected


def test_a_name_that_nobody_knows(server, keys):
    start = time.monotonic()
    outcome = Vendors([vendor(server, "x", url="https://vendor.invalid/v1")], keys).ask(REQUEST, 2)
    assert time.monotonic() - start < 2.2
    assert kind(outcome) in ("unreachable", "timeout")


@pytest.mark.parametrize("fault", [fault for fault, expected in PLAYED.items() if expected == "timeout"])
def test_the_deadline_holds_within_a_tenth(server, keys, fault):
    outcome, taken = timed(lambda: Vendors([vendor(server, fault)], keys).ask(REQUEST, 0.7))
    assert kind(outcome) == "timeout"
    assert 0.63 < taken < 0.77


def test_a_vendors_own_timeout_holds_too(server, keys):
    hasty = vendor(server, "headers-drip", timeout_s=0.5)
    outcome, taken = timed(lambda: Vendors([hasty], keys).ask(REQUEST, 5))
    assert kind(outcome) == "timeout"
    assert 0.4 < taken < 0.6


def test_threads_left_behind_end(server, keys):
    Vendors([vendor(server, "headers-drip"), vendor(server, "body-drip", name="b")], keys).ask(REQUEST, 0.4)
    end = time.monotonic() + 2
    while time.monotonic() < end and any(one.name == "caveat-vendor" for one in threading.enumerate()):
        time.sleep(0.02)
    assert not [one for one in threading.enumerate() if one.name == "caveat-vendor"]


@pytest.mark.parametrize("fault", ["headers-hang", "body-drip"])
def test_a_seller_who_moves_on_is_not_kept(server, keys, fault):
    cancel = threading.Event()
    threading.Timer(0.2, cancel.set).start()
    start = time.monotonic()
    vendors = Vendors([vendor(server, fault), vendor(server, "good", name="next")], keys)
    outcome = vendors.ask(REQUEST, 5, cancel)
    assert time.monotonic() - start < 1
    assert isinstance(outcome, Failure)
    assert outcome.cancelled
    assert [fault.kind.id for fault in outcome.faults] == ["cancelled"]
    assert vendors.standing()[0].fault is None  # which says nothing against the vendor


SPIED = {
    "OPENAI_API_KEY": "sk-of-another-vendor", "OPENAI_ADMIN_KEY": "sk-admin",
    "OPENAI_BASE_URL": "http://127.0.0.1:9/v1", "OPENAI_ORG_ID": "org-x", "OPENAI_PROJECT_ID": "proj-x",
    "OPENAI_CUSTOM_HEADERS": "X-Spy: 1\nAuthorization: Bearer x",
    "OPENAI_LOG": "debug", "HTTP_PROXY": "http://127.0.0.1:9", "HTTPS_PROXY": "http://127.0.0.1:9",
    "ALL_PROXY": "http://127.0.0.1:9", "SSL_CERT_FILE": "/nowhere.pem",
}  # fmt: skip


def test_nothing_of_the_environment_goes_along(server, keys, monkeypatch):
    for name, value in SPIED.items():
        monkeypatch.setenv(name, value)
        monkeypatch.setenv(name.lower(), value)
    before = len(server.seen)
    assert isinstance(Vendors([vendor(server, "good")], keys).ask(REQUEST, 2), Answer)
    ((_, headers, _),) = server.seen[before:]
    assert headers.pop("authorization") == f"Bearer {KEY}"
    assert headers.keys() == {
        "host", "accept", "accept-encoding", "connection", "content-type", "content-length", "user-agent",
    }  # fmt: skip
    assert headers["user-agent"] == "caveat"


def test_a_vendor_on_this_computer_needs_no_key(server, keys):
    before = len(server.seen)
    local = vendor(server, "good", "ollama", key=None, sends=None)
    assert isinstance(Vendors([local], keys).ask(REQUEST, 2), Answer)
    assert "authorization" not in server.seen[before][1]


FORMS = {"openai": "json_schema", "deepseek": "json_object", "anthropic": None}


@pytest.mark.parametrize("preset", FORMS)
def test_the_request_has_the_form_that_the_vendor_takes(server, keys, preset):
    before = len(server.seen)
    Vendors([vendor(server, "good", preset, extra={"seed": 7})], keys).ask(REQUEST, 2)
    body = server.seen[before][2]
    assert (body["model"], body["seed"], body["stream"]) == ("m", 7, False)
    assert body["max_completion_tokens" if preset == "openai" else "max_tokens"] == 1000
    assert "JSON schema" in body["messages"][0]["content"]  # also the word that json_object asks for
    assert body["messages"][1] == {"role": "user", "content": SECRET}
    assert (body.get("response_format") or {}).get("type") == FORMS[preset]
    if preset == "openai":
        assert body["response_format"]["json_schema"]["schema"]["required"] == ["texts"]


def test_a_preset_s_own_model_brings_its_parameters(server, keys):
    before = len(server.seen)
    Vendors([vendor(server, "good", "deepseek", model="")], keys).ask(REQUEST, 2)
    body = server.seen[before][2]
    assert body["model"] == presets()["deepseek"].model
    assert body["thinking"] == {"type": "disabled"}


def test_faults_and_signs_are_whole():
    known = set(kinds())
    assert {sign.kind for sign in signs()} <= known
    assert {name for sign in signs() for name in sign.presets} <= set(presets())
    assert {expected for _, _, expected in ALL if expected} <= known
    assert all(sign.status or sign.codes or sign.says for sign in signs())
    assert all(fragment == fragment.casefold() for sign in signs() for fragment in sign.says)
    assert all(sign.page.startswith("https://") for sign in signs() if sign.presets)
    for one in kinds().values():
        assert {*one.happened} == {"en", "zh"}
        assert {*one.do} in ({"en", "zh"}, set())
        assert not one.lasting or one.do  # a seller who has to act is told what to do
    played = {one["kind"] for one in FAULTS} | set(PLAYED.values()) | {fault for _, _, fault in ANSWERS.values()}
    assert known - played == {
        "unreachable", "certificate", "budget", "withheld", "no-time", "cancelled",
        "key-missing", "key-not-private", "key-unreadable", "no-keyring",
    }  # fmt: skip


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda part: st.lists(part, max_size=3) | st.dictionaries(st.text(max_size=9), part, max_size=3),
    max_leaves=12,
)
NOISE = st.text(alphabet=st.sampled_from('{}[]"\\,:<>/think`json \nａ1'), max_size=60)


@given(NOISE, st.dictionaries(st.text(), JSON, min_size=1, max_size=3), NOISE)
def test_nothing_but_objects_is_found_in_noise(before, found, after):
    assert all(isinstance(one, dict) for one in json_objects(before + json.dumps(found) + after))


@given(st.dictionaries(st.text(), JSON, min_size=1, max_size=3), st.text(alphabet="abc .:\n", max_size=40))
def test_an_object_in_prose_fences_or_thoughts_is_that_object(found, prose):
    said = json.dumps(found)
    wrapped = [said, f"{prose}{said}{prose}", f"```json\n{said}\n```", f"<think>{prose}</think>\n{said}"]
    assert all(repr(next(json_objects(text))) == repr(json.loads(said)) for text in wrapped)


REPLIES = st.fixed_dictionaries(
    {},
    optional={
        "choices": JSON | st.lists(st.fixed_dictionaries({}, optional={"message": JSON, "finish_reason": JSON})),
        "error": JSON, "usage": JSON, "code": JSON, "message": JSON,
    },
)  # fmt: skip


@given(st.integers(100, 599), REPLIES.map(json.dumps) | JSON.map(json.dumps) | st.text(), st.sampled_from([*presets()]))
def test_any_reply_is_read(status, text, preset):
    found = read(Reply(status, {}, text), REQUEST, preset)
    assert (found.data is None) == (found.fault in kinds())
