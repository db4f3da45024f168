"""The whole flow with no mouse at all, in both browsers: written, read in the card, mended, dismissed, taken back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from forms import FORMS
from servers import Dashboards, Exchange, Wire, wait_for
from tabs import NAMES, ChromiumTab, Opens, Tab

FORM = next(form for form in FORMS if form.name == "generic")
CURE, GERMS, APPROVAL = "cures eczema", "Kills 99.9% of bacteria", "FDA approved"
TYPED = f" It {CURE}. {GERMS}. {APPROVAL}. Oak"
"""A safe fix is there for the last claim alone."""
LISTEN = """(() => {
    window.heard = [];
    for (const type of ["keydown", "keypress", "keyup"]) {
        document.addEventListener(type, ({ type, key }) => heard.push(`${type} ${key}`));
    }
})()"""
AT = "root.activeElement"
NAME = f"({AT}?.ariaLabel ?? {AT}?.labels?.[0]?.textContent ?? {AT}?.textContent ?? '')"
STOPS = (
    "[...root.querySelectorAll(':popover-open :is(button, a, input, select)')].filter((one) => one.checkVisibility())"
)


@dataclass
class Keyboard:
    """A seller whose mouse is broken."""

    tab: Tab
    wire: Wire

    def press(self, *keys: str) -> None:
        self.tab.press(*keys)

    def text(self) -> str:
        """What the form would submit for the field."""
        return self.tab.run(f"submitted().{FORM.saved}")

    def checked(self) -> Exchange:
        """The newest check, once it is of the text that stands in the field now."""
        text = self.text()

        def found() -> Exchange | None:
            checks = self.wire.seen("/api/v1/check")[-1:]
            return next((one for one in checks if any(field["text"] == text for field in one.body["fields"])), None)

        return wait_for(found, f"{text!r} is not checked")

    def unheard(self) -> None:
        """The page's own shortcuts got none of the keys since the last look."""
        heard = self.tab.run("heard.splice(0)")
        assert heard == [], heard

    def forget(self) -> None:
        """What was pressed so far was pressed in the page."""
        self.tab.run("void heard.splice(0)")

    def tab_to(self, there: str, most: int) -> None:
        """Press Tab until this expression holds."""
        for _ in range(most):
            self.press("Tab")
            if self.tab.run(there):
                return
        raise AssertionError(f"Tab never makes {there}")

    def choose(self, *names: str, number: int = 1) -> None:
        """Come with Tab to a control of the open dialog whose name begins so (the first, the second…): press Enter."""
        wait_for(lambda: self.tab.overlay(f"{AT} !== null"), "the dialog has not the focus")
        stops = self.tab.overlay(f"{STOPS}.length")
        for _ in range(2 * stops):
            self.press("Tab")
            if self.tab.overlay(NAME).startswith(names):
                number -= 1
                if number == 0:
                    self.press("Enter")
                    return
        raise AssertionError(f"Tab never comes to {names}")

    def in_dialog(self) -> bool:
        return bool(self.tab.overlay(f"{AT}?.role === 'dialog' || {AT}?.getAttribute('role') === 'dialog'"))

    def said(self) -> str:
        """What the card says, below its head."""
        return self.tab.overlay("root.querySelector('.card .body')?.textContent") or ""

    def step_to(self, words: str) -> None:
        """Press F8 until the card speaks of these words and has the focus."""
        for _ in range(8):
            before = self.said()
            self.press("F8")
            wait_for(lambda before=before: self.in_dialog() and self.said() != before, "F8 leads to no other card")
            if words in self.said():
                return
        raise AssertionError(f"F8 never came to {words!r}")

    def caret(self) -> dict[str, Any]:
        return self.tab.run("({id: document.activeElement.id, at: document.activeElement.selectionStart})")


@pytest.fixture(params=NAMES)
def keyboard(request: pytest.FixtureRequest, dashboards: Dashboards, wire: Wire, opens: Opens) -> Iterator[Keyboard]:
    with opens(request.param, dashboards, FORM.host) as tab:
        wire.exchanges.clear()
        tab.open(FORM.url)
        wait_for(lambda: tab.overlay("!!root.querySelector('.pill:not([hidden])')"), "the form is not recognised")
        tab.run(LISTEN)
        yield Keyboard(tab, wire)
        assert tab.run("saves") == [], "nothing was to be saved"


def test_the_whole_flow(keyboard: Keyboard) -> None:
    write(keyboard)
    read_and_leave(keyboard)
    mend_and_undo(keyboard)
    dismiss(keyboard)
    work_in_the_list(keyboard)
    actions = [one.body["action"] for one in keyboard.wire.seen("/api/v1/decisions")]
    assert {"applied", "dismissed", "reopened"} <= set(actions), actions


