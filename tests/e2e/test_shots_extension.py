"""Each state of what only the extension shows, in each look, in English and Chinese: a picture, and its checks."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import chromium
import pytest
from forms import FORMS
from playwright.sync_api import Page, Playwright, expect
from seller import CLAIM, Seller
from servers import SERVER, CaveatServer, Dashboards, Wire, free_port
from shots import LANGUAGES, LOOKS, Camera

pytestmark = pytest.mark.slow
FORM = next(form for form in FORMS if form.name == "generic")
COUNT = ".pill .count"


@dataclass
class Visit:
    """A seller of one language, whose browser is shown in one look after another."""

    seller: Seller
    language: str

    def looks(self, page: Page, state: str, own: bool = True) -> None:
        for name, look in LOOKS.items():
            page.emulate_media(**look)
            Camera(name, self.language).take(page, state, own)
        page.emulate_media(**LOOKS["light"])


@pytest.fixture(scope="module", params=LANGUAGES)
def visit(
    request: pytest.FixtureRequest, playwright: Playwright, granted: Callable[..., Path], dashboards: Dashboards,
    server: CaveatServer, wire: Wire, tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Visit]:  # fmt: skip
    """Chromium takes its user's language from the system: words of another are put where it finds those of its own."""
    loaded = granted(f"https://{FORM.host}")
    words = loaded / "_locales"
    shutil.copy(words / request.param.replace("-", "_") / "messages.json", words / "en/messages.json.new")
    (words / "en/messages.json.new").replace(words / "en/messages.json")
    hosts = {f"{FORM.host}:443": dashboards.port, SERVER: wire.port}
    browser = chromium.Chromium(playwright, tmp_path_factory.mktemp("profile"), hosts, loaded)
    seller = Seller(FORM, browser, server, wire)
    browser.open_overlay()
    visit = Visit(seller, request.param)
    with browser.popup() as popup:
        code = popup.locator("input[type=text]").first
        expect(code).to_be_visible()
        visit.looks(popup, "popup-pairing")
        code.fill(server.code())
        popup.locator("form button").first.click()
        expect(popup.locator(".state.good, .good").first).to_be_visible()
    seller.open()
    seller.page.bring_to_front()
    with browser.popup() as popup:
        popup.locator("button.main").click()
        expect(popup.locator("button.main")).to_have_count(0)
    seller.page.close()
    yield visit
    browser.close()


@pytest.fixture
def form(visit: Visit) -> Iterator[Visit]:
    """With one Stop in the form."""
    visit.seller.open()
    visit.seller.type(f" {CLAIM}")
    visit.seller.underlined()
    yield visit
    visit.seller.page.close()


def test_the_popup(form: Visit) -> None:
    seller = form.seller
    seller.page.bring_to_front()
    with seller.browser.popup() as popup:
        expect(popup.locator(".count.stop b")).to_have_text("1")
        form.looks(popup, "popup-connected")
        popup.locator(".markets summary").click()
        expect(popup.locator(".markets input").first).to_be_visible()
        form.looks(popup, "popup-markets")
        popup.evaluate("close()")
    port, seller.wire.target = seller.wire.target, free_port()
    try:
        page = seller.browser.open_own("popup.html")
        page.set_viewport_size({"width": 336, "height": 420})
        expect(page.locator(".state.warn")).to_be_visible()
        form.looks(page, "popup-server-down")
        page.close()
    finally:
        seller.wire.target = port


def test_the_settings_page(form: Visit) -> None:
    page = form.seller.browser.open_own("options.html")
    expect(page.get_by_role("article", name=FORM.host)).to_be_visible()
    for summary in page.locator("summary").all():
        summary.click()
    form.looks(page, "options")
    page.close()


def test_the_side_panel(form: Visit) -> None:
    page = form.seller.browser.open_own("sidepanel.html")
    page.set_viewport_size({"width": 420, "height": 800})
    expect(page.locator("#whole")).to_be_visible()
    form.looks(page, "panel-empty")
    page.locator("#whole").fill(f"Lumo Neck Wrap\n\n- {CLAIM}\n- Warm in 3 minutes\n\nMade for long evenings.")
    page.keyboard.press("Tab")
    expect(page.locator(COUNT).first).to_be_visible()
    form.looks(page, "panel-filled")
    page.keyboard.press("F8")
    expect(page.get_by_role("dialog").locator(".rewrite").first).to_be_visible()
    form.looks(page, "panel-card")
    page.close()


def test_the_question_before_save(form: Visit) -> None:
    seller = form.seller
    seller.browser.worker.evaluate("chrome.storage.local.set({guard: true})")
    seller.page.reload()
    seller.type(f" {CLAIM}")
    seller.underlined()
    seller.page.locator("#listing > button").click()
    expect(seller.page.locator(".question li")).to_have_count(1)
    form.looks(seller.page, "question", own=False)
    seller.page.keyboard.press("Escape")
    seller.browser.worker.evaluate("chrome.storage.local.set({guard: false})")


def test_the_pill_and_the_banner(form: Visit) -> None:
    seller, page = form.seller, form.seller.page
    expect(page.locator(f"{COUNT}.stop")).to_be_visible()
    form.looks(page, "pill-findings", own=False)
    seller.step_to(seller.finding(seller.checked(CLAIM)))
    form.looks(page, "form-card", own=False)
    page.keyboard.press("Escape")
    worker = seller.browser.worker
    token = worker.evaluate("chrome.storage.local.get('token')")
    worker.evaluate("chrome.storage.local.remove('token')")
    seller.type(" more")
    expect(page.locator(COUNT)).to_have_count(0)
    form.looks(page, "pill-not-paired", own=False)
    page.locator(".pill .open").click()
    expect(page.locator(".panel .say button.main")).to_be_visible()
    form.looks(page, "list-not-paired", own=False)
    worker.evaluate("(kept) => chrome.storage.local.set(kept)", token)
    worker.evaluate("setTimeout(() => chrome.runtime.reload())")
    page.locator(FORM.box).click()
    page.keyboard.type(" and more")
    expect(page.locator(".banner")).to_be_visible()
    form.looks(page, "banner", own=False)
