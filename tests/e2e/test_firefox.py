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
from servers import Dashboards, Exchange, Wire, wait_for
from tabs import FirefoxTab, Opens

FORM = FORMS[0]
PANEL = "Check text from elsewhere"
BORDER = 3
QUIET = ("Caveat: No findings", "Caveat: Platform")
"""How the pill may be called when the claim does not count."""


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
        """What it held when it was checked; the sidebar's form has none."""
        return next((one["text"] for one in check.body["fields"] if one["id"] == FORM.field), "")

    def box(self) -> dict[str, float]:
        """Where the bullet's control stands in the viewport."""
        return self.browser.run(f'document.querySelector("{FORM.box}").getBoundingClientRect().toJSON()')

    def saved(self) -> str:
        return self.browser.run("submitted()")[FORM.saved]

    def picture(self) -> Image.Image:
        """The bullet's control as it is shown."""
        box = self.box()
        shown = Image.open(io.BytesIO(self.browser.screenshot())).convert("RGB")
        return shown.crop((round(box["left"]), round(box["top"]), round(box["right"]), round(box["bottom"])))

    def columns_of(self, words: str) -> tuple[float, float]:
        """Where words at the end of the bullet's one line begin and end, from the left edge of its control."""
        return tuple(
            self.browser.run(
                f"""((host) => {{
                    const control = host.shadowRoot.querySelector("textarea");
                    const style = getComputedStyle(control);
                    const pen = document.createElement("canvas").getContext("2d");
                    pen.font = style.font;
                    const left = control.getBoundingClientRect().left - host.getBoundingClientRect().left
                        + parseFloat(style.borderLeftWidth) + parseFloat(style.paddingLeft);
                    const width = (text) => pen.measureText(text).width;
                    return [left + width(control.value.slice(0, -{len(words)})), left + width(control.value)];
                }})(document.querySelector("{FORM.box}"))"""
            )
        )

    def overlay(self, script: str) -> Any:
        """The value of an expression over the overlay's `root`, which is open in tests, or over the popup."""
        root = "document.querySelector('caveat-overlay')?.shadowRoot ?? document.querySelector('#popup')"
        return self.browser.run(f"((root) => root && ({script}))({root})")

    def step_to(self, finding: dict[str, Any]) -> None:
        """Press F8 until the card shows this finding."""
        for _ in range(8):
            self.browser.press("F8")
            wait_for(lambda: self.button("Dismiss"), "F8 opens no card")
            if finding["message"] in self.overlay("root.querySelector('[role=dialog]').textContent"):
                return
        raise AssertionError(f"F8 never came to {finding['text']!r}")

    def button(self, *names: str) -> dict[str, float] | None:
        """The middle of the first visible button whose name begins with one of these, scrolled into sight."""
        return self.overlay(
            f"""[...root.querySelectorAll("button")]
                .filter((one) => one.checkVisibility())
                .filter((one) => {list(names)}.some((name) => (one.ariaLabel ?? one.textContent).startsWith(name)))
                .slice(0, 1)
                .map((one) => {{
                    one.scrollIntoView({{ block: "nearest" }});
                    const box = one.getBoundingClientRect();
                    return {{ x: box.x + box.width / 2, y: box.y + box.height / 2 }};
                }})[0]"""
        )

    def page_press(self, selector: str) -> None:
        """Click a control of the page's own."""
        at = self.browser.run(f"(() => {{ const one = document.querySelector({selector!r}); one.scrollIntoView();"
                              " return one.getBoundingClientRect().toJSON(); })()")  # fmt: skip
        self.browser.click(at["x"] + at["width"] / 2, at["y"] + at["height"] / 2)

    def press(self, *names: str) -> None:
        """Click the button, once it is there and rests."""

        def resting() -> dict[str, float] | None:
            before, now = self.button(*names), self.button(*names)
            return now if before == now else None

        at = wait_for(resting, f"no button {' or '.join(names)}")
        self.browser.click(at["x"], at["y"])


@pytest.fixture(scope="module")
def paired(dashboards: Dashboards, opens: Opens) -> Iterator[firefox.Firefox]:
    with opens("firefox", dashboards, FORM.host) as tab:
        assert isinstance(tab, FirefoxTab)
        yield tab.browser


