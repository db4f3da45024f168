"""A form in a modal dialog of the page: the card can be pressed and left, and the dialog stays as it was."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from servers import Dashboards, wait_for
from tabs import NAMES, Opens, Tab

HOST = "modal.test"
FIELD = "document.querySelector('textarea')"
CLAIM = "Kills 99.9% of bacteria"
FOCUSED = "root.activeElement !== null && root.activeElement.closest('.card') !== null"


@pytest.fixture(scope="module", params=NAMES)
def tab(request: pytest.FixtureRequest, pem: Path, opens: Opens) -> Iterator[Tab]:
    with Dashboards({f"{HOST}/": "modal.html"}, pem) as shops, opens(request.param, shops, HOST) as opened:
        yield opened


def visit(tab: Tab, kind: str) -> dict[str, float]:
    """Open the form in a dialog of this kind; gives the middle of the claim's underline."""
    tab.open(f"https://{HOST}/products/17?made-by={kind}")
    wait_for(lambda: tab.marks(FIELD), "nothing is underlined")
    tab.run(f"({FIELD}.focus(), {FIELD}.setSelectionRange(4, 4))")
    return tab.marks(FIELD)[0]


def text(tab: Tab) -> str:
    return tab.run(f"{FIELD}.value")


@pytest.mark.parametrize("kind", ["browser", "script"])
def test_the_card_takes_the_focus_and_gives_it_back(tab: Tab, kind: str) -> None:
    visit(tab, kind)
    tab.press("F8")
    wait_for(lambda: tab.overlay(FOCUSED), "the card does not get the focus")
    tab.press("Tab")
    assert tab.overlay(FOCUSED), "the page took the focus back"
    tab.press("Escape")
    wait_for(lambda: tab.run(f"document.activeElement === {FIELD}"), "the focus is not given back")
    assert tab.run(f"{FIELD}.selectionStart") == 4
    assert (tab.overlay("root.querySelector('.card')?.textContent"), tab.run("heard")) == ("", [])


@pytest.mark.parametrize("kind", ["browser", "script"])
def test_a_card_opened_by_the_pointer_can_be_pressed(tab: Tab, kind: str) -> None:
    mark = visit(tab, kind)
    before = text(tab)
    tab.click(mark["x"], mark["y"] - 4, press=False)
    wait_for(lambda: CLAIM in (tab.overlay("root.querySelector('.card')?.textContent") or ""), "no card")
    assert tab.run(f"document.activeElement === {FIELD}"), "a card that was only pointed at took the focus"
    tab.push("Apply")
    wait_for(lambda: CLAIM not in text(tab), "the rewrite is not applied")
    tab.push("Undo")
    wait_for(lambda: text(tab) == before, "it is not taken back")
    tab.push("Close")
    wait_for(lambda: not tab.overlay("root.querySelector('.card')?.textContent"), "the card stays")
    assert tab.run("heard") == []
    assert tab.run("document.querySelector('dialog')?.open ?? true")
