"""Real weights behind the card: a model small enough to make things up is asked; nothing it made up comes through."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import chromium
import model_server
import pytest
from caveat import Listing, check
from caveat.store import Sent, Store
from caveat.text.redact import Redaction
from ownpages import pages, set_up
from playwright.sync_api import Page, Playwright, expect
from servers import CaveatServer, wait_for

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(model_server.missing() is not None, reason=f"{model_server.missing()} is not installed"),
]
FINDINGS = 4
"""Findings that the model is asked about."""
PATIENCE = 300_000
"""Milliseconds for one answer of a model on one core that others use too."""


@pytest.fixture(scope="module")
def store(server: CaveatServer) -> Iterator[Store]:
    with model_server.running() as url:
        set_up(server, url, timeout_s=PATIENCE / 1000, extra={"repeat_penalty": 1.3, "max_tokens": 400})
        with Store(f"sqlite:///{server.folder / 'caveat.sqlite3'}") as store:
            yield store


@pytest.fixture
def page(
    playwright: Playwright, server: CaveatServer, store: Store, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Page]:
    hosts = {f"127.0.0.1:{server.port}": server.port}
    browser = chromium.Chromium(playwright, tmp_path_factory.mktemp("profile"), hosts)
    opened = browser.context.new_page()
    opened.goto(f"{server.url}/demo?lang=en")
    wait_for(lambda: opened.evaluate("probe.underlines('stop')"), "the demo underlines nothing")
    yield opened
    browser.close()


def test_what_a_small_model_makes_up_never_reaches_the_seller(page: Page, server: CaveatServer, store: Store) -> None:
    shown: list[str] = []
    card = page.get_by_role("dialog")
    for _ in range(FINDINGS):
        page.keyboard.press("F8")
        card.get_by_role("button", name=re.compile("^Ask ")).click()
        expect(card.locator(".advice")).to_be_visible(timeout=PATIENCE)
        expect(card.get_by_role("progressbar")).to_have_count(0, timeout=PATIENCE)
        shown += card.locator(".advice ins").all_inner_texts()
    log = store.sent.of(100)
    assert len(log) == FINDINGS and all("hello@lumo.example" not in (one.text or "") for one in log)
    written = [part for one in log for part in parts(one)]
    proposed = store.revisions.of(100, any_key=True, proposed=True)
    fields = page.evaluate(
        "[...document.querySelectorAll('input, textarea, .rich')].map((f) => f.value ?? f.innerText)"
    )
    page.keyboard.press("Escape")
    page.get_by_role("button", name=re.compile("^Caveat: ")).click()
    listed = page.get_by_role("dialog").inner_text()
    invented = [one for one in written if not any(one in field for field in fields)]
    print(f"written {len(written)}, of them not in the listing {len(invented)}, rewrites offered {len(proposed)}")
    assert len(invented) > len(proposed), "a model of this size makes things up"
    assert len(shown) <= len(proposed)
    offered = {one.text_after for one in proposed}
    assert not any(one in listed for one in invented if not any(one in text for text in offered))
    for one in proposed:
        before, after = (found(text) for text in (one.text_before, one.text_after))
        assert one.rule in before and not after - before
        assert set(re.findall(r"\d+", one.text_after)) <= set(re.findall(r"\d+", one.text_before))


def parts(entry: Sent) -> list[str]:
    """The rewrites and quotes that the model wrote; an answer of the wrong shape is not kept, and counts as nothing."""
    said = json.loads(entry.answer) if entry.answer else {"rewrites": [], "claims": []}
    return [*said["rewrites"], *(one["quote"] for one in said["claims"])]


def found(text: str | None) -> set[str]:
    listing = Listing.model_validate(
        {"markets": ["US"], "fields": [{"id": "f", "role": "bullet", "text": text}], "brand": "Lumo"}
    )
    return {one.rule for one in check(listing).findings}


def test_the_log_of_it_holds_the_letters_that_were_sent(server: CaveatServer, store: Store) -> None:
    for one in pages(server)("GET", "/sent")["sent"]:
        body = json.loads(one["text"])
        assert body["messages"][-1]["content"].startswith("<listing>")
        assert Redaction().hide(json.loads(body["messages"][-1]["content"][9:-10])["text"]).count("@") == 0