def write(seller: Keyboard) -> None:
    """Into the field, where what was found is told without moving the focus."""
    seller.tab_to(f"'#' + document.activeElement.id === '{FORM.box}'", 6)
    seller.press("Control", "End")
    seller.tab.type(TYPED)

    count = len(seller.checked().answer["findings"])
    told = "root.querySelector('[role=status]').textContent"
    wait_for(lambda: seller.tab.overlay(told) == f"Findings: {count}", f"{count} findings are not told")
    seller.press("ArrowLeft")
    seller.press("ArrowLeft")


def read_and_leave(seller: Keyboard) -> None:
    """Through all of the card, which Tab does not leave either way, and back to the same caret."""
    before = seller.caret()
    seller.forget()
    seller.step_to(CURE)
    if isinstance(seller.tab, ChromiumTab):
        named_in_the_tree(seller.tab, seller.said())
    stops = seller.tab.overlay(f"{STOPS}.length")
    assert stops > 6
    rounds = {}
    for keys in (("Tab",), ("Shift", "Tab")):
        rounds[keys] = []
        for _ in range(stops):
            seller.press(*keys)
            rounds[keys].append(seller.tab.overlay(f"{STOPS}.indexOf({AT})"))
    assert rounds[("Tab",)] == [*range(stops)], "Tab misses something, or leaves"
    assert rounds[("Shift", "Tab")] == [*reversed(range(stops - 1)), stops - 1], "Shift+Tab misses something, or leaves"
    seller.press("Escape")
    seller.tab.shows_nothing()
    assert seller.caret() == before
    seller.unheard()
    seller.tab.type("x")
    wait_for(lambda: seller.text().endswith(" Oxak"), f"the caret was lost: {seller.text()!r}")


def named_in_the_tree(tab: ChromiumTab, said: str) -> None:
    """The browser's own accessibility tree names the card, and describes it by what it says."""
    nodes = tab.wire.send("Accessibility.getFullAXTree")["nodes"]
    (card,) = [one for one in nodes if one.get("role", {}).get("value") == "dialog"]
    assert card["name"]["value"] == tab.overlay("root.querySelector('.card h2').textContent") != ""
    described = card["description"]["value"]
    assert CURE in described and "".join(described.split())[:60] == "".join(said.split())[:60]
    named = [one for one in nodes if one.get("role", {}).get("value") in ("button", "link") and not one["ignored"]]
    assert [one for one in named if not one["name"]["value"].strip()] == []


def mend_and_undo(seller: Keyboard) -> None:
    """The second rewrite, put in and taken back; then on to the next finding."""
    text = seller.text()
    seller.forget()
    seller.step_to(CURE)
    seller.choose("Apply", "Remove", number=2)
    seller.tab.shows("The field now holds the rewrite.")
    wait_for(lambda: CURE not in seller.text(), "the claim stands in the form still")
    seller.checked()
    seller.choose("Undo")
    wait_for(lambda: seller.text() == text, f"undo left {seller.text()!r}")
    seller.checked()
    wait_for(lambda: CURE in seller.said(), "the card of the claim is gone")
    seller.choose("Next")
    wait_for(lambda: GERMS in seller.said(), "it does not go on to the next claim")
    seller.unheard()


def dismiss(seller: Keyboard) -> None:
    """With the second reason, and back into the field."""
    seller.choose("Dismiss")
    seller.choose("Not a claim about the product")
    seller.tab.shows("Dismissed")
    seller.press("Escape")
    seller.tab.shows_nothing()
    assert seller.caret()["id"] == FORM.box[1:]
    seller.unheard()


def work_in_the_list(seller: Keyboard) -> None:
    """The list lies behind the last stop of the page; there all is taken back, filtered, fixed, and put away."""
    tab, text = seller.tab, seller.text()
    pill = "document.querySelector('caveat-overlay').shadowRoot.activeElement?.matches('.pill .open') === true"
    seller.tab_to(pill, 15)
    seller.forget()
    assert re.match(r"Caveat: .*Stop \d", tab.overlay(NAME)), tab.overlay(NAME)
    seller.press("Enter")
    wait_for(seller.in_dialog, "the list has not the focus")
    assert tab.overlay("root.querySelector('.pill .open').getAttribute('aria-expanded')") == "true"
    every = tab.overlay("root.querySelectorAll('.list button.item').length")
    seller.choose("Reopen")
    shown = "root.querySelectorAll('.list button.item').length"
    wait_for(lambda: tab.overlay(shown) == every + 1, "the dismissal is not taken back")
    seller.choose("Stop")
    wait_for(lambda: tab.overlay(f"{AT}.getAttribute('aria-pressed')") == "true", "the filter is not pressed")
    assert 0 < tab.overlay(shown) < every + 1
    seller.choose("Make 1 fix")
    wait_for(lambda: APPROVAL not in seller.text(), "nothing was fixed")
    seller.choose("Undo all")
    wait_for(lambda: seller.text() == text, f"undo left {seller.text()!r}")
    wait_for(lambda: tab.overlay("root.activeElement?.closest('.panel') != null"), "the list lost the focus")
    seller.press("Escape")
    tab.shows_nothing()
    wait_for(lambda: tab.run(pill), "the focus is not back on the pill")
    seller.unheard()
