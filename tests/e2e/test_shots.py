"""Each state of what is shown, in light, dark and forced colours, in English and Chinese: a picture and its checks.

This part is what the server shows by itself: the demo with its card, list and pill, and the server's own pages.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import Any

import chromium
import pytest
from ownpages import pages, set_up, turn_to
from playwright.sync_api import Page, Playwright, expect
from servers import CaveatServer, wait_for
from shots import LANGUAGES, LOOKS, Camera
from speaker import Speaker

pytestmark = pytest.mark.slow
GOOD = {"rewrites": ["Wipe it down after cooking."], "claims": []}
NUMBERS = itertools.count(1700)
CHECK = "**/api/v1/check"


@pytest.fixture(scope="module", params=LOOKS)
def browser(
    request: pytest.FixtureRequest, playwright: Playwright, server: CaveatServer,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[str, chromium.Chromium]]:  # fmt: skip
    running = chromium.Chromium(
        playwright, tmp_path_factory.mktemp("profile"), {f"127.0.0.1:{server.port}": server.port},
        viewport={"width": 1180, "height": 900}, **LOOKS[request.param],
    )  # fmt: skip
    yield request.param, running
    running.close()


@pytest.fixture(params=LANGUAGES)
def camera(request: pytest.FixtureRequest, browser: tuple[str, chromium.Chromium]) -> Camera:
    return Camera(browser[0], request.param)


@pytest.fixture
def page(camera: Camera, browser: tuple[str, chromium.Chromium], server: CaveatServer) -> Iterator[Page]:
    """The demo with its first findings underlined; an error in the page fails the test."""
    opened = browser[1].context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.goto(f"{server.url}/demo?lang={camera.language}")
    opened.locator("#sku").fill(f"LUMO-{next(NUMBERS)}")  # a listing of its own: nothing is dismissed in it
    wait_for(lambda: marks(opened), "the demo underlines nothing")
    yield opened
    opened.close()
    ask = pages(server)
    for piece in ask("GET", "/evidence")["evidence"]:
        ask("DELETE", f"/evidence/{piece['id']}")
    for vendor in ask("GET", "/vendors")["vendors"]:
        ask("DELETE", f"/vendors/{vendor['entry']['name']}")
    assert errors == []


STRIPS = """[...document.querySelectorAll("caveat-overlay")].flatMap((one) =>
  [...one.shadowRoot.querySelectorAll(".caveat-strip.caveat-stop")].map((strip) => strip.className))"""


def marks(page: Page) -> list[Any]:
    """The underlines of stops: where colours are forced, they are strips of the overlay's own."""
    return page.evaluate("probe.underlines('stop')") or page.evaluate(STRIPS)


def test_the_card(page: Page, camera: Camera) -> None:
    camera.take(page, "demo")
    card = turn_to(page, "FDA approved")
    expect(card.locator(".rewrite").first).to_be_visible()
    expect(card.locator(".chip .sign.stop")).to_be_visible()
    camera.take(page, "card-rewrites")
    card.locator(".body").evaluate("(one) => one.scrollTo(0, one.scrollHeight)")
    camera.take(page, "card-end")
    card.locator(".foot > button").first.click()
    expect(card.locator(".reasons button")).to_have_count(5)
    camera.take(page, "card-reasons")
    card.locator(".reasons button").first.click()
    page.keyboard.press("Escape")
    page.keyboard.press("F8")
    card.locator(".rewrite button.main").first.click()
    expect(card.locator(".note.good")).to_be_visible()
    camera.take(page, "card-applied")
    versions = card.locator("section > button[aria-expanded]").last
    versions.click()
    expect(card.locator("section .rewrite .diff").first).to_be_visible()
    card.locator(".body").evaluate("(one) => one.scrollTo(0, one.scrollHeight)")
    camera.take(page, "card-versions")


def test_the_card_where_the_page_keeps_nothing(page: Page, camera: Camera) -> None:
    page.evaluate("""() => {
        for (const box of document.querySelectorAll("#bullets textarea")) {
            const kept = box.value;
            box.addEventListener("input", () => (box.value = kept));
        }
    }""")
    card = turn_to(page, "FDA approved")
    card.locator(".rewrite button.main").first.click()
    expect(card.locator(".note.warn")).to_be_visible()
    camera.take(page, "card-copied-instead")


