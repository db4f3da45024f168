"""AI vendors in the card: asked when the seller says so, streaming in below, called off with Escape, quietly gone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import chromium
import pytest
from axe_playwright_python.sync_playwright import Axe
from forms import FORMS
from ownpages import pages, set_up, turn_to
from playwright.sync_api import Page, Playwright, expect
from seller import CLAIM, Seller
from servers import SERVER, CaveatServer, Dashboards, Wire, wait_for
from speaker import Speaker

SHOTS = Path(__file__).parent / "shots"
# Nothing that Caveat offers by itself: the same words twice would be shown once.
GOOD = {"rewrites": ["Wipe it down after cooking.", f"{CLAIM}, says the lab."], "claims": []}
SUSPENDED = (403, {"error": {"message": "Your account has been suspended.", "code": "account_suspended"}})


@pytest.fixture
def speaker() -> Iterator[Speaker]:
    with Speaker(lambda body: GOOD) as running:
        yield running


@pytest.fixture(scope="module", params=["light", "dark"])
def browser(
    request: pytest.FixtureRequest, playwright: Playwright, server: CaveatServer,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[chromium.Chromium, str]]:  # fmt: skip
    running = chromium.Chromium(
        playwright, tmp_path_factory.mktemp("profile"), {f"127.0.0.1:{server.port}": server.port},
        color_scheme=request.param, viewport={"width": 1180, "height": 1000},
    )  # fmt: skip
    yield running, request.param
    running.close()


@pytest.fixture
def look(browser: tuple[chromium.Chromium, str]) -> str:
    return browser[1]


@pytest.fixture
def demo(browser: tuple[chromium.Chromium, str], server: CaveatServer) -> Iterator[Callable[..., Page]]:
    """Opens the demo in a language, with the card on the claim about bacteria; an error in the page fails the test."""
    errors: list[str] = []
    opened: list[Page] = []

    def open_(language: str = "en") -> Page:
        page = browser[0].context.new_page()
        opened.append(page)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"{server.url}/demo?lang={language}")
        wait_for(lambda: page.evaluate("probe.underlines('stop')"), "the demo underlines nothing")
        turn_to(page, "of bacteria")
        return page

    yield open_
    for page in opened:
        page.close()
    assert errors == []


def test_without_a_vendor_the_card_is_as_if_there_were_none(demo: Callable[..., Page], server: CaveatServer) -> None:
    if pages(server)("GET", "/vendors")["vendors"]:
        pages(server)("DELETE", "/vendors/here")
    card = demo().get_by_role("dialog")
    expect(card.get_by_role("button", name="Apply").first).to_be_visible()
    expect(card.get_by_text("From AI vendors")).to_have_count(0)


def test_it_is_asked_for_streams_in_and_is_applied(
    demo: Callable[..., Page], server: CaveatServer, speaker: Speaker, look: str
) -> None:
    set_up(server, speaker.url)
    speaker.hold.clear()
    page = demo()
    card = page.get_by_role("dialog")
    expect(card.get_by_role("button", name="Apply").first).to_be_visible()
    card.get_by_role("button", name=re.compile("^Ask ")).click()
    expect(card.get_by_role("progressbar")).to_be_visible()
    wait_for(lambda: speaker.seen, "nothing was asked")
    SHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SHOTS / f"vendors-asking-{look}.png", animations="disabled")
    speaker.hold.set()
    expect(card.get_by_text("here · tiny")).to_be_in_viewport()
    expect(card.get_by_role("progressbar")).to_have_count(0)
    expect(card.get_by_text("says the lab")).to_have_count(0)
    assert [one["id"] for one in Axe().run(page).response["violations"]] == []
    page.screenshot(path=SHOTS / f"vendors-{look}.png", animations="disabled")
    card.locator(".advice").get_by_role("button", name="Apply").click()
    expect(card.get_by_role("button", name="Undo")).to_be_visible()
    fields = page.evaluate("[...document.querySelectorAll('textarea')].map((one) => one.value)")
    assert any("Wipe it down after cooking" in one for one in fields)
    (kept, *_) = pages(server)("GET", "/history?key=LUMO-NW-01&marketplace=demo")["revisions"]
    assert (kept["origin"], kept["model"]) == ("here", "tiny")


def test_escape_calls_the_vendor_off_and_the_card_stays(
    demo: Callable[..., Page], server: CaveatServer, speaker: Speaker
) -> None:
    set_up(server, speaker.url)
    speaker.hold.clear()
    page = demo()
    card = page.get_by_role("dialog")
    card.get_by_role("button", name=re.compile("^Ask ")).click()
    wait_for(lambda: speaker.seen, "nothing was asked")
    page.keyboard.press("Escape")
    assert speaker.hung_up.wait(5)
    expect(card.get_by_text("Stopped.")).to_be_visible()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()


def test_moving_on_calls_the_vendor_off(demo: Callable[..., Page], server: CaveatServer, speaker: Speaker) -> None:
    set_up(server, speaker.url)
    speaker.hold.clear()
    page = demo()
    page.get_by_role("dialog").get_by_role("button", name=re.compile("^Ask ")).click()
    wait_for(lambda: speaker.seen, "nothing was asked")
    page.keyboard.press("F8")
    assert speaker.hung_up.wait(5)


def test_a_vendor_that_is_gone_is_one_line_and_offline_rewrites_stay(
    demo: Callable[..., Page], server: CaveatServer, speaker: Speaker, look: str
) -> None:
    set_up(server, speaker.url)
    speaker.says = lambda body: SUSPENDED
    page = demo()
    card = page.get_by_role("dialog")
    card.get_by_role("button", name=re.compile("^Ask ")).click()
    expect(card.get_by_text("offline suggestions go on")).to_be_in_viewport()
    expect(card.get_by_role("button", name="Apply").first).to_be_visible()
    page.screenshot(path=SHOTS / f"vendors-gone-{look}.png", animations="disabled")


def test_before_consent_the_card_leads_to_what_would_be_sent(
    demo: Callable[..., Page], server: CaveatServer, speaker: Speaker
) -> None:
    set_up(server, speaker.url, allow=False)
    link = demo("zh").get_by_role("dialog").get_by_role("link", name=re.compile("授权"))
    expect(link).to_have_attribute("href", "/vendors#here")
    assert speaker.seen == []


def test_the_extension_asks_through_its_worker(
    playwright: Playwright, granted: Callable[..., Path], dashboards: Dashboards, speaker: Speaker,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:  # fmt: skip
    form = FORMS[0]
    running = CaveatServer(tmp_path_factory.mktemp("data"))
    running.start()
    set_up(running, speaker.url)
    with Wire(running.port) as wire:
        hosts = {f"{form.host}:443": dashboards.port, SERVER: wire.port}
        browser = chromium.Chromium(
            playwright, tmp_path_factory.mktemp("profile"), hosts, granted(f"https://{form.host}")
        )
        seller = Seller(form, browser, running, wire)
        seller.pair()
        seller.turn_on()
        seller.open()
        seller.type(f" {CLAIM}.")
        seller.underlined()
        seller.step_to(seller.finding(seller.checked(f"{CLAIM}.")))
        speaker.hold.clear()
        seller.card.get_by_role("button", name=re.compile("^Ask ")).click()
        wait_for(lambda: speaker.seen, "nothing was asked")
        seller.page.keyboard.press("Escape")
        assert speaker.hung_up.wait(8)
        speaker.hold.set()
        seller.card.get_by_role("button", name=re.compile("^Ask ")).click()
        expect(seller.card.get_by_text("here · tiny")).to_be_visible()
        seller.card.locator(".advice").get_by_role("button", name="Apply").click()
        wait_for(lambda: "Wipe it down after cooking" in seller.saved(), "the rewrite is not in the form")
        assert seller.decided("applied").body["model"] == "tiny"
        browser.close()
    running.stop()
