"""What the seller sets for a site: markets in the popup, all of it on the settings page, kept over restarts."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import chromium
import pytest
from axe_playwright_python.sync_playwright import Axe
from forms import FORMS, Form
from playwright.sync_api import Locator, Page, Playwright, expect
from seller import Seller
from servers import SERVER, CaveatServer, Dashboards, Wire, wait_for

SHOTS = Path(__file__).parent / "shots"
AMAZON, ETSY = (next(form for form in FORMS if form.name == name) for name in ("amazon", "etsy"))
SITES = [f"https://{form.host}" for form in (AMAZON, ETSY)]
CLAIM = "FDA approved"
"""In the United States a stop; elsewhere it asks for proof."""
TOO_WIDE = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"


@dataclass
class Desk:
    """One browser profile whose user has said yes to two marketplaces; the browser can be closed and opened anew."""

    playwright: Playwright
    profile: Path
    extension: Path
    server: CaveatServer
    wire: Wire
    hosts: dict[str, int]
    browser: chromium.Chromium = field(init=False)

    def start(self) -> None:
        self.browser = chromium.Chromium(self.playwright, self.profile, self.hosts, self.extension)

    def restart(self) -> None:
        self.browser.close()
        self.start()

    def seller(self, form: Form) -> Seller:
        """At this form, with the site on."""
        seller = Seller(form, self.browser, self.server, self.wire)
        seller.turn_on()
        self.wire.exchanges.clear()
        seller.open()
        return seller

    def settings(self) -> Page:
        page = self.browser.open_own("options.html")
        expect(page.get_by_text("Connected to")).to_be_visible()
        return page

    def kept(self) -> dict[str, Any]:
        """What the extension's storage holds."""
        return self.browser.worker.evaluate("chrome.storage.local.get()")


@pytest.fixture(scope="module")
def desk(
    playwright: Playwright, extension: Path, dashboards: Dashboards, server: CaveatServer, wire: Wire,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Desk]:  # fmt: skip
    own = tmp_path_factory.mktemp("loaded") / "extension"
    shutil.copytree(extension, own)
    hosts = {f"{form.host}:443": dashboards.port for form in (AMAZON, ETSY)} | {SERVER: wire.port}
    desk = Desk(playwright, tmp_path_factory.mktemp("profile"), own, server, wire, hosts)
    desk.start()
    Seller(AMAZON, desk.browser, server, wire).pair()
    desk.browser.close()
    chromium.allow(desk.profile, *(f"{site}/*" for site in SITES))
    desk.start()
    yield desk
    desk.browser.close()


@pytest.fixture(autouse=True)
def nothing_set(desk: Desk) -> Iterator[None]:
    yield
    for page in desk.browser.context.pages[1:]:
        page.close()
    desk.browser.worker.evaluate("chrome.storage.local.remove(['sites', 'guard'])")
    desk.browser.worker.evaluate("chrome.scripting.unregisterContentScripts()")


def test_a_market_chosen_in_the_popup_holds_at_once_and_after_a_restart(desk: Desk) -> None:
    seller = desk.seller(AMAZON)
    seller.type(f" {CLAIM}")
    assert seller.checked(CLAIM).body["markets"] == ["US"]
    wait_for(lambda: marked(seller.page) == ["stop"], "the claim is not underlined as the market has it")
    with desk.browser.popup() as popup:
        said = popup.locator("summary", has_text="Markets: United States")
        said.focus()
        popup.keyboard.press("Enter")
        press(popup, popup.get_by_label("Germany"), "Space")
        expect(popup.get_by_text("Markets: Germany and United States")).to_be_visible()
        press(popup, popup.get_by_label("United States"), "Space")
        expect(popup.get_by_text("Markets: Germany", exact=True)).to_be_visible()
        expect(popup.locator(".count.prove")).to_have_text("Prove it1")
        assert faults(popup) == []
        shoot(popup, "popup")
    wait_for(lambda: marked(seller.page) == ["prove"], "the claim is not underlined as the chosen market has it")
    seller.page.close()

    desk.restart()
    seller = Seller(AMAZON, desk.browser, desk.server, desk.wire)
    desk.wire.exchanges.clear()
    seller.open()
    seller.type(f" {CLAIM}")
    assert seller.checked(CLAIM).body["markets"] == ["DE"]
    with desk.browser.popup() as popup:
        popup.get_by_text("Markets: Germany", exact=True).click()
        popup.get_by_role("button", name="Back to usual").click()
        expect(popup.get_by_text("Markets: United States", exact=True)).to_be_visible()
    wait_for(lambda: marked(seller.page) == ["stop"], "the usual market does not hold again")


def test_an_update_of_the_extension_forgets_no_site(desk: Desk) -> None:
    desk.seller(AMAZON).page.close()
    manifest = desk.extension / "manifest.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"version": "9.9"}))
    desk.restart()
    assert desk.browser.worker.evaluate("chrome.runtime.getManifest().version") == "9.9"
    seller = Seller(AMAZON, desk.browser, desk.server, desk.wire)
    desk.wire.exchanges.clear()
    seller.open()
    seller.checked(AMAZON.text)