def test_proof_and_other_markets(page: Page, camera: Camera) -> None:
    card = turn_to(page, "of bacteria")
    markets = card.locator("section > button[aria-expanded]").first
    markets.click()
    expect(card.locator(".glance li").first).to_be_visible()
    card.locator(".glance").scroll_into_view_if_needed()
    camera.take(page, "card-markets")
    card.locator(".ask").click()
    expect(card.get_by_role("textbox").first).to_be_visible()
    camera.take(page, "proof")
    card.locator("button[type=submit]").click()
    expect(card.locator(".wrong:not(:empty)").first).to_be_visible()
    camera.take(page, "proof-refused")
    card.get_by_role("textbox").first.fill("12345-67")
    card.locator("button[type=submit]").click()
    expect(card.locator(".note.good")).to_be_visible()
    camera.take(page, "proof-filed")
    link = card.locator(".note a")
    with page.context.expect_page() as opened:
        link.click()
    opened.value.wait_for_load_state()
    expect(opened.value.locator("section:target")).to_contain_text("12345-67")
    opened.value.goto(re.sub(r"(/evidence)", rf"\1?lang={camera.language}", opened.value.url))
    camera.take(opened.value, "evidence")
    opened.value.close()


def test_the_list(page: Page, camera: Camera) -> None:
    page.locator(".pill .open").click()
    panel = page.locator(".surface.panel")
    items = panel.locator("button.item")
    every = items.count()
    assert every > 10
    camera.take(page, "list")
    panel.locator(".toggle").nth(1).click()
    expect(panel.locator(".filtered")).to_be_visible()
    assert 0 < items.count() < every
    camera.take(page, "list-filtered")
    panel.locator(".filtered button").click()
    panel.locator(".together button").click()
    expect(panel.locator(".together [role=status]")).to_be_visible()
    items.first.click()
    page.locator(".card .foot > button").first.click()
    page.locator(".card .reasons button").nth(3).click()
    page.keyboard.press("Escape")
    page.locator(".pill .open").click()
    gone = panel.locator("div.item").last
    expect(gone).to_be_visible()
    gone.scroll_into_view_if_needed()
    camera.take(page, "list-dismissed")


def test_the_pill_and_the_list_where_nothing_was_found_or_nothing_answers(page: Page, camera: Camera) -> None:
    pill = page.locator(".pill .open")
    held: list[Any] = []
    page.route(CHECK, lambda route: held.append(route))
    page.evaluate("""() => {
        for (const box of document.querySelectorAll("main input:not(#sku, #brand), textarea")) box.value = "";
        document.querySelector("#description").textContent = "";
    }""")
    with page.expect_request(CHECK):
        page.locator("#title").press_sequentially("Lumo wrap")
    expect(pill).to_have_text("…")
    camera.take(page, "pill-checking")
    page.unroute(CHECK)  # which lets go what was held
    expect(pill).to_have_text("0")
    pill.click()
    expect(page.locator(".panel .say b")).to_be_visible()
    assert page.locator(".surface.panel").bounding_box()["height"] < 400, "a sheet with nothing on it"
    camera.take(page, "list-nothing")
    page.keyboard.press("Escape")
    for state, meet in {
        "server-down": lambda route: route.abort(),
        "refused": lambda route: route.fulfill(status=413, json={"error": {"code": "too-large", "message": "x"}}),
    }.items():
        page.route(CHECK, meet)
        page.locator("#title").press_sequentially(" more")
        expect(pill.locator(".count, .soft")).to_have_count(0)
        camera.take(page, f"pill-{state}")
        pill.click()
        expect(page.locator(".panel .say button.main")).to_be_visible()
        camera.take(page, f"list-{state}")
        page.keyboard.press("Escape")
        page.unroute(CHECK)


def test_vendors(page: Page, camera: Camera, server: CaveatServer) -> None:
    with Speaker(lambda body: GOOD) as speaker:
        speaker.hold.clear()
        set_up(server, speaker.url)
        page.reload()
        wait_for(lambda: marks(page), "the demo underlines nothing")
        card = turn_to(page, "of bacteria")
        ask = card.locator(".foot > button").last
        camera.take(page, "vendors-ready")
        ask.click()
        expect(card.get_by_role("progressbar")).to_be_visible()
        camera.take(page, "vendors-asking")
        speaker.hold.set()
        expect(card.locator(".advice .rewrite")).to_be_visible()
        camera.take(page, "vendors-said")
        page.goto(f"{server.url}/vendors?lang={camera.language}")
        expect(page.locator(".vendor")).to_be_visible()
        camera.take(page, "vendors-page")
