"""What a seller does and sees, in the words of the tests; nothing here looks inside the extension."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from chromium import Chromium
from forms import Form
from PIL import Image
from playwright.sync_api import Locator, Page, expect
from servers import CaveatServer, Exchange, Wire, wait_for

CLAIM = "Kills 99.9% of bacteria"


@dataclass
class Seller:
    """A person with one form open in a browser that has the extension."""

    form: Form
    browser: Chromium
    server: CaveatServer
    wire: Wire
    page: Page = field(init=False)
    typed: str = f" {CLAIM}"
    """What this visit adds to the field."""

    def pair(self) -> None:
        """Enter the code that the server printed into the popup."""
        self.browser.open_overlay()
        with self.browser.popup() as popup:
            popup.get_by_label("Code printed by").fill(self.server.code())
            popup.get_by_role("button", name="Pair", exact=True).click()
            expect(popup.get_by_text("Connected to")).to_be_visible()

    def turn_on(self) -> None:
        """Ask for the site of this form to be checked, in the popup."""
        self.open()
        self.page.bring_to_front()
        with self.browser.popup() as popup:
            popup.get_by_role("button", name="Check this site").click()
            expect(popup.get_by_role("button", name="Stop checking this site")).to_be_visible()
        self.page.close()

    def open(self) -> None:
        """Open the form in a new tab."""
        self.page = self.browser.open(self.form.url)

    def reload(self) -> None:
        """Load the form anew, as it was at first."""
        self.page.reload()
        self.page.wait_for_function("() => window.ready()")

    def type(self, text: str) -> None:
        """Press the keys at the end of the form's field."""
        self.page.locator(self.form.box).click()
        self.page.keyboard.press("Control+End")
        self.page.keyboard.type(text)

    def checked(self, words: str) -> Exchange:
        """The newest check whose field ends with these words."""

        def found() -> Exchange | None:
            checks = reversed(self.wire.seen("/api/v1/check"))
            return next((one for one in checks if self.sent(one).endswith(words)), None)

        return wait_for(found, f"no check of a text that ends with {words!r}")

    def sent(self, check: Exchange) -> str:
        """What a check said the field holds."""
        fields = check.body["fields"]
        return next((one["text"] for one in fields if one["id"] == self.form.field), "")

    def finding(self, check: Exchange, words: str = CLAIM) -> dict[str, Any]:
        """The one finding about these words in a check's answer."""
        assert check.status == 200, check.answer
        (found,) = [one for one in check.answer["findings"] if one["field"] == self.form.field and one["text"] == words]
        return found

    def decided(self, action: str) -> Exchange:
        """The one decision of this kind that reached the server since the wire was cleared."""

        def found() -> list[Exchange]:
            return [one for one in self.wire.seen("/api/v1/decisions") if one.body["action"] == action]

        (one,) = wait_for(found, f"the server never heard of a claim that was {action}")
        return one

    def underlines(self) -> list[dict[str, Any]]:
        """What is underlined as `stop` now: the text under each painted rectangle, and the rectangles."""
        return self.page.evaluate("probe.underlines('stop')")

    def underlined(self, words: str = CLAIM) -> dict[str, Any]:
        """Wait for the underline of these words."""
        return wait_for(
            lambda: next((one for one in self.underlines() if _same("".join(one["texts"]), words)), None),
            f"{words!r} is not underlined; underlined are {self.underlines()}",
        )

    def saved(self) -> str:
        """What the form would submit for the field."""
        return self.page.evaluate("submitted()")[self.form.saved]

    def focused(self) -> str:
        """What the control with the focus holds, open shadow roots looked through; of a closed one the host's name."""
        return self.page.evaluate(
            """() => {
                let at = document.activeElement;
                while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
                return at.selectedOptions?.[0]?.text || at.value || at.getAttribute("name") || "";
            }"""
        )

    @property
    def card(self) -> Locator:
        return self.page.get_by_role("dialog")

    def step_to(self, finding: dict[str, Any]) -> None:
        """Press F8 until the card shows this finding and has the focus."""
        for _ in range(8):
            self.page.keyboard.press("F8")
            expect(self.card).to_be_focused()
            if finding["message"] in self.card.inner_text():
                return
        raise AssertionError(f"F8 never came to {finding['text']!r}")

    def point_at(self, mark: dict[str, Any]) -> None:
        """Rest the mouse on the middle of an underline."""
        box = mark["boxes"][0]
        self.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=4)

    def picture(self) -> Image.Image:
        """The page's viewport, without the blinking caret."""
        return Image.open(io.BytesIO(self.page.screenshot(caret="hide", animations="disabled"))).convert("RGB")


def log_in(page: Page, find: Callable[[str], Locator], button: str, home: str) -> None:
    """Log in to a real shop on its own page, which is closed once `home` is there; `find` finds a field by its name."""
    find("Username").fill("seller")
    find("Password").fill("seller")
    page.get_by_role("button", name=button).click()
    page.wait_for_url(home)
    page.close()


def _same(one: str, other: str) -> bool:
    """Equal but for the blanks at which lines wrap."""
    return "".join(one.split()) == "".join(other.split())
