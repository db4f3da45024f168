"""The main path once in a real Firefox, where underlines inside controls are drawn by the extension itself."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import firefox
import pytest
from forms import AMAZON, FORMS
from PIL import Image, ImageChops
from seller import CLAIM
from servers import CaveatServer, Dashboards, Exchange, Wire, wait_for

FORM = FORMS[0]


@dataclass
class Visit:
    """A seller in Firefox on the first dashboard."""

    browser: firefox.Firefox
    wire: Wire

    def checked(self, words: str) -> Exchange:
        """The newest check of a bullet that ends with these words."""

        def found() -> Exchange | None:
            checks = reversed(self.wire.seen("/api/v1/check"))
            return next((one for one in checks if self.bullet(one).endswith(words)), None)

        return wait_for(found, f"no check of a bullet that ends with {words!r}", 30)

    def bullet(self, check: Exchange) -> str:
        return next(one["text"] for one in check.body["fields"] if one["id"] == FORM.field)

    def box(self) -> dict[str, float]:
        """Where the bullet's control stands in the viewport."""
        return self.browser.run(f'document.querySelector("{FORM.box}").getBoundingClientRect().toJSON()')

    def saved(self) -> str:
        return self.browser.run("submitted()")[FORM.saved]

    def picture(self) -> Image.Image:
        """The bullet's control as it is shown."""
        box = self.box()
        shown = Image.open(io.BytesIO(self.browser.screenshot())).convert("RGB")
        return shown.crop((int(box["left"]), int(box["top"]), int(box["right"]), int(box["bottom"])))

    def overlay(self, script: str) -> Any:
        """The value of an expression over the overlay's `root`, which is open in tests."""
        return self.browser.run(
            f"((root) => root && ({script}))(document.querySelector('caveat-overlay')?.shadowRoot)"
        )

    def button(self, *names: str) -> dict[str, float] | None:
        """The middle of the first visible button with one of these names."""
        return self.overlay(
            f"[...root.querySelectorAll('button')].filter((one) => one.checkVisibility() && "
            f"{list(names)}.includes((one.ariaLabel ?? one.textContent).trim()))"
            f".map((one) => one.getBoundingClientRect()).map((one) => ({{x: one.x + one.width / 2, "
            f"y: one.y + one.height / 2}}))[0]"
        )

    def press(self, *names: str) -> None:
        """Click the button, once it is there."""
        at = wait_for(lambda: self.button(*names), f"no button {' or '.join(names)}")
        self.browser.click(at["x"], at["y"])


@pytest.fixture
def visit(
    extension: Path, server: CaveatServer, wire: Wire, dashboards: Dashboards, tmp_path: Path
) -> Iterator[Visit]:
    if not firefox.browser():
        pytest.skip("Firefox is not installed (Debian package: firefox-esr)")
    preferences = firefox.preferences([FORM.host], dashboards.port, wire.port)
    with firefox.Firefox(tmp_path, preferences) as browser:
        browser.pair(extension, server.code())
        browser.open(AMAZON.replace(FORM.host, f"{FORM.host}:{dashboards.port}"))
        yield Visit(browser, wire)


def test_the_main_path(visit: Visit) -> None:
    visit.checked(FORM.text)
    box = visit.box()
    visit.browser.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    visit.browser.press("Control", "End")
    visit.browser.type(" ")
    visit.checked(" ")
    plain = visit.picture()
    visit.browser.type(CLAIM)
    check = visit.checked(CLAIM)
    (finding,) = [one for one in check.answer["findings"] if one["text"] == CLAIM]
    assert finding["verdict"] == "stop"