def test_a_site_is_turned_off_on_the_settings_page_and_the_browser_takes_it_back(desk: Desk) -> None:
    seller = desk.seller(AMAZON)
    seller.type(" Kills 99.9% of bacteria")
    seller.underlined()
    page = desk.settings()
    card = page.get_by_role("article", name=AMAZON.host)
    press(page, page.get_by_text("Server address"), "Enter")
    press(page, card.get_by_role("button", name="Stop checking this site"), "Enter")
    expect(page.get_by_text("No site is on yet.")).to_be_visible()
    expect(page.get_by_role("heading", name="Sites")).to_be_focused()
    expect(page.get_by_label("sends your text to this address")).to_be_visible()  # what was open stays open
    wait_for(lambda: not seller.underlines(), "the form is still underlined")
    held = desk.browser.worker.evaluate("chrome.permissions.getAll().then(({origins}) => origins)")
    assert f"{SITES[0]}/*" not in held and f"{SITES[1]}/*" in held
    desk.browser.close()
    chromium.allow(desk.profile, f"{SITES[0]}/*")
    desk.start()


def test_a_field_that_was_shown_is_forgotten_at_once(desk: Desk) -> None:
    seller = desk.seller(ETSY)
    seller.page.evaluate(
        """() => {
            const title = document.querySelector("#listing-title-input");
            for (const label of title.labels) label.remove();
            title.name = "heading"; title.id = "heading"; title.value = "Kills germs";
        }"""
    )
    with desk.browser.popup() as popup:
        popup.get_by_role("button", name="Show me the title").click()
        expect(popup.get_by_text("Now click that field")).to_be_visible()
    seller.page.locator("#heading").click()
    wait_for(lambda: "title" in newest(desk), "the title is not read")
    page = desk.settings()
    press(page, page.get_by_role("button", name="Forget: title"), "Enter")
    expect(page.get_by_text("Fields you showed", exact=True)).to_be_hidden()
    wait_for(lambda: "title" not in newest(desk), "the title is still read")


def test_settings_go_into_a_file_and_come_back_without_the_pairing(desk: Desk, tmp_path: Path) -> None:
    desk.seller(AMAZON).page.close()
    desk.restart()  # the harness's second connection, to the popup, has taken downloads to itself
    page = desk.settings()
    press(page, page.get_by_label("Ask me before Save"), "Space")
    page.get_by_text("Markets: United States").click()
    page.get_by_label("Japan").check()
    expect(page.get_by_text("Markets: Japan and United States")).to_be_visible()
    with page.expect_download() as started:
        press(page, page.get_by_role("button", name="Export"), "Enter")
    path = tmp_path / started.value.suggested_filename
    started.value.save_as(path)
    kept = desk.kept()
    assert kept["guard"] is True and kept["token"] not in path.read_text() and SERVER not in path.read_text()
    assert json.loads(path.read_text()) == {
        "caveat": "settings", "version": 1, "guard": True,
        "sites": {SITES[0]: {"on": True, "markets": ["JP", "US"], "fields": []}},
    }  # fmt: skip

    desk.browser.worker.evaluate("chrome.storage.local.remove(['sites', 'guard'])")
    page.reload()
    expect(page.get_by_label("Ask me before Save")).not_to_be_checked()
    page.get_by_label("Import a file").set_input_files(path)
    expect(page.get_by_role("status").filter(has_text="Taken over.")).to_be_visible()
    expect(page.get_by_label("Ask me before Save")).to_be_checked()
    expect(page.get_by_text("Markets: Japan and United States")).to_be_visible()
    assert {name: desk.kept()[name] for name in ("sites", "guard", "token")} == {
        name: kept[name] for name in ("sites", "guard", "token")
    }

    path.write_text(path.read_text().replace("JP", "<img>"))
    page.get_by_label("Import a file").set_input_files(path)
    expect(page.get_by_text("That is no file of Caveat settings.")).to_be_visible()
    assert desk.kept()["sites"] == kept["sites"]


def test_the_settings_page_has_no_accessibility_fault_and_fits_a_phone(desk: Desk) -> None:
    desk.seller(AMAZON)
    desk.browser.worker.evaluate(
        """(site) => chrome.storage.local.get().then(({sites}) => chrome.storage.local.set({sites: {...sites, [site]:
            {on: false, markets: ["FR"], fields: [{id: "title", role: "title", selectors: ["#a"], labels: ["Name"],
            limit: null, many: false}]}}}))""",
        SITES[1],
    )
    page = desk.settings()
    for summary in page.locator("summary").all():
        summary.click()
    for look in ("light", "dark"):
        page.emulate_media(color_scheme=look)
        assert faults(page) == []
        shoot(page, f"options-{look}")
    page.set_viewport_size({"width": 320, "height": 640})
    assert not page.evaluate(TOO_WIDE)


def marked(page: Page) -> list[str]:
    """How the claim is underlined."""
    found = "probe.underlines(verdict).some(({texts}) => texts.join('') === claim)"
    return page.evaluate(f"(claim) => ['stop', 'prove', 'platform', 'polish'].filter((verdict) => {found})", CLAIM)


def newest(desk: Desk) -> set[str]:
    """The fields of the newest check."""
    checks = desk.wire.seen("/api/v1/check")
    return {one["id"] for one in checks[-1].body["fields"]} if checks else set()


def press(page: Page, target: Locator, key: str) -> None:
    """Come to it with Tab alone, and press the key."""
    for _ in range(60):
        if target.evaluate("(one) => one === document.activeElement"):
            page.keyboard.press(key)
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never comes to {target}")


def faults(page: Page) -> list[str]:
    return [one["id"] for one in Axe().run(page).response["violations"]]


def shoot(page: Page, name: str) -> None:
    SHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png", full_page=True, animations="disabled")
