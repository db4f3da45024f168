"""The settings of AI vendors over HTTP: keys go in and never come out, and consent is for what was shown."""

import json
from collections.abc import Iterator

import pytest
from caveat.providers import Keys
from flask.testing import FlaskClient
from flask_openapi3 import OpenAPI
from speaker import Speaker

SECRET = "sk-test-0123456789abcdef"
DEEPSEEK = {"name": "deepseek", "preset": "deepseek", "sends": ["bullet", "facts"]}


@pytest.fixture
def speaker() -> Iterator[Speaker]:
    with Speaker(lambda body: {"ok": True}) as running:
        yield running


def local(speaker: Speaker, **other: object) -> dict[str, object]:
    return {"name": "here", "preset": "vllm", "model": "m", "base_url": speaker.url} | other


def names(client: FlaskClient) -> list[str]:
    return [one["entry"]["name"] for one in client.get("/api/v1/vendors").json["vendors"]]


def test_a_vendor_is_off_until_it_is_added_and_its_key_is_never_told(client: FlaskClient, app: OpenAPI) -> None:
    empty = client.get("/api/v1/vendors").json
    assert empty["vendors"] == [] and {"openai", "deepseek", "ollama"} <= empty["presets"].keys()
    answer = client.post("/api/v1/vendors", json=DEEPSEEK | {"key": f" {SECRET}\n"})
    (state,) = answer.json["vendors"]
    assert state["has_key"] and state["allowed"] is None and state["endpoint"] == "https://api.deepseek.com"
    settings = app.extensions["caveat"].settings
    assert SECRET not in answer.text + client.get("/api/v1/vendors").text + settings.vendors_file.read_text()
    assert (settings.keys_folder / "deepseek").read_text() == SECRET
    with app.extensions["caveat"].store.engine.connect() as connection:
        assert SECRET not in "".join(connection.connection.iterdump())


def test_a_key_does_not_follow_to_another_address(client: FlaskClient, app: OpenAPI, speaker: Speaker) -> None:
    client.post("/api/v1/vendors", json=DEEPSEEK | {"key": SECRET})
    moved = DEEPSEEK | {"replaces": "deepseek", "base_url": speaker.url}
    refused = client.post("/api/v1/vendors", json=moved)
    assert (refused.status_code, refused.json["code"]) == (400, "key-again")
    kept = client.post("/api/v1/vendors", json=DEEPSEEK | {"replaces": "deepseek", "model": "other"}).json["vendors"]
    assert kept[0]["has_key"] and kept[0]["model"] == "other"
    assert client.post("/api/v1/vendors", json=moved | {"key": SECRET[::-1]}).status_code == 200
    assert Keys(app.extensions["caveat"].settings.keys_folder).get("file:deepseek") == SECRET[::-1]


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (DEEPSEEK, "key: name where the key lies"),
        (DEEPSEEK | {"key": "two words"}, "This is no key"),
        (DEEPSEEK | {"key": SECRET, "preset": "none"}, "preset: 'none' is none of"),
        (DEEPSEEK | {"key": SECRET, "name": "rule"}, "another meaning"),
        (DEEPSEEK | {"key": SECRET, "base_url": "http://api.deepseek.com"}, "https, or http on this computer"),
        (DEEPSEEK | {"key": SECRET, "budget": 5}, "budget: needs a price"),
        (DEEPSEEK | {"key": SECRET, "replaces": "gone"}, "No vendor is called"),
    ],
)
def test_what_cannot_be_used_is_refused_and_nothing_is_kept(client: FlaskClient, entry: dict, said: str) -> None:
    answer = client.post("/api/v1/vendors", json=entry)
    assert answer.status_code in (400, 404) and said in answer.json["message"] and SECRET not in answer.text
    assert names(client) == []


def test_order_and_removal(client: FlaskClient, app: OpenAPI, speaker: Speaker) -> None:
    client.post("/api/v1/vendors", json=DEEPSEEK | {"key": SECRET})
    client.post("/api/v1/vendors", json=local(speaker))
    assert client.post("/api/v1/vendors", json=local(speaker)).status_code == 400
    client.post("/api/v1/vendors/order", json={"names": ["here", "deepseek"]})
    assert names(client) == ["here", "deepseek"]
    assert client.post("/api/v1/vendors/order", json={"names": ["here"]}).status_code == 400
    client.delete("/api/v1/vendors/deepseek")
    assert names(client) == ["here"] and not list(app.extensions["caveat"].settings.keys_folder.iterdir())
    assert client.delete("/api/v1/vendors/deepseek").status_code == 404


