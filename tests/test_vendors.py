"""Which vendor is asked and which is not: order, pauses, lasting faults, budgets, keys, and what may be sent."""

import io
import os
import stat
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import fault_server
import keyring
import keyring.backend
import pytest
from caveat import backups
from caveat.config import Settings
from caveat.errors import BadVendors
from caveat.providers import Answer, Failure, Keys, Memory, Message, Price, Request, Vendor, Vendors, roster, still
from caveat.providers import standing as standings
from caveat.store import Store
from fault_server import FaultServer
from pydantic import BaseModel

KEY = "sk-test-0123456789abcdef"


class Texts(BaseModel):
    texts: list[str]


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


def vendor(server: FaultServer, fault: str, **more) -> Vendor:
    more = {"name": fault, "preset": "openai", "model": "m", "key": "file:k", "sends": ["title"]} | more
    return Vendor(base_url=server.url(fault), **more)


def request(text: str = "a lamp", **more) -> Request[Texts]:
    return Request((Message("system", "Rewrite."), Message("user", text)), Texts, **more)


def asked(server: FaultServer, do) -> list[str]:
    """The faults whose addresses were asked meanwhile."""
    before = len(server.seen)
    do()
    return [fault for fault, _, _ in server.seen[before:]]


def why(outcome: Answer | Failure) -> list[str]:
    return [fault.kind.id for fault in outcome.faults]


class Clock:
    """Time that a test moves on."""

    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch) -> Clock:
    """The time of breakers, moved on by hand."""
    clock = Clock()
    monkeypatch.setattr(standings, "time", clock)
    return clock


def test_no_list_no_vendor(tmp_path):
    vendors = Vendors.of(Settings(vendors=str(tmp_path / "none.toml"), keys=str(tmp_path / "keys")))
    assert vendors.ask(request(), 1) == Failure()
    assert vendors.standing() == []


def test_the_seller_s_list_is_asked_in_its_order(server, tmp_path, keys):
    path = tmp_path / "vendors.toml"
    listed = [
        vendor(server, "good", name="off", on=False),
        vendor(server, "openai-overloaded", name="first"),
        vendor(server, "good", name="second"),
        vendor(server, "good", name="third"),
    ]
    roster.write(path, listed)
    vendors = Vendors.of(Settings(vendors=str(path), keys=str(tmp_path / "keys")))
    answer = vendors.ask(request(), 2)
    assert isinstance(answer, Answer)
    assert (answer.vendor, why(answer)) == ("second", ["overloaded"])


def test_what_was_answered_is_not_asked_again(server, keys):
    vendors = Vendors([vendor(server, "good", price=Price(input=1, output=2))], keys)
    first = vendors.ask(request(), 2)
    assert (first.tokens_in, first.tokens_out, first.cached) == (100, 20, False)
    assert first.cost == pytest.approx(140 / 1e6)
    steps = []
    assert asked(server, lambda: vendors.ask(request(), 2, told=steps.append)) == []
    assert [step.state for step in steps] == ["cached"]
    assert asked(server, lambda: vendors.ask(request("another lamp"), 2)) == ["good"]
    assert vendors.standing()[0].spent == pytest.approx(2 * first.cost)


def test_a_cache_that_fails_loses_no_answer(server, keys):
    class Broken:
        def get(self, digest):
            raise OSError("the disk is full")

        def put(self, digest, answer):
            raise OSError("the disk is full")

    assert isinstance(Vendors([vendor(server, "good")], keys, cache=Broken()).ask(request(), 2), Answer)


def test_a_faulty_vendor_is_left_alone_and_then_probed_once(server, keys, clock):
    vendors = Vendors([vendor(server, "openai-overloaded")], keys)

    def ask(text: str) -> list[str]:
        return asked(server, lambda: why(vendors.ask(request(text), 2)))

    assert ask("1") == ["openai-overloaded"]
    assert ask("2") == []
    outcome = vendors.ask(request("3"), 2)
    assert why(outcome) == ["overloaded"]  # the true cause, and not that it pauses
    assert outcome.faults[0].retry_after == 30
    assert vendors.standing()[0].fault.kind.id == "overloaded"
    clock.now += 30
    assert vendors.standing()[0].fault is None  # it would be asked
    assert ask("4") == ["openai-overloaded"]  # the probe, which fails: the pause doubles
    clock.now += 30
    assert ask("5") == []
    clock.now += 30
    assert ask("6") == ["openai-overloaded"]


