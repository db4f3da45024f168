"""The side panel: text from places that Caveat cannot read, pasted, sorted, checked, mended and taken back."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import chromium
import pytest
from axe_playwright_python.sync_playwright import Axe
from forms import FORMS
from playwright.sync_api import Locator, Page, Playwright, expect
from seller import CLAIM, Seller
from servers import SERVER, CaveatServer, Dashboards, Wire, free_port, wait_for

FORM = FORMS[0]
SHOTS = Path(__file__).parent / "shots"
OPEN = "Check text from elsewhere"
TITLE = "Lumo Heated Neck Wrap, Cordless"
DRAFT = f"""Sure! Here is your listing:

**Title:** {TITLE}

**Bullet points:**
- {CLAIM}
- Warm in 3 minutes

**Description:**
Made for long evenings.

**Specifications:**
- Material: 80% cotton, 20% polyester
- Brand: Lumo
"""
COPIED = f"""<h1>{TITLE}</h1><ul><li>{CLAIM}</li><li>Warm in <b>3</b> minutes</li></ul>
<p>Made for<br>long evenings.</p>
<table><tr><th>Material</th><td>cotton</td></tr><tr><td>Colour:</td><td>red</td></tr></table>"""
LANGUAGES = ["de", "en", "es", "fr", "it", "ja", "ko", "pt_BR", "zh_CN", "zh_TW"]
NAME = """(({ ariaLabel, labels, textContent }) => ariaLabel ?? labels?.[0]?.textContent ?? textContent)(
  document.activeElement)"""
TOO_WIDE = """() => [...document.querySelectorAll("body *")]
  .filter((one) => one.checkVisibility() && one.clientWidth)
  .filter((one) => one.scrollWidth > one.clientWidth || one.getBoundingClientRect().right > innerWidth)
  .map((one) => `${one.localName}.${one.className} ${one.textContent.slice(0, 40)}`)"""
FACTS = "Material: 80% cotton, 20% polyester\nBrand: Lumo"


@pytest.fixture(scope="module")
def seller(
    playwright: Playwright, granted: Callable[..., Path], dashboards: Dashboards, server: CaveatServer, wire: Wire,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Seller]:  # fmt: skip
    """Paired, and turned on for one form."""
    hosts = {f"{FORM.host}:443": dashboards.port, SERVER: wire.port}
    browser = chromium.Chromium(playwright, tmp_path_factory.mktemp("profile"), hosts, granted(f"https://{FORM.host}"))
    made = Seller(FORM, browser, server, wire)
    made.pair()
    made.turn_on()
    yield made
    browser.close()


@pytest.fixture
def desk(seller: Seller) -> Iterator[Seller]:
    """With the form open in the only tab, and nothing kept from the test before."""
    seller.open()
    seller.browser.worker.evaluate("chrome.storage.session.clear()")
    yield seller
    seller.page.close()


def copy(seller: Seller, markup: str) -> None:
    """Copy it from a page of another site."""
    page = seller.browser.context.new_page()
    page.set_content(f"<div contenteditable>{markup}</div>")
    page.locator("div").focus()
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+c")
    page.close()


def paste(panel: Page) -> None:
    panel.get_by_label("Paste a whole listing").focus()
    panel.keyboard.press("Control+v")


def box(panel: Page, name: str) -> Locator:
    return panel.get_by_label(name, exact=True)


def underlined(panel: Page, words: str) -> None:
    panel.evaluate(f"window.probe ?? {{}}; {chromium.PROBE}")
    wait_for(
        lambda: any("".join(filter(None, one["texts"])) == words for one in panel.evaluate("probe.underlines('stop')")),
        f"{words!r} is not underlined",
    )


@pytest.mark.parametrize("look", ["light", "dark"])
def test_a_draft_is_sorted_checked_mended_and_taken_back(desk: Seller, look: str) -> None:
    copy(desk, f"<pre>{DRAFT}</pre>")
    desk.page.bring_to_front()
    with desk.browser.panel(OPEN) as panel:
        panel.emulate_media(color_scheme=look)
        expect(box(panel, "Marketplace")).to_have_value("amazon")
        paste(panel)
        expect(panel.get_by_role("status").get_by_text("Sorted into the fields")).to_be_visible()
        for name, text in {
            "Title": TITLE,
            "Bullet 1": CLAIM,
            "Bullet 2": "Warm in 3 minutes",
            "Product details": FACTS,
        }.items():
            expect(box(panel, name)).to_have_value(text)
        expect(box(panel, "Description")).to_have_value("Sure! Here is your listing:\n\nMade for long evenings.")
        box(panel, "Bullet 1").scroll_into_view_if_needed()
        underlined(panel, CLAIM)
        sent = desk.wire.seen("/api/v1/check")[-1].body
        assert [sent["marketplace"], sent["markets"], sent["brand"]] == ["amazon", ["US"], "Lumo"]
        assert [fact["name"] for fact in sent["facts"]] == ["Material"]
        assert [one["id"] for one in Axe().run(panel).response["violations"]] == []
        mend(panel)
        SHOTS.mkdir(exist_ok=True)
        panel.screenshot(path=SHOTS / f"sidepanel-{look}.png")
        assert [one["id"] for one in Axe().run(panel).response["violations"]] == []
        panel.keyboard.press("Escape")
        mended = box(panel, "Bullet 1").input_value()
        assert CLAIM not in mended
        panel.get_by_role("button", name="Copy: Bullet points").click()
        expect(panel.get_by_role("button", name="Copied: Bullet points")).to_be_visible()
        chromium.shut(panel)
    assert pasted(desk) == f"{mended}\nWarm in 3 minutes"


def mend(panel: Page) -> None:
    """Press F8 until the card shows the claim, and apply its first rewrite."""
    card = panel.get_by_role("dialog")
    for _ in range(8):
        panel.keyboard.press("F8")
        expect(card).to_be_focused()
        if CLAIM.split()[-1] in card.inner_text():
            break
    card.get_by_role("button", name="Apply").first.click()
    expect(card.get_by_role("button", name="Undo")).to_be_visible()


def pasted(seller: Seller) -> str:
    """What the clipboard holds, as a dashboard would be given it."""
    page = seller.browser.context.new_page()
    page.set_content("<textarea></textarea>")
    page.locator("textarea").focus()
    page.keyboard.press("Control+v")
    text = page.locator("textarea").input_value()
    page.close()
    return text


def test_what_stands_there_outlasts_the_panel_and_is_cleared_on_demand(desk: Seller) -> None:
    desk.page.bring_to_front()
    with desk.browser.panel(OPEN) as panel:
        box(panel, "Title").fill(TITLE)
        box(panel, "Bullet 1").press_sequentially("one")
        panel.keyboard.press("Enter")
        panel.keyboard.type("two")
        chromium.shut(panel)
    desk.page.bring_to_front()
    with desk.browser.panel(OPEN) as panel:
        expect(box(panel, "Bullet 2")).to_have_value("two")
        panel.get_by_role("button", name="Clear all").click()
        expect(box(panel, "Title")).to_have_value("")
        expect(box(panel, "Bullet 2")).to_have_count(0)
        panel.get_by_role("button", name="Undo").click()
        expect(box(panel, "Title")).to_have_value(TITLE)
        expect(box(panel, "Bullet 2")).to_have_value("two")
        panel.get_by_role("button", name="Clear all").click()
        chromium.shut(panel)
    kept = desk.browser.worker.evaluate("Promise.all([chrome.storage.session.get(), chrome.storage.local.get()])")
    assert TITLE not in str(kept)


def test_marketplace_and_markets_are_those_of_the_page_beside_else_those_chosen_last(desk: Seller) -> None:
    blank = desk.browser.context.new_page()
    with desk.browser.panel(OPEN) as panel:
        expect(box(panel, "Marketplace")).to_have_value("generic")
        panel.get_by_text("Markets: all markets").click()
        panel.get_by_label("Germany").check()
        box(panel, "Marketplace").select_option("etsy")
        box(panel, "Title").fill(CLAIM)
        panel.get_by_role("button", name="Caveat: Stop 1").wait_for()
        sent = desk.wire.seen("/api/v1/check")[-1].body
        assert [sent["marketplace"], sent["markets"]] == ["etsy", ["DE"]]
        panel.get_by_role("button", name="Clear all").click()
        chromium.shut(panel)
    for page, expected in {blank: ("etsy", "Germany"), desk.page: ("amazon", "United States")}.items():
        page.bring_to_front()
        with desk.browser.panel(OPEN) as panel:
            expect(panel.get_by_text(f"Markets: {expected[1]}")).to_be_visible()
            expect(box(panel, "Marketplace")).to_have_value(expected[0])
            chromium.shut(panel)
    blank.close()


def test_the_keyboard_reaches_everything_in_the_order_of_the_form(desk: Seller) -> None:
    copy(desk, f"Title: {TITLE}<br>* one")
    desk.page.bring_to_front()
    with desk.browser.panel(OPEN) as panel:
        paste(panel)
        expect(box(panel, "Bullet 1")).to_have_value("one")
        boxes = ["Title", "Bullet points", "Bullet 1", "Bullet 2", "Description", "Product details"]
        fields = [name for one in boxes for name in (f"Copy: {one}", one) if name != "Bullet points"]
        for name in ["Undo", "Marketplace", "Markets: United States", *fields, "Clear all"]:
            panel.keyboard.press("Tab")
            assert panel.evaluate(NAME) == name
        panel.keyboard.press("Enter")
        expect(panel.get_by_label("Paste a whole listing")).to_be_focused()
        panel.keyboard.press("Tab")
        panel.keyboard.press("Enter")
        expect(box(panel, "Title")).to_have_value(TITLE)
        expect(panel.get_by_label("Paste a whole listing")).to_be_focused()
        chromium.shut(panel)


def test_what_is_copied_from_a_page_is_sorted_by_its_structure(desk: Seller) -> None:
    copy(desk, COPIED)
    desk.page.bring_to_front()
    with desk.browser.panel(OPEN) as panel:
        paste(panel)
        expected = {
            "Title": TITLE, "Bullet 1": CLAIM, "Bullet 2": "Warm in 3 minutes",
            "Description": "Made for\nlong evenings.", "Product details": "Material: cotton\nColour: red",
        }  # fmt: skip
        for name, text in expected.items():
            expect(box(panel, name)).to_have_value(text)
        chromium.shut(panel)


def test_the_page_beside_is_told_in_a_line_and_has_its_own_list(desk: Seller) -> None:
    desk.page.bring_to_front()
    with desk.browser.panel(OPEN) as panel:
        line = panel.get_by_role("status").filter(has_text="This page")
        expect(line).to_be_visible()
        expect(line).not_to_contain_text("Stop")
        desk.type(f" {CLAIM}")
        expect(line).to_contain_text("Stop 1")
        other = desk.browser.context.new_page()
        expect(line).to_be_hidden()
        other.close()
        expect(line).to_contain_text("Stop 1")
        chromium.shut(panel)


def test_without_a_server_or_a_pairing_the_panel_says_so(desk: Seller) -> None:
    worker, port = desk.browser.worker, desk.wire.target
    token = worker.evaluate("chrome.storage.local.get('token')")
    desk.page.bring_to_front()
    with desk.browser.panel(OPEN) as panel:
        desk.wire.target = free_port()
        box(panel, "Title").fill(CLAIM)
        pill = panel.get_by_role("button", name="Caveat: Server not running")
        expect(pill).to_be_visible()
        desk.wire.target = port
        worker.evaluate("chrome.storage.local.remove('token')")
        pill.click()
        panel.get_by_role("button", name="Try again").click()
        expect(panel.get_by_role("dialog").get_by_text("Not paired")).to_be_visible()
        worker.evaluate("(kept) => chrome.storage.local.set(kept)", token)
        panel.get_by_role("button", name="Try again").click()
        expect(panel.get_by_role("button", name="Caveat: Stop")).to_be_visible()
        chromium.shut(panel)


@pytest.mark.parametrize("languages", [["de"], pytest.param(LANGUAGES, marks=pytest.mark.slow)], ids=["german", "all"])
def test_nothing_is_cut_off_in_a_narrow_panel(
    playwright: Playwright, extension: Path, tmp_path: Path, languages: list[str]
) -> None:
    wrong = {language: cut(playwright, extension, tmp_path / language, language) for language in languages}
    assert {language: said for language, said in wrong.items() if said} == {}


def cut(playwright: Playwright, extension: Path, folder: Path, language: str) -> list[str]:
    """What is too wide for 320 pixels in this language, which the browser takes for its own."""
    loaded = folder / "extension"
    shutil.copytree(extension, loaded)
    shutil.copy(extension / "_locales" / language / "messages.json", loaded / "_locales/en/messages.json")
    browser = chromium.Chromium(playwright, folder / "profile", {}, loaded, viewport={"width": 320, "height": 700})
    page = browser.open(browser.worker.url.replace("background.js", "sidepanel.html"))
    page.locator("#whole").fill(DRAFT)
    page.keyboard.press("Tab")
    expect(page.get_by_role("status").get_by_role("button")).to_be_visible()
    page.locator("summary").click()
    SHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SHOTS / f"sidepanel-{language}.png", full_page=True)
    found = page.evaluate(TOO_WIDE)
    browser.close()
    return found
