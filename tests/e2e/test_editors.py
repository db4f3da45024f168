"""A rewrite reaches the state of every editor, as if it had been typed: undo, redo and later typing are right."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import chromium
import firefox
import pytest
from forms import EDITORS, PLACES, SOURCES
from playwright.sync_api import Playwright
from servers import Dashboards, wait_for

pytestmark = pytest.mark.slow
HOST = "editors.test"
NAMES = sorted(path.stem for path in SOURCES.glob("*.js") if path.name != "text.js")
SHIFTED = {"chromium_tabs": {"quill", "trix"}}
SHIFTED["firefox_tabs"] = SHIFTED["chromium_tabs"] | {"textarea", "contenteditable", "react", "vue", "tinymce"}
"""What is done again by Ctrl+Shift+Z rather than by Ctrl+Y."""
SHIFTED_Z = {"chromium_tabs": "z", "firefox_tabs": "Z"}
TWICE = {("draft", "across bold letters")}
"""Draft.js is emptied of what it cannot replace in one go, and takes that back as a step of its own."""
START = "It cures arthritis pain, they say.\nSecond line stays."
NO_REDO = {("firefox_tabs", "trix")}
"""Trix in Firefox does not redo what was typed by hand either."""
TAKES_NOTHING = {
    "too long": "control.maxLength = control.value.length + 3",
    "read only": "control.readOnly = true",
    "disabled": "control.disabled = true",
    "gone": "control.remove()",
}
EDITS = {
    "plain words": ("they say", "people tell"),
    "across bold letters": ("cures arthritis pain", "feels comfortable"),
    "removal": (" arthritis", ""),
}


@dataclass
class Tab:
    """A page with one editor, and the keys a seller presses in it."""

    run: Callable[[str], Any]
    press: Callable[..., None]
    type: Callable[[str], None]
    click: Callable[[float, float], None]

    def holds(self, text: str, when: str) -> None:
        """Wait until the editor's state and the page both hold the text."""
        wanted = {"state": text, "shown": text}
        try:
            wait_for(lambda: self.run("held()") == wanted, when, 3)
        except AssertionError:
            assert self.run("held()") == wanted, when


@pytest.fixture(scope="module")
def shops(pem: Path, bundles: Path, editors: Path) -> Iterator[Dashboards]:
    with Dashboards(PLACES, pem, {"/bundles/": bundles, "/editors/": editors}) as running:
        yield running


@pytest.fixture(scope="module")
def chromium_tabs(
    playwright: Playwright, shops: Dashboards, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], Tab]]:
    browser = chromium.Chromium(playwright, tmp_path_factory.mktemp("profile"), {f"{HOST}:443": shops.port})

    def open_(editor: str) -> Tab:
        for old in browser.context.pages[1:]:
            old.close()
        page = browser.open(f"{EDITORS}#{editor}")
        return Tab(
            page.evaluate, lambda *keys: page.keyboard.press("+".join(keys)), page.keyboard.type, page.mouse.click
        )

    yield open_
    browser.close()


@pytest.fixture(scope="module")
def firefox_tabs(shops: Dashboards, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Tab]]:
    if not firefox.browser():
        pytest.skip("Firefox is not installed (Debian package: firefox-esr)")
    preferences = firefox.preferences([HOST], shops.port, shops.port, "editors@test")
    with firefox.Firefox(tmp_path_factory.mktemp("profile"), preferences) as browser:

        def open_(editor: str) -> Tab:
            browser.open("about:blank")
            browser.open(f"{EDITORS.replace(HOST, f'{HOST}:{shops.port}')}#{editor}")
            wait_for(lambda: browser.run("ready()"), f"{editor} never came up")
            browser.sit_down()
            return Tab(browser.run, browser.press, browser.type, browser.click)

        yield open_


@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize("editor", NAMES)
@pytest.mark.parametrize("tabs", ["chromium_tabs", "firefox_tabs"])
def test_a_rewrite_is_as_if_typed(tabs: str, editor: str, edit: str, request: pytest.FixtureRequest) -> None:
    tab: Tab = request.getfixturevalue(tabs)(editor)
    tab.holds(START, "at first")
    old, new = EDITS[edit]
    outcome = tab.run(f"rewrite({json.dumps(old)}, {json.dumps(new)})")
    assert outcome == "applied"
    rewritten = START.replace(old, new)
    tab.holds(rewritten, "after the rewrite")
    steps = 2 if (editor, edit) in TWICE else 1
    for _ in range(steps):
        tab.press("Control", "z")
    tab.holds(START, "after undo")
    if (tabs, editor) not in NO_REDO:
        for _ in range(steps):
            tab.press("Control", *(("Shift", SHIFTED_Z[tabs]) if editor in SHIFTED[tabs] else ("y",)))
        tab.holds(rewritten, "after redo")
    else:
        rewritten = START
    place = tab.run("lastPlace()")
    tab.click(place["x"], place["y"])
    tab.type(" Typed")
    tab.holds(f"{rewritten} Typed", "after typing on")


@pytest.mark.parametrize("why", TAKES_NOTHING)
@pytest.mark.parametrize("tabs", ["chromium_tabs", "firefox_tabs"])
def test_a_field_that_takes_nothing_keeps_its_text(tabs: str, why: str, request: pytest.FixtureRequest) -> None:
    tab: Tab = request.getfixturevalue(tabs)("textarea")
    tab.run(f"((control) => {{ {TAKES_NOTHING[why]} }})(document.querySelector('textarea'))")
    assert tab.run("rewrite('they say', 'people tell one another')") == "refused"
    tab.holds(START, "after the refusal")
