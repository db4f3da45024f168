"""Every painted rectangle lies on its own characters, in the layouts of a field that are known to move underlines."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import chromium
import firefox
import pytest
from forms import LAYOUTS
from playwright.sync_api import Playwright
from servers import PAGES, Dashboards

NAMES = re.findall(r'^  (?:"([^"]+)"|(\w+)):', (PAGES / "layouts.js").read_text().split("const LAYOUTS")[1], re.M)
Ask = Callable[[str], Any]
BRUSHES = {"highlights": "false", "strips": "true"}
HOST = "layouts.test"
TWO_FRAMES = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


@pytest.fixture(scope="module")
def in_chromium(
    playwright: Playwright, dashboards: Dashboards, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Ask]:
    browser = chromium.Chromium(playwright, tmp_path_factory.mktemp("profile"), {f"{HOST}:443": dashboards.port})
    yield browser.open(LAYOUTS).evaluate
    browser.close()


@pytest.fixture(scope="module")
def in_firefox(dashboards: Dashboards, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    if not firefox.browser():
        pytest.skip("Firefox is not installed (Debian package: firefox-esr)")
    preferences = firefox.preferences([HOST], dashboards.port, dashboards.port, "layouts@test")
    with firefox.Firefox(tmp_path_factory.mktemp("profile"), preferences) as browser:
        browser.open(LAYOUTS.replace(HOST, f"{HOST}:{dashboards.port}"))
        yield browser.run


@pytest.mark.parametrize("layout", [quoted or bare for quoted, bare in NAMES])
@pytest.mark.parametrize(("browser", "brush"), [
    ("in_chromium", "highlights"), ("in_chromium", "strips"), ("in_firefox", "strips"),
])  # fmt: skip
def test_each_rectangle_lies_on_its_own_characters(
    browser: str, brush: str, layout: str, request: pytest.FixtureRequest
) -> None:
    ask: Ask = request.getfixturevalue(browser)
    ask(f"show({json.dumps(layout)}, {BRUSHES[brush]})")
    ask(TWO_FRAMES)
    ask("later()")
    ask(TWO_FRAMES)
    under, length = ask("under()"), len(ask("claim"))
    assert under, "nothing is painted"
    assert all(0 <= one["centre"] <= length for one in under), under
    assert min(one["from"] for one in under) <= 1, under
    assert max(one["to"] for one in under) >= length - 1, under


def test_all_layouts_are_shown(in_chromium: Ask) -> None:
    assert in_chromium("layouts") == [quoted or bare for quoted, bare in NAMES]
    assert len(NAMES) == 27
