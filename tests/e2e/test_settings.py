"""The settings page of AI vendors: set up, shown what would be sent, allowed, tried, mended and read in the log."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import chromium
import pytest
from axe_playwright_python.sync_playwright import Axe
from ownpages import pages
from playwright.sync_api import Page, Playwright, expect
from servers import CaveatServer
from speaker import Speaker

SHOTS = Path(__file__).parent / "shots"
SECRET = "sk-e2e-0123456789abcdef"


@pytest.fixture
def speaker() -> Iterator[Speaker]:
    with Speaker(lambda body: {"ok": True}) as running:
        yield running


@pytest.fixture(scope="module")
def browser(
    look: str, playwright: Playwright, server: CaveatServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[chromium.Chromium]:
    running = chromium.Chromium(
        playwright, tmp_path_factory.mktemp("profile"), {f"127.0.0.1:{server.port}": server.port}, color_scheme=look
    )
    yield running
    running.close()


@pytest.fixture
def page(browser: chromium.Chromium, server: CaveatServer) -> Iterator[Page]:
    """The page in English, with an empty list; an error in it fails the test."""
    ask = pages(server)
    for one in ask("GET", "/vendors")["vendors"]:
        ask("DELETE", f"/vendors/{one['entry']['name']}")
    ask("DELETE", "/sent")
    opened = browser.context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("dialog", lambda dialog: dialog.accept())
    opened.goto(f"{server.url}/vendors?lang=en")
    yield opened
    opened.close()
    assert errors == []


def clean(page: Page) -> None:
    assert [one["id"] for one in Axe().run(page).response["violations"]] == []


def add(page: Page, url: str, name: str = "mine", key: str = "") -> None:
    page.get_by_role("button", name="Add a vendor").click()
    page.get_by_label("Vendor", exact=True).select_option("vllm")
    for label, value in {"Name in your list": name, "Address": url, "Model": "tiny", "Key": key}.items():
        page.get_by_label(label).fill(value)
    page.get_by_role("button", name="Save").click()


def test_from_nothing_to_an_allowed_vendor_and_back(
    page: Page, server: CaveatServer, speaker: Speaker, look: str
) -> None:
    expect(page.get_by_text("nothing leaves this computer")).to_be_visible()
    page.get_by_role("button", name="Add a vendor").click()
    clean(page)
    page.get_by_role("button", name="Cancel").click()
    add(page, speaker.url, key=SECRET)
    shown = page.get_by_role("region", name="See what would be sent")
    expect(shown).to_contain_text("[EMAIL_1]")
    expect(shown).not_to_contain_text("hello@lumo.example")
    expect(page.get_by_text("Not allowed yet")).to_be_visible()
    clean(page)
    page.get_by_role("button", name=re.compile("Allow this to be sent")).click()
    expect(page.get_by_text("Allowed since")).to_be_visible()
    assert speaker.seen == []
    page.get_by_role("button", name="Test the connection").click()
    expect(page.get_by_text(re.compile("It answered after"))).to_be_visible()
    assert speaker.keys == [f"Bearer {SECRET}"]
    assert SECRET not in page.content()
    page.locator("details.entry summary").first.click()
    expect(page.get_by_role("region", name="Sent", exact=True)).to_contain_text("Is anybody there?")
    clean(page)
    SHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SHOTS / f"settings-{look}.png", full_page=True)
    page.get_by_role("button", name="Forget all texts").click()
    expect(page.locator("details.entry[open]")).to_have_count(0)
    page.locator("details.entry summary").first.click()
    expect(page.locator("details.entry").first.get_by_text("The texts were forgotten")).to_be_visible()
    page.get_by_role("button", name="Allow it no longer").click()
    expect(page.get_by_text("Not allowed yet")).to_be_visible()
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_text("nothing leaves this computer")).to_be_visible()


def test_order_faults_and_refusals_are_told(page: Page, server: CaveatServer, speaker: Speaker) -> None:
    for name in ("one", "two"):
        add(page, speaker.url, name)
        expect(page.locator(f"#{name}").get_by_role("region")).to_be_visible()
    page.get_by_role("button", name=re.compile("later")).first.click()
    expect(page.locator(".vendor").first).to_have_attribute("id", "two")
    add(page, "http://shop.example", "three")
    expect(page.get_by_role("alert")).to_contain_text("https, or http on this computer alone")
    speaker.says = lambda body: (401, {"error": {"message": "no"}})
    page.locator("#two").get_by_role("button", name="Test the connection").click()
    expect(page.locator("#two").get_by_text("does not accept the key")).to_be_visible()


def test_it_is_there_in_chinese_and_leads_to_the_vendor_named(
    page: Page, server: CaveatServer, speaker: Speaker
) -> None:
    add(page, speaker.url)
    page.goto(f"{server.url}/vendors?lang=zh-CN#mine")
    expect(page.get_by_role("heading", name="AI 服务商")).to_be_visible()
    expect(page.get_by_role("region", name="查看将发送的内容")).to_be_visible()
    clean(page)
