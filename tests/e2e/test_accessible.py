"""axe finds nothing: in what no other test has it look at, and in every page that the server has."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import chromium
import pytest
from axe_playwright_python.sync_playwright import Axe
from caveat.app import create_app
from caveat.config import Settings
from forms import FORMS
from ownpages import turn_to
from playwright.sync_api import Page, Playwright, expect
from seller import CLAIM, Seller
from servers import SERVER, CaveatServer, Dashboards, Wire, wait_for

FORM = next(form for form in FORMS if form.name == "generic")
LOOKS = ("light", "dark")
CONTRAST = (Path(__file__).parent / "contrast.js").read_text()
OWN = {"include": [["caveat-overlay"]]}
FILES = ("/static/", "/api/")
"""Addresses below which there are no pages."""


def faults(page: Page, context: dict[str, list[list[str]]] | None = None) -> list[str]:
    return [
        f"{one['id']}: {node['html'][:200]} {node['failureSummary']}"
        for one in Axe().run(page, context=context).response["violations"] for node in one["nodes"]
    ]  # fmt: skip


def in_both_looks(page: Page, context: dict[str, list[list[str]]] | None = None) -> list[str]:
    """What is wrong with a page, asked in light and in dark."""
    found = []
    for look in LOOKS:
        page.emulate_media(color_scheme=look, reduced_motion="reduce")
        found += [f"{look}: {one}" for one in faults(page, context)]
        found += [f"{look}: {words!r} has a contrast of {ratio:.2f}" for words, ratio in page.evaluate(CONTRAST)]
    return found


@pytest.fixture(scope="module")
def browser(
    playwright: Playwright, server: CaveatServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[chromium.Chromium]:
    hosts = {f"127.0.0.1:{server.port}": server.port}
    running = chromium.Chromium(playwright, tmp_path_factory.mktemp("profile"), hosts)
    yield running
    running.close()


def paths(folder: Path) -> list[str]:
    """Every address of the server that answers with a page, as its own map of addresses has them."""
    app = create_app(Settings(database=f"sqlite:///{folder}/caveat.sqlite3"))
    rules = [rule for rule in app.url_map.iter_rules() if not rule.rule.startswith(FILES) and "GET" in rule.methods]
    assert [rule.rule for rule in rules if rule.arguments] == [], "a page with a variable address needs an example here"
    answers = {rule.rule: app.test_client().get(rule.rule) for rule in rules}
    return [path for path, answer in answers.items() if answer.status_code == 200 and answer.mimetype == "text/html"]


def test_every_page_of_the_server(browser: chromium.Chromium, server: CaveatServer, tmp_path: Path) -> None:
    """In Chinese, as the tests of each page look at it in English."""
    found = paths(tmp_path)
    assert {"/demo", "/docs", "/evidence", "/vendors"} <= set(found)
    wrong = {}
    page = browser.context.new_page()
    for path in found:
        page.goto(f"{server.url}{path}?lang=zh-CN", wait_until="networkidle")
        wrong[path] = in_both_looks(page)
    page.close()
    assert {path: faulty for path, faulty in wrong.items() if faulty} == {}


def test_the_card_after_each_thing_done(browser: chromium.Chromium, server: CaveatServer) -> None:
    page = browser.context.new_page()
    page.goto(f"{server.url}/demo?lang=en")
    wait_for(lambda: page.evaluate("probe.underlines('stop')"), "the demo underlines nothing")
    card = page.get_by_role("dialog")
    apply = card.get_by_role("button", name="Apply", exact=True).first
    turn_to(page, "of bacteria")
    expect(apply).to_be_visible()
    wrong = {}
    card.get_by_role("button", name="Other markets").click()
    expect(card.locator(".glance li").first).to_be_visible()
    wrong["other markets"] = in_both_looks(page)
    card.get_by_role("button", name="I have proof…").click()
    card.get_by_role("button", name="File it").click()
    expect(card.get_by_label("Number")).to_be_focused()
    wrong["the form for proof, refused"] = in_both_looks(page)
    page.keyboard.press("Escape")
    card.get_by_role("button", name="Dismiss", exact=True).click()
    wrong["reasons"] = in_both_looks(page)
    card.get_by_role("button", name="False alarm").click()
    expect(card.get_by_role("button", name="Reopen")).to_be_visible()
    wrong["dismissed"] = in_both_looks(page)
    card.get_by_role("button", name="Reopen").click()
    apply.click()
    expect(card.get_by_role("button", name="Undo")).to_be_visible()
    wrong["applied"] = in_both_looks(page)
    card.get_by_role("button", name="Previous versions").click()
    expect(card.get_by_role("button", name="Put back", exact=True).first).to_be_visible()
    wrong["versions"] = in_both_looks(page)
    card.get_by_role("button", name="Undo").click()
    expect(card.get_by_text("Undone")).to_be_visible()
    wrong["undone"] = in_both_looks(page)
    card.get_by_role("button", name="Dismiss", exact=True).click()
    card.get_by_role("button", name="False alarm").click()
    page.keyboard.press("Escape")
    page.locator(".pill .open").click()
    expect(card.get_by_role("button", name="Reopen").first).to_be_visible()
    wrong["a list with something dismissed"] = in_both_looks(page)
    page.close()
    assert {state: found for state, found in wrong.items() if found} == {}


def test_popup_and_question_in_each_state(
    playwright: Playwright, granted: Callable[..., Path], dashboards: Dashboards, tmp_path: Path
) -> None:
    server = CaveatServer(tmp_path / "data")
    server.folder.mkdir()
    server.start()
    with Wire(server.port) as wire:
        hosts = {f"{FORM.host}:443": dashboards.port, SERVER: wire.port}
        browser = chromium.Chromium(playwright, tmp_path / "profile", hosts, granted(f"https://{FORM.host}"))
        try:
            wrong = states(Seller(FORM, browser, server, wire))
        finally:
            browser.close()
            server.stop()
    assert {state: found for state, found in wrong.items() if found} == {}


def states(seller: Seller) -> dict[str, list[str]]:
    """What is wrong with the popup from the first look to a server that is gone, and with the question before Save."""
    wrong = {}

    def look(state: str, words: str, act: str | None = None) -> None:
        with seller.browser.popup() as popup:
            if act:
                popup.get_by_text(re.compile(act)).first.click()
            expect(popup.get_by_text(words).first).to_be_visible()
            wrong[state] = in_both_looks(popup)
            popup.evaluate("close()")

    look("no page that may be read, not paired", "Code printed by")
    seller.pair()
    seller.open()
    seller.page.bring_to_front()
    look("a site that is off", "Check this site")
    seller.page.close()
    seller.turn_on()
    seller.browser.worker.evaluate("chrome.storage.local.set({guard: true})")
    seller.open()
    seller.type(f" {CLAIM}")
    seller.underlined()
    seller.page.bring_to_front()
    look("a site that is on, its markets open", "Germany", "^Markets:")
    seller.page.get_by_role("button", name="Save", exact=True).click()
    expect(seller.page.get_by_role("dialog", name=re.compile("Stops still open"))).to_be_visible()
    wrong["the question before Save"] = in_both_looks(seller.page, OWN)
    seller.page.keyboard.press("Escape")
    title = "document.querySelector('#f1')"
    seller.page.evaluate(f"() => {{ {title}.labels[0].remove(); {title}.name = 'x'; }}")
    look("a field that is not found", "Show me the title")
    seller.server.stop()
    seller.type(" now")
    expect(seller.page.get_by_role("button", name="Caveat: Server not running")).to_be_visible()
    seller.page.get_by_role("button", name="Caveat: Server not running").click()
    expect(seller.card).to_be_visible()
    wrong["the list without a server"] = in_both_looks(seller.page, OWN)
    look("no server", "Server not running")
    return wrong