@pytest.fixture
def visit(paired: firefox.Firefox, wire: Wire, dashboards: Dashboards) -> Visit:
    """The form, freshly opened."""
    wire.exchanges.clear()
    paired.open(AMAZON.replace(FORM.host, f"{FORM.host}:{dashboards.port}"))
    return Visit(paired, wire)


def test_the_main_path(visit: Visit) -> None:
    visit.checked(FORM.text)
    box = visit.box()
    visit.browser.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    visit.browser.press("Control", "End")
    visit.browser.type(f" {CLAIM}")
    (finding,) = [one for one in visit.checked(CLAIM).answer["findings"] if one["text"] == CLAIM]
    assert finding["verdict"] == "stop"

    wait_for(lambda: visit.button("Caveat: Stop"), "the pill counts no finding")
    with_line = visit.picture()
    visit.step_to(finding)
    visit.press("Dismiss")
    visit.press("False alarm")
    visit.browser.press("Escape")
    wait_for(lambda: visit.button(*QUIET), "the dismissed finding still counts")
    left, right = changed_columns(with_line, visit.picture())
    start, end = visit.columns_of(CLAIM)
    assert start - 3 <= left < start + 6
    assert end - 6 < right <= end + 3

    visit.press(*QUIET)
    visit.press("Reopen")
    visit.press("Close")
    visit.step_to(finding)
    visit.press("Apply", "Remove")
    wait_for(lambda: visit.button("Undo"), "the card does not say that the rewrite was applied")
    assert CLAIM not in visit.saved()
    visit.browser.press("Escape")
    visit.browser.press("Control", "z")
    wait_for(lambda: visit.saved() == f"{FORM.text} {CLAIM}", f"undo left {visit.saved()!r}")


def test_proof_is_filed_with_its_file_and_taken_back(visit: Visit, tmp_path: Path) -> None:
    paper = tmp_path / "registration.pdf"
    paper.write_bytes(b"%PDF-1.7\n" + bytes(9 * 2**20))
    visit.checked(FORM.text)
    box = visit.box()
    visit.browser.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    visit.browser.press("Control", "End")
    visit.browser.type(f" {CLAIM}")
    (finding,) = [one for one in visit.checked(CLAIM).answer["findings"] if one["text"] == CLAIM]
    visit.step_to(finding)
    visit.press("I have proof")
    wait_for(lambda: visit.overlay("root.activeElement?.id") == "proof-kind", "the form does not take the focus")
    visit.browser.press("Tab")
    visit.browser.type("twelve")
    visit.browser.press("Enter")
    said = "root.querySelector('#proof-number-hint').textContent"
    wait_for(lambda: "not the form of EPA" in visit.overlay(said), "a bad number is not told")
    visit.browser.press("Control", "a")
    visit.browser.type("12345-67")
    visit.browser.attach("document.querySelector('caveat-overlay').shadowRoot.querySelector('#proof-file')", paper)
    visit.press("File it")
    wait_for(lambda: visit.button("Undo"), "the card does not say that the proof was filed", 30)
    (filed,) = [one for one in visit.wire.seen("/api/v1/evidence") if one.status == 201]
    assert (filed.answer["file"]["name"], filed.answer["file"]["size"]) == (paper.name, paper.stat().st_size)
    wait_for(lambda: visit.button(*QUIET), "the claim still counts")
    visit.press("Undo")
    wait_for(lambda: visit.button("Caveat: Stop"), "the claim does not count again")


def test_markets_are_chosen_on_the_settings_page(visit: Visit) -> None:
    form = visit.browser.run("location.href")
    assert visit.checked(FORM.text).body["markets"] == ["US"]
    visit.browser.open_own("options.html")
    boxes = "[...document.querySelectorAll('.markets label')]"
    wait_for(lambda: visit.browser.run(f"{boxes}.length > 9"), "the settings page lists no markets")
    visit.browser.sit_down()
    summary = "document.querySelector('.markets summary')"
    visit.browser.run(f"{summary}.focus()")
    visit.browser.press("Enter")
    for name in ("Germany", "United States"):
        visit.browser.run(f"{boxes}.find((one) => one.textContent === '{name}').firstChild.focus()")
        visit.browser.type(" ")
        wait_for(lambda: "Germany" in visit.browser.run(f"{summary}.textContent"), "the choice is not said")
    wait_for(lambda: visit.browser.run(f"{summary}.textContent") == "Markets: Germany", "the choice is not kept")
    visit.wire.exchanges.clear()
    visit.browser.open(form)
    assert visit.checked(FORM.text).body["markets"] == ["DE"]
    visit.browser.open_own("options.html")
    usual = "document.querySelector('.markets button')"
    wait_for(lambda: visit.browser.run(f"!!{usual}"), "the settings page lists no markets")
    visit.browser.run(f"{usual}.click()")
    wait_for(lambda: visit.browser.run(f"{summary}.textContent") == "Markets: United States", "the choice stays")