def test_a_probe_that_is_answered_badly_is_answered(server, keys, clock):
    vendors = Vendors([vendor(server, "wrong-shape")], keys)
    vendors._breakers["wrong-shape"].failed("overloaded", 30)
    clock.now += 30
    assert why(vendors.ask(request("1"), 2)) == ["wrong-shape"]
    assert asked(server, lambda: (vendors.ask(request("2"), 2), vendors.ask(request("3"), 2))) == ["wrong-shape"] * 2


def test_while_one_probes_the_others_wait(server, keys, clock):
    vendors = Vendors([vendor(server, "slow")], keys)
    vendors._breakers["slow"].failed("timeout", 20)
    clock.now += 20
    probe = threading.Thread(target=lambda: vendors.ask(request("probe"), 2))

    def both() -> None:
        probe.start()
        while not vendors._breakers["slow"]._probing:
            time.sleep(0.005)
        assert why(vendors.ask(request("other"), 2)) == ["timeout"]
        probe.join()

    assert asked(server, both) == ["slow"]
    assert vendors.standing()[0].fault is None  # the probe was answered: closed
    assert asked(server, lambda: vendors.ask(request("next"), 2)) == ["slow"]


def test_what_the_vendor_says_about_waiting_outlasts_our_own_pause(server, keys, clock):
    vendors = Vendors([vendor(server, "gemini-rate", preset="gemini")], keys)  # asks for a day at the most
    vendors.ask(request("1"), 2)
    clock.now += 3600
    assert asked(server, lambda: vendors.ask(request("2"), 2)) == []


LASTING = ["openai-deactivated", "openai-quota", "openai-region", "openai-key", "openai-model-gone"]


@pytest.mark.parametrize("fault", LASTING)
def test_a_lasting_fault_is_remembered_until_the_seller_acts(server, keys, tmp_path, clock, fault):
    path = tmp_path / "vendors.json"
    listed = [vendor(server, fault), vendor(server, "good", name="next")]
    first = Vendors(listed, keys, Memory(path)).ask(request("1"), 2)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert KEY not in path.read_text()
    vendors = Vendors(listed, keys, Memory(path))  # another process, another day
    clock.now += 10**6
    steps = []
    assert asked(server, lambda: vendors.ask(request("2"), 2, told=steps.append)) == ["good"]
    assert [(step.state, step.vendor) for step in steps] == [
        ("skipped", fault),
        ("asking", "next"),
        ("answered", "next"),
    ]
    remembered = vendors.standing()[0].fault
    assert (remembered.kind, remembered.said) == (first.faults[0].kind, first.faults[0].said)
    assert remembered.since is not None
    vendors.retry(fault)
    assert asked(server, lambda: vendors.ask(request("3"), 2)) == [fault, "good"]


def test_another_key_or_model_is_an_act_too(server, keys, tmp_path):
    memory = Memory(tmp_path / "vendors.json")
    vendors = Vendors([vendor(server, "openai-key")], keys, memory)
    vendors.ask(request(), 2)
    assert asked(server, lambda: vendors.ask(request(), 2)) == []
    keys.put("k", "sk-another-0123456789")
    assert asked(server, lambda: vendors.ask(request(), 2)) == ["openai-key"]
    other = Vendors([vendor(server, "openai-key", model="another")], keys, memory)
    assert asked(server, lambda: other.ask(request(), 2)) == ["openai-key"]


def test_another_process_and_the_seller_s_own_hand_count(server, keys, tmp_path):
    path = tmp_path / "vendors.json"
    listed = [vendor(server, "openai-key")]
    serving, other = Vendors(listed, keys, Memory(path)), Vendors(listed, keys, Memory(path))
    serving.ask(request("1"), 2)
    assert asked(server, lambda: other.ask(request("2"), 2)) == []
    other.retry("openai-key")
    assert asked(server, lambda: serving.ask(request("3"), 2)) == ["openai-key"]
    path.unlink()
    assert asked(server, lambda: serving.ask(request("4"), 2)) == ["openai-key"]


@pytest.mark.parametrize("kept", ["", "[]", '{"good": {"kind": "suspended"}}', '{"good": 1}', "\0"])
def test_a_memory_that_cannot_be_read_begins_anew(server, keys, tmp_path, kept):
    path = tmp_path / "vendors.json"
    path.write_text(kept)
    assert isinstance(Vendors([vendor(server, "good")], keys, Memory(path)).ask(request(), 2), Answer)


