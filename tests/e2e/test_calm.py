"""Nothing without need: checks wait for quiet, none goes out for what is checked, and at rest not one function runs."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import chromium
import pytest
from forms import FORMS
from playwright.sync_api import Playwright
from rest import armed, counting
from seller import Seller
from servers import SERVER, CaveatServer, Dashboards, Wire, wait_for

AMAZON = next(form for form in FORMS if form.name == "amazon")
QUIET = 0.25
"""Seconds in which nothing may change before a check goes out."""
LONG = 0.8
"""Seconds after which a check would have gone out."""
KEYED = """
    window.keyed = [];
    addEventListener("input", (event) => {
        keyed.push([event.composedPath()[0].value, performance.timeOrigin + event.timeStamp]);
    }, { capture: true });
"""
AT_ONCE = """async (host) => {
    const box = host.shadowRoot?.querySelector("textarea") ?? host;
    const middle = box.value.indexOf("bacteria") + 3;
    const painted = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    box.focus();
    box.setSelectionRange(middle, middle);
    document.execCommand("insertText", false, "q");
    await painted();
    document.execCommand("delete");
    await painted();
}"""
"""A letter in the middle of the claim, taken out again before there was any quiet."""
CHANGED = """
    const box = BOX;
    box.value += WORDS;
    box.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
"""


@pytest.fixture(scope="module")
def at_desk(
    playwright: Playwright, granted: Callable[..., Path], dashboards: Dashboards, server: CaveatServer, wire: Wire,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Seller]:  # fmt: skip
    hosts = {f"{AMAZON.host}:443": dashboards.port, SERVER: wire.port}
    loaded = granted(f"https://{AMAZON.host}")
    browser = chromium.Chromium(playwright, tmp_path_factory.mktemp("profile"), hosts, loaded)
    seller = Seller(AMAZON, browser, server, wire)
    seller.pair()
    seller.turn_on()
    seller.open()
    yield seller
    browser.close()


@pytest.fixture
def seller(at_desk: Seller) -> Seller:
    """In front of a form in which one claim is marked and nothing is under way."""
    at_desk.page.bring_to_front()
    if not at_desk.underlines():
        at_desk.type(at_desk.typed)
        at_desk.checked(at_desk.typed)
        at_desk.underlined()
    return at_desk


def changed(box: str, words: str) -> str:
    """A script that does what a dashboard's own script does: it writes into a box and says so."""
    return f"(() => {{ {CHANGED.replace('BOX', box).replace('WORDS', repr(words))} }})()"


def asked(seller: Seller) -> int:
    return len(seller.wire.seen("/api/v1/check"))


def test_a_check_waits_for_quiet(seller: Seller) -> None:
    before = asked(seller)
    seller.page.evaluate(KEYED)
    seller.page.locator(AMAZON.box).click()
    seller.page.keyboard.press("Control+End")
    seller.page.keyboard.type(" slow hand", delay=QUIET * 600)
    seller.checked(" slow hand")
    times = dict(seller.page.evaluate("keyed"))
    typed = [one for one in seller.wire.seen("/api/v1/check")[before:] if seller.sent(one) in times]
    assert typed
    assert min(one.at - times[seller.sent(one)] / 1e3 for one in typed) >= QUIET - 0.005


def test_what_is_checked_is_not_checked_again(seller: Seller) -> None:
    before = asked(seller)
    seller.page.locator(AMAZON.box).click()
    seller.page.evaluate("document.querySelector('form').dispatchEvent(new Event('change', { bubbles: true }))")
    seller.page.evaluate(changed("roots[1].lastChild", ""))
    seller.page.evaluate("document.activeElement.blur()")
    time.sleep(LONG)
    assert asked(seller) == before


def test_words_that_are_back_at_once_are_underlined_again(seller: Seller) -> None:
    before = seller.sent(seller.wire.seen("/api/v1/check")[-1])
    seller.page.locator(AMAZON.box).evaluate(AT_ONCE)
    seller.underlined()
    assert seller.sent(seller.wire.seen("/api/v1/check")[-1]) == before


def test_nothing_goes_out_while_one_composes(seller: Seller) -> None:
    seller.page.locator(AMAZON.box).click()
    seller.page.keyboard.press("Control+End")
    session = seller.page.context.new_cdp_session(seller.page)
    session.send("Input.imeSetComposition", {"text": "みず", "selectionStart": 2, "selectionEnd": 2})
    before = asked(seller)
    seller.page.evaluate(changed("roots[0].lastChild", " and a tray"))
    time.sleep(LONG)
    assert asked(seller) == before
    session.send("Input.imeSetComposition", {"text": "", "selectionStart": 0, "selectionEnd": 0})  # given up
    wait_for(lambda: asked(seller) > before, "what changed while one composed is never checked")
    assert "みず" not in seller.sent(seller.wire.seen("/api/v1/check")[-1])
    session.send("Input.imeSetComposition", {"text": "みず", "selectionStart": 2, "selectionEnd": 2})
    session.send("Input.insertText", {"text": "水"})
    seller.checked("水")
    session.detach()


def test_at_rest_no_function_runs_and_no_timer_waits(seller: Seller) -> None:
    with armed(seller.page) as timers, counting(seller.page) as calls:
        seller.type(".")
        seller.checked(".")
        seller.underlined()
        assert calls.taken(), "the calls of the extension are not counted"
        time.sleep(LONG)
        calls.taken()
        time.sleep(3)
        assert calls.taken() == {}
    assert timers.count > 0
    assert timers.waiting == set()