def changed_columns(one: Image.Image, other: Image.Image) -> tuple[int, int]:
    """First and last column in which two pictures differ."""
    difference = ImageChops.difference(one, other)
    # The border tells about focus; only what is inside it counts.
    inside = difference.crop((BORDER, BORDER, one.width - BORDER, one.height - BORDER)).getbbox()
    assert inside, "no pixel of the field shows the underline"
    return inside[0] + BORDER, inside[2] + BORDER


def test_the_sidebar_opens_from_the_popup_and_its_form_is_checked(visit: Visit) -> None:
    browser = visit.browser
    browser.open_own("popup.html")
    visit.press(PANEL)
    wait_for(lambda: sidebar(browser) == f"moz-extension://{firefox.UUID}/sidepanel.html", "no sidebar is open")
    browser.open_own("sidepanel.html")
    wait_for(lambda: browser.run("document.querySelector('#whole')?.checkVisibility()"), "the panel is empty")
    browser.sit_down()
    browser.run("document.querySelector('#whole').focus()")
    browser.type("Title: Lumo Wrap")
    browser.press("Shift", "Enter")
    browser.type(f"* {CLAIM}")
    browser.press("Tab")
    texts = "[...document.querySelectorAll('.form textarea')].map((one) => one.value).filter(Boolean)"
    assert browser.run(texts) == ["Lumo Wrap", CLAIM]
    wait_for(lambda: visit.button("Caveat: Stop 1"), "the pill counts no finding")
    browser.press("F8")
    visit.press("Apply")
    wait_for(lambda: CLAIM not in browser.run(texts), "the rewrite is not applied")
    assert browser.run(texts)[0] == "Lumo Wrap"


def sidebar(browser: firefox.Firefox) -> str:
    """The address of what the window's sidebar shows."""
    (window,) = browser.call("browsingContext.getTree", **{"moz:scope": "chrome"})["contexts"]
    script = "SidebarController.browser.contentDocument?.querySelector('browser')?.currentURI.spec ?? ''"
    target = {"context": window["context"]}
    return browser.call("script.evaluate", expression=script, target=target, awaitPromise=False)["result"]["value"]


def test_the_question_before_save_comes_once_and_sends_the_press_on(visit: Visit) -> None:
    there = visit.browser.run("location.href")
    visit.browser.open_own("popup.html")
    visit.browser.run("chrome.storage.local.set({guard: true})")
    visit.browser.open(there)
    visit.checked(FORM.text)
    box = visit.box()
    visit.browser.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    visit.browser.press("Control", "End")
    visit.browser.type(f" {CLAIM}")
    visit.checked(CLAIM)
    wait_for(lambda: visit.button("Caveat: Stop"), "the pill counts no finding")
    asked = "root.querySelector('dialog')?.checkVisibility()"
    visit.page_press("kat-button")
    wait_for(lambda: visit.overlay(asked), "the press is not asked about")
    visit.browser.press("Escape")
    wait_for(lambda: not visit.overlay(asked), "Escape does not close the question")
    assert visit.browser.run("[saves.length, document.activeElement.localName]") == [0, "kat-button"]

    visit.page_press("kat-button")
    wait_for(lambda: visit.overlay(asked), "the second press is not asked about")
    visit.browser.type("on file")
    visit.browser.press("Enter")
    wait_for(lambda: visit.browser.run("saves.length") == 1, "the press was not sent on")
    told = [one.body for one in visit.wire.seen("/api/v1/decisions")]
    assert [one["reason"] for one in told if one["action"] == "saved"] == ["on file"]
    visit.page_press("kat-button")
    wait_for(lambda: visit.browser.run("saves.length") == 2, "the same is asked about twice")