def test_a_budget_is_kept(server, keys):
    price = Price(input=1000, output=1000)
    limited = vendor(server, "good", price=price, budget=1.0)
    vendors = Vendors([limited], keys, spent={"good": 0.5})
    assert why(vendors.ask(request("1"), 2)) == ["budget"]  # a thousand tokens might come back
    assert isinstance(vendors.ask(request("1", max_tokens=100), 2), Answer)
    assert vendors.standing()[0].spent == pytest.approx(0.5 + 0.12)
    refused = Vendors([limited, vendor(server, "good", name="free")], keys, spent={"good": 1.0})
    assert refused.ask(request("2"), 2).vendor == "free"


def test_many_at_once_do_not_break_the_budget(server, keys):
    limited = vendor(server, "slow", price=Price(input=0, output=1000), budget=1.0)
    vendors = Vendors([limited], keys)
    outcomes = []

    def one(number: int) -> None:
        outcomes.append(vendors.ask(request(str(number), max_tokens=300), 3))

    threads = [threading.Thread(target=one, args=[number]) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(isinstance(one, Answer) for one in outcomes) == 3  # each might cost 0.3
    assert vendors.standing()[0].spent == pytest.approx(3 * 0.02)


def test_a_lost_answer_counts_with_the_most_that_it_can_cost(server, keys):
    vendors = Vendors([vendor(server, "closed-halfway", price=Price(input=0, output=1000))], keys)
    steps = []
    vendors.ask(request(max_tokens=100), 2, told=steps.append)
    assert steps[-1].estimated
    assert (steps[-1].tokens_out, steps[-1].cost) == (100, pytest.approx(0.1))
    assert vendors.standing()[0].spent == pytest.approx(0.1)


def test_who_is_not_asked_takes_no_time_from_the_others(server, keys):
    listed = [vendor(server, "headers-hang"), vendor(server, "openai-key", name="refused")]
    vendors = Vendors(listed, keys)
    vendors.retry("refused")
    vendors._memory.keep("refused", "bad-key", vendors._about(listed[1]), 401, "")
    start = time.monotonic()
    assert why(vendors.ask(request(), 0.5)) == ["timeout", "no-time"]
    assert time.monotonic() - start > 0.45  # and not 0.3, the share of one before another


def test_a_seller_who_has_moved_on_already_asks_nobody(server, keys):
    cancel = threading.Event()
    cancel.set()
    vendors = Vendors([vendor(server, "good")], keys)
    assert asked(server, lambda: vendors.ask(request(), 2, cancel)) == []


def test_a_model_without_a_system_role_is_told_all_the_same(server, keys):
    vendors = Vendors([vendor(server, "good", system=False)], keys)
    vendors.ask(request("a lamp"), 2)
    (message,) = server.seen[-1][2]["messages"]
    assert message["role"] == "user"
    assert message["content"].startswith("Rewrite.")
    assert message["content"].endswith("a lamp")


def test_a_vendor_gets_nothing_that_it_may_not_get(server, keys):
    listed = [vendor(server, "good", name="titles"), vendor(server, "good", name="more", sends=["title", "facts"])]
    vendors = Vendors(listed, keys)
    answer = vendors.ask(request(sends=frozenset({"title", "facts"})), 2)
    assert (answer.vendor, why(answer)) == ("more", ["withheld"])

    def made(one: Vendor) -> Request[Texts] | None:
        return request("with facts") if one.may_get("facts") else None

    answer = vendors.ask(made, 2)
    assert (answer.vendor, why(answer)) == ("more", [])
    assert server.seen[-1][2]["messages"][1]["content"] == "with facts"


@pytest.mark.parametrize(("fault", "key"), [("key-missing", "file:none"), ("no-keyring", "keyring:none")])
def test_without_a_key_nothing_is_asked(server, keys, fault, key):
    listed = [vendor(server, "good", name="keyless", key=key), vendor(server, "good", name="next")]
    vendors = Vendors(listed, keys)
    assert asked(server, lambda: None) == []
    answer = vendors.ask(request(), 2)
    assert (answer.vendor, why(answer)) == ("next", [fault])


def test_a_listener_that_fails_leaves_nothing_behind(server, keys):
    vendors = Vendors([vendor(server, "good", price=Price(output=1000), budget=1.5)], keys)

    def told(step) -> None:
        raise OSError("the card was closed")

    with pytest.raises(OSError, match="the card was closed"):
        vendors.ask(request(), 2, told=told)
    assert vendors.standing()[0].spent == 0
    assert isinstance(vendors.ask(request(), 2), Answer)


class Ring(keyring.backend.KeyringBackend):
    """A keyring that keeps its keys in memory."""

    priority = 1

    def __init__(self) -> None:
        self.kept = {}

    def get_password(self, service, username):
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self.kept[service, username] = password

    def delete_password(self, service, username):
        if not self.kept.pop((service, username), None):
            raise keyring.errors.PasswordDeleteError("there is none")


@pytest.fixture
def ring() -> Iterator[Ring]:
    before, ring = keyring.get_keyring(), Ring()
    keyring.set_keyring(ring)
    yield ring
    keyring.set_keyring(before)


def test_a_key_lies_in_the_system_s_keyring_where_there_is_one(server, tmp_path, ring):
    keys = Keys(tmp_path / "keys")
    reference = keys.put("k", KEY)
    assert reference == "keyring:k"
    assert ring.kept == {("caveat", "k"): KEY}
    assert not (tmp_path / "keys").exists()
    assert isinstance(Vendors([vendor(server, "good", key=reference)], keys).ask(request(), 2), Answer)
    assert server.seen[-1][1]["authorization"] == f"Bearer {KEY}"
    keys.drop(reference)
    keys.drop(reference)
    with pytest.raises(BadVendors, match="no key is kept there"):
        keys.get(reference)


def test_a_keyring_that_is_locked_is_said_to_be_so(server, tmp_path, ring, monkeypatch):
    def locked(*args) -> None:
        raise keyring.errors.KeyringLocked(f"cannot unlock for {KEY}")

    for name in ("get_password", "set_password", "delete_password"):
        monkeypatch.setattr(Ring, name, locked)
    keys = Keys(tmp_path / "keys")
    with pytest.raises(BadVendors) as error:
        keys.put("k", KEY)
    assert error.value.code == "no-keyring"
    assert KEY not in error.value.message
    keys.drop("keyring:k")
    assert why(Vendors([vendor(server, "good", key="keyring:k")], keys).ask(request(), 2)) == ["key-unreadable"]


@pytest.mark.parametrize("key", ["", "two words", "schlüssel", "a\nb"])
def test_what_is_no_key_is_not_kept(tmp_path, key):
    with pytest.raises(BadVendors) as error:
        Keys(tmp_path / "keys").put("k", key)
    assert error.value.code == "bad-key"
    assert not (tmp_path / "keys").exists()


def test_backups_hold_no_key(store, tmp_path, keys):
    file = tmp_path / "all.backup"
    backups.make(store, file)
    data = file.read_bytes()
    archive = zipfile.ZipFile(io.BytesIO(data[data.index(b"PK") :]))
    assert not any(KEY.encode() in archive.read(name) for name in archive.namelist())


def test_a_start_loads_nothing_that_only_vendors_need(tmp_path):
    told = "import sys; from caveat.app import create_app; from caveat.config import Settings; create_app(Settings()); "
    loaded = 'print(*{"openai", "httpx2", "keyring"} & sys.modules.keys())'
    environment = {**os.environ, "XDG_DATA_HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", told + loaded], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == ""


def test_a_server_says_what_is_wrong_with_the_list_and_loads_what_a_whole_one_needs(
    server, tmp_path, monkeypatch, capsys
):
    from caveat.api.context import Context
    from caveat.cli import serve

    path = tmp_path / "vendors.toml"
    loaded = threading.Event()
    monkeypatch.setattr(serve, "WARM_AFTER", 0)
    monkeypatch.setattr(Vendors, "warm", staticmethod(loaded.set))
    with Store(f"sqlite:///{tmp_path / 'store'}", tmp_path) as store:
        path.write_text("[[vendors]]\nname = 1\n")
        serve._warm(Context(Settings(vendors=str(path)), store))
        assert "no AI vendor is asked" in (said := capsys.readouterr().out)
        assert "vendors.0.name" in said
        roster.write(path, [vendor(server, "good")])
        serve._warm(Context(Settings(vendors=str(path)), store))
        assert loaded.wait(2)


def test_what_goes_on_working_is_said():
    assert {still("en"), still("zh")} == {"Checks and offline suggestions go on as before.", "检查和离线建议不受影响。"}
