"""POST /api/v1/suggest over real sockets: lines as they come in, refusals, and a seller who moves on."""

import http.client
import json
from collections.abc import Iterator

import pytest
from caveat import checker
from caveat.consult import terms
from caveat.providers import Vendor, Vendors, roster
from flask_openapi3 import OpenAPI
from servers import wait_for
from speaker import Speaker

CLAIM = "Kills 99.9% of bacteria"
LISTING = {"key": "SKU-1", "markets": ["US"], "fields": [{"id": "b", "role": "bullet", "text": f"{CLAIM} on sponges"}]}
GOOD = {"rewrites": ["Wipes dirt off sponges"], "claims": []}


class Seller:
    """Asks the server at `port` as its own pages do."""

    def __init__(self, app: OpenAPI, port: int) -> None:
        self.port, self.context = port, app.extensions["caveat"]
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)

    def close(self) -> None:
        self.connection.close()

    def ask(self, path: str, body: object) -> http.client.HTTPResponse:
        headers = {"Content-Type": "application/json", "X-Caveat-Token": self.context.page_token}
        self.connection.request("POST", path, json.dumps(body), headers)
        return self.connection.getresponse()

    def suggest(self, **other: object) -> http.client.HTTPResponse:
        report = json.loads(self.ask("/api/v1/check", LISTING).read())
        found = next(one for one in report["findings"] if one["text"] == CLAIM)
        return self.ask("/api/v1/suggest", {"listing": LISTING, "finding": found["fingerprint"]} | other)

    def lists(self, url: str, consent: bool = True) -> None:
        vendor = Vendor(name="here", preset="vllm", model="m", base_url=url)
        roster.write(self.context.settings.vendors_file, [vendor])
        if consent:
            self.context.store.consents.give("here", terms(vendor), "test")


@pytest.fixture(autouse=True, scope="module")
def loaded() -> None:
    """What a server has loaded before the first request, so that no test waits for it."""
    checker.engine()
    Vendors.warm()


@pytest.fixture
def seller(app: OpenAPI, server: int) -> Iterator[Seller]:
    one = Seller(app, server)
    yield one
    one.close()


@pytest.fixture
def speaker() -> Iterator[Speaker]:
    with Speaker(lambda body: GOOD) as running:
        yield running


def test_lines_come_in_while_the_vendor_is_still_at_it(seller: Seller, speaker: Speaker) -> None:
    seller.lists(speaker.url)
    speaker.hold.clear()
    answer = seller.suggest()
    assert answer.getheader("Content-Type") == "application/x-ndjson"
    first = json.loads(answer.readline())
    assert (first["kind"], first["vendor"], first["model"]) == ("progress", "here", "m")
    speaker.hold.set()
    lines = [json.loads(line) for line in answer.read().splitlines()]
    assert [one["kind"] for one in lines if one["kind"] != "progress"] == ["suggestion", "done"]
    assert lines[-2]["suggestion"]["origin"] == "here"


def test_a_seller_who_goes_away_calls_the_vendor_off(seller: Seller, speaker: Speaker) -> None:
    seller.lists(speaker.url)
    speaker.hold.clear()
    answer = seller.suggest()
    wait_for(lambda: speaker.seen, "nothing was asked")
    answer.close()
    seller.connection.close()
    assert speaker.hung_up.wait(3)
    wait_for(lambda: seller.context.store.sent.of(1)[0].outcome == "cancelled", "the log does not say so")


def test_nothing_is_asked_before_a_vendor_is_set_up_and_allowed(seller: Seller, speaker: Speaker) -> None:
    answer = seller.suggest()
    assert (answer.status, json.loads(answer.read())["code"]) == (409, "no-vendor")
    seller.lists(speaker.url, consent=False)
    answer = seller.suggest()
    assert (answer.status, json.loads(answer.read())["code"]) == (403, "no-consent")
    answer = seller.suggest(preview=True)
    (line,) = [json.loads(line) for line in answer.read().splitlines()]
    assert line["kind"] == "preview" and CLAIM in line["payload"]["body"] and not line["payload"]["allowed"]
    assert speaker.seen == []


def test_checks_answer_while_vendors_are_waited_for_and_a_fourth_question_is_put_off(app, server, speaker) -> None:
    waiting = [Seller(app, server) for _ in range(3)]
    waiting[0].lists(speaker.url)
    speaker.hold.clear()
    answers = [one.suggest() for one in waiting]
    other = Seller(app, server)
    assert json.loads(other.ask("/api/v1/check", LISTING).read())["findings"]
    refused = other.suggest()
    assert (refused.status, json.loads(refused.read())["code"]) == (429, "busy")
    speaker.hold.set()
    assert all(b'"done"' in one.read() for one in answers)
    assert b'"done"' in other.suggest().read()
    for one in (*waiting, other):
        one.close()


def test_a_broken_list_is_named(seller: Seller) -> None:
    path = seller.context.settings.vendors_file
    path.write_text("[[vendors]]\nname = 1\n")
    path.chmod(0o600)
    answer = seller.suggest()
    said = json.loads(answer.read())
    assert (answer.status, said["code"]) == (400, "bad-vendors") and "vendors.0.name" in said["message"]