def test_consent_is_for_what_was_shown(client: FlaskClient, speaker: Speaker) -> None:
    client.post("/api/v1/vendors", json=local(speaker, sends=["bullet"]))
    shown = client.get("/api/v1/vendors/here/example").json
    body = json.loads(shown["body"])
    assert body["model"] == "m" and "hello@lumo.example" not in shown["body"] and "Cellulose" not in shown["body"]
    assert shown["endpoint"] == speaker.url and shown["fields"] == ["bullet"] and speaker.seen == []
    assert client.post(f"/api/v1/vendors/here/consent?terms={'0' * 64}", json={}).json["code"] == "terms-changed"
    (state,) = client.post(f"/api/v1/vendors/here/consent?terms={shown['terms']}", json={}).json["vendors"]
    assert state["allowed"]
    (state,) = client.post("/api/v1/vendors", json=local(speaker, replaces="here")).json["vendors"]
    assert state["allowed"] is None and state["terms"] != shown["terms"]
    again = client.get("/api/v1/vendors/here/example").json
    assert "Cellulose" in again["body"]
    client.post(f"/api/v1/vendors/here/consent?terms={again['terms']}", json={})
    assert client.delete("/api/v1/vendors/here/consent", json={}).json["vendors"][0]["allowed"] is None


def test_a_lasting_fault_is_told_until_the_seller_has_acted(client: FlaskClient, speaker: Speaker) -> None:
    speaker.says = lambda body: (402, {"error": {"message": "Insufficient Balance"}})
    client.post("/api/v1/vendors", json=local(speaker))
    shown = client.get("/api/v1/vendors/here/example").json
    client.post(f"/api/v1/vendors/here/consent?terms={shown['terms']}", json={})
    listing = {"markets": ["US"], "fields": [{"id": "b", "role": "bullet", "text": "Kills 99.9% of bacteria"}]}
    finding = client.post("/api/v1/check", json=listing).json["findings"][0]["id"]
    client.post("/api/v1/suggest", json={"listing": listing, "finding": finding}).get_data()
    (state,) = client.get("/api/v1/vendors").json["vendors"]
    assert (state["fault"]["code"], state["fault"]["lasting"]) == ("quota", True) and "used up" in state["fault"][
        "message"
    ]
    (state,) = client.post("/api/v1/vendors/here/retry", json={}).json["vendors"]
    assert state["fault"] is None


def test_a_test_sends_nothing_of_the_sellers_and_is_logged(client: FlaskClient, speaker: Speaker) -> None:
    client.post("/api/v1/vendors", json=local(speaker))
    assert client.post("/api/v1/vendors/here/test", json={}).json["ok"]
    (entry,) = client.get("/api/v1/sent").json["sent"]
    assert (entry["outcome"], entry["fields"], entry["key"]) == ("answered", [], None)
    speaker.says = lambda body: (401, {"error": {"message": "bad key"}})
    answer = client.post("/api/v1/vendors/here/test", json={}).json
    assert not answer["ok"] and "does not accept the key" in answer["message"]


def test_a_paired_program_reads_the_list_and_changes_nothing(app: OpenAPI, client: FlaskClient, speaker) -> None:
    pairings = app.extensions["caveat"].store.pairings
    paired = app.test_client()
    paired.environ_base["HTTP_X_CAVEAT_TOKEN"] = pairings.pair(pairings.new_code(), None)
    client.post("/api/v1/vendors", json=local(speaker))
    assert names(paired) == ["here"]
    for path in ("", "/order", "/here/consent?terms=x", "/here/retry", "/here/test"):
        body = {"": local(speaker, name="other"), "/order": {"names": ["here"]}}.get(path, {})
        assert paired.post(f"/api/v1/vendors{path}", json=body).json["code"] == "page-only"
    assert paired.delete("/api/v1/vendors/here").json["code"] == "page-only"
