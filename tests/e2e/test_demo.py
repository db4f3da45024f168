"""The demo page: the same overlay on a seller's form, in both languages and both looks, with nothing installed."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator
from pathlib import Path

import chromium
import pytest
from axe_playwright_python.sync_playwright import Axe
from ownpages import step_to
from PIL import Image
from playwright.sync_api import Locator, Page, expect
from servers import CaveatServer, wait_for

SHOTS = Path(__file__).parent / "shots"
PICTURES = Path(__file__).parent.parent / "pictures"
LARGEST = 300_000
"""Bytes of a picture that the README shows."""


@pytest.fixture(params=["en", "zh"])
def page(request: pytest.FixtureRequest, browser: chromium.Chromium, server: CaveatServer) -> Iterator[Page]:
    """The demo with its first findings underlined; a page that logs an error fails the test."""
    opened = browser.context.new_page()
    errors: list[str] = []
    opened.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.goto(f"{server.url}/demo?lang={request.param}")
    wait_for(lambda: opened.evaluate("probe.underlines('stop')"), "the demo underlines nothing")
    yield opened
    opened.close()
    assert errors == []


def test_the_card_opens_and_its_rewrite_is_applied(page: Page, look: str) -> None:
    before = texts(page)
    card = page.get_by_role("dialog")
    apply = card.get_by_role("button", name=re.compile("^(Apply|应用)$")).first
    step_to(page, apply)
    assert [one["id"] for one in Axe().run(page).response["violations"]] == []
    SHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SHOTS / f"demo-{page.locator('html').get_attribute('lang')}-{look}.png")
    apply.click()
    expect(card.get_by_role("button", name=re.compile("^(Undo|撤销)$"))).to_be_visible()
    assert texts(page) != before
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    page.keyboard.press("Control+z")
    wait_for(lambda: texts(page) == before, "undo does not bring the words back")


def test_all_small_fixes_are_made_in_one_step_and_taken_back_in_one(page: Page) -> None:
    before = texts(page)
    page.locator(".pill .open").click()
    panel = page.get_by_role("dialog", name=re.compile("^(Findings|检查结果)$"))
    fix = panel.get_by_role("button", name=re.compile(r"^(Make \d+ fixes|一键处理)"))
    count = int(re.search(r"\d+", fix.inner_text())[0])
    assert count >= 3
    fix.click()
    expect(panel.get_by_role("status")).to_contain_text(str(count))
    changed = sum(old != new for old, new in zip(before, texts(page), strict=True))
    assert 1 < changed <= count
    assert [one["id"] for one in Axe().run(page).response["violations"]] == []
    expect(fix).to_be_hidden()  # what is left needs a choice
    panel.get_by_role("button", name=re.compile("^(Undo all|全部撤销)$")).click()
    wait_for(lambda: texts(page) == before, "the fixes are not taken back")


@pytest.mark.parametrize("page", ["en"], indirect=True)
def test_the_picture_that_the_readme_shows(page: Page, look: str) -> None:
    page.set_viewport_size({"width": 1180, "height": 1040})  # room for the whole card
    step_to(page, page.get_by_role("dialog").get_by_text("destroys germs"))
    folder = PICTURES if os.environ.get("CAVEAT_README_PICTURES") else SHOTS
    folder.mkdir(exist_ok=True)
    picture = folder / f"overlay-{look}.png"
    page.screenshot(path=picture, animations="disabled", caret="hide")
    assert picture.stat().st_size < LARGEST


@pytest.mark.parametrize("page", ["en"], indirect=True)
def test_an_end_of_the_card_behind_which_more_is_has_a_shadow(page: Page) -> None:
    page.set_viewport_size({"width": 900, "height": 420})
    body = page.get_by_role("dialog").locator(".body")
    step_to(page, body)
    assert shadows(page, body) == (False, True)
    body.evaluate("(one) => one.scrollTo(0, one.scrollHeight)")
    assert shadows(page, body) == (True, False)
    body.evaluate("(one) => one.replaceChildren(...[...one.children].slice(0, 2))")  # all of it in sight
    assert shadows(page, body) == (False, False)


def shadows(page: Page, body: Locator) -> tuple[bool, bool]:
    """Whether the upper and the lower end of what scrolls are shaded, where no words are."""
    box = body.bounding_box()
    edge = {"x": box["x"] + 4, "y": box["y"], "width": 1, "height": box["height"]}
    shot = Image.open(io.BytesIO(page.screenshot(clip=edge, animations="disabled"))).convert("RGB")
    upper, middle, lower = (shot.getpixel((0, y)) for y in (2, shot.height // 2, shot.height - 3))
    return upper != middle, lower != middle


def texts(page: Page) -> list[str]:
    """What the fields of the form hold."""
    return page.evaluate(
        "[...document.querySelectorAll('input, textarea, .rich')].map((one) => one.value ?? one.innerText)"
    )
